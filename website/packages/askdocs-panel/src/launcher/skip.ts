/** A link for the beginning of the page, for those who walk through it by keyboard: it leads to the button. */
export function createSkipLink(text: string, findButton: () => HTMLElement | null): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'askdocs-skip';
  link.href = '#askdocs';
  link.textContent = text;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    findButton()?.focus();
  });
  return link;
}
