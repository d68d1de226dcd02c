import {ownRem} from './tokens.js';

export function createNode<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

/** As a constructed sheet, since a strict Content-Security-Policy blocks style elements. */
export function addStyles(root: ShadowRoot, styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ownRem(styles));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
