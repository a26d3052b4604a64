/** Files dropped on the page: VS Code hands over their addresses, a file manager only the files themselves. */
import type { Send } from './details.ts';

const KINDS = ['application/vnd.code.uri-list', 'text/uri-list'];

export function acceptDrops(target: HTMLElement, send: Send): void {
  const hover = (on: boolean) => target.classList.toggle('dropping', on);
  target.addEventListener('dragover', (event) => {
    event.preventDefault();
    hover(true);
  });
  target.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) hover(false);
  });
  target.addEventListener('drop', (event) => {
    event.preventDefault();
    hover(false);
    const uris = KINDS.flatMap((kind) => event.dataTransfer?.getData(kind).split(/[\r\n]+/) ?? [])
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    const unique = [...new Set(uris)].slice(0, 50);
    // A page is not told where a file of the file manager lies: the dialog asks for it instead.
    send(unique.length > 0 ? { type: 'drop', uris: unique } : { type: 'link' });
  });
}
