import {cut} from '../service/text.js';
import type {Launcher} from './launcher.js';

const SHORTEST = 3;
const LONGEST = 500;

/** A button beside text that the reader selects: it opens the panel with a question about that text begun. */
export function watchSelection(
  container: HTMLElement,
  launcher: Launcher,
  translate: (id: 'askSelection' | 'selection', values?: Record<string, string>) => string,
): void {
  const button = document.createElement('button');
  button.className = 'askdocs-button askdocs-selection';
  button.type = 'button';
  button.hidden = true;
  button.textContent = translate('askSelection');
  let text = '';
  button.addEventListener('pointerdown', (event) => event.preventDefault()); // it would end the selection
  button.addEventListener('click', () => {
    launcher.open(translate('selection', {text}));
    button.hidden = true;
  });
  container.append(button);

  const show = (): void => {
    const selection = document.getSelection();
    text = cut(selection?.toString().replace(/\s+/g, ' ').trim() ?? '', LONGEST);
    const isText = selection?.rangeCount && !selection.isCollapsed && text.length >= SHORTEST;
    const isPage = !document.activeElement?.matches(
      'input, textarea, [contenteditable], askdocs-panel, .askdocs-panel *',
    );
    button.hidden = !isText || !isPage;
    if (!button.hidden && selection) {
      const {left, bottom} = selection.getRangeAt(0).getBoundingClientRect();
      button.style.setProperty('left', `${Math.max(8, Math.min(left, window.innerWidth - 200))}px`);
      button.style.setProperty('top', `${Math.min(bottom + 8, window.innerHeight - 48)}px`);
    }
  };
  document.addEventListener('pointerup', () => setTimeout(show)); // the selection ends a moment later
  document.addEventListener('keyup', (event) => (event.shiftKey || !button.hidden) && show());
  document.addEventListener('scroll', () => (button.hidden = true), {passive: true});
}
