/** Adds CSS to the page for good: as a constructed sheet, since a strict Content-Security-Policy blocks style elements. */
export function addStylesheet(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = Array.from(document.adoptedStyleSheets).concat(sheet);
}
