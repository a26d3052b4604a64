/** The page's frame. It holds no data: everything arrives as a message, so nothing of a log is ever part of the HTML. */

export interface PageAddresses {
  /** What VS Code calls the source of its own files in a page. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** BCP 47, for screen readers and the choice of Chinese glyphs. */
  readonly language: string;
  readonly title: string;
}

/** @param nonce random for each page, letters and digits only */
export function pageHtml(nonce: string, { source, script, style, language, title }: PageAddresses): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    "img-src 'none'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(title)}</title>
<link rel="stylesheet" href="${attribute(style)}">
</head>
<body>
<main id="panel"></main>
<script nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in an attribute or an element. */
export function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
