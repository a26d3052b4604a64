/** URIs as editors write them, and paths relative to a folder as the core wants them. */

/** Two spellings of one URI (`file:///c%3A/x` and `file:///C:/x`) give one text. */
export function normalised(uri: string): string {
  const decoded = decodedOf(uri).replace(/\/+$/, '');
  return decoded.replace(
    /^(file:\/\/\/)([A-Za-z])(?=:)/,
    (_, scheme: string, drive: string) => scheme + drive.toLowerCase(),
  );
}

function decodedOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A stray per cent sign: the URI stands for itself.
    return uri;
  }
}

/** The path of `uri` below the folder; undefined where it lies outside. */
export function pathBelow(folderUri: string, uri: string): string | undefined {
  const folder = `${normalised(folderUri)}/`;
  const file = normalised(uri);
  return file.startsWith(folder) ? file.slice(folder.length) : undefined;
}

/** The URI of a path below a folder. */
export function uriOf(folderUri: string, path: string): string {
  const encoded = path.split('/').map((segment) => encodeURIComponent(segment));
  return `${folderUri.replace(/\/+$/, '')}/${encoded.join('/')}`;
}

/** The last segment, for people. */
export function nameOf(uri: string): string {
  const plain = normalised(uri);
  return plain.slice(plain.lastIndexOf('/') + 1);
}
