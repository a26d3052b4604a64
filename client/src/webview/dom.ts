/**
 * The only ways this page makes elements. Children that are strings become text nodes, and text that comes from a log
 * goes through `foreign`: there is no way from a string to markup.
 */
import { visible } from '../panel/model/visible.ts';

export type Child = Node | string | undefined | false;
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Attributes are fixed names of ours, never taken from data; event handlers are added with `on`. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  append(made, children);
  return made;
}

export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement;
  setAttributes(made, attributes);
  append(made, children);
  return made;
}

/** Text that somebody outside chose: isolated, so that it cannot turn its surroundings around, hidden characters spelled out. */
export function foreign(text: string, className = ''): HTMLElement {
  return element('span', { class: `foreign ${className}`.trim(), dir: 'ltr' }, visible(text));
}

/** A picture of VS Code's icon font; it says nothing to who cannot see it. */
export const icon = (name: string) => element('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });

export function button(label: string, run: () => void, options: Attributes & { icon?: string } = {}): HTMLElement {
  const { icon: name, ...attributes } = options;
  const made = element('button', { type: 'button', ...attributes }, name ? icon(name) : undefined, label);
  made.addEventListener('click', run);
  return made;
}

/** A button that shows an icon alone; its label is read out and shown as a hint. */
export function iconButton(label: string, name: string, run: () => void): HTMLElement {
  const made = element(
    'button',
    { type: 'button', class: 'icon-button', title: label, 'aria-label': label },
    icon(name),
  );
  made.addEventListener('click', run);
  return made;
}

/** Puts `{0}`, `{1}` … into a sentence of the table of strings. */
export function filled(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d+)\}/g, (place, at: string) => String(values[Number(at)] ?? place));
}

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(target: Element, children: readonly Child[]): void {
  for (const child of children) if (child !== undefined && child !== false && child !== '') target.append(child);
}
