/** Whether the panel is open, and what stands in its question field: shared by every button, the shortcut and the panel. */

let isOpen = false;
let draft = '';
let timesOpened = 0;
let opener: Element | null = null;
const listeners = new Set<() => void>();

export const getIsOpen = (): boolean => isOpen;
export const getDraft = (): string => draft;
/** Grows with every call of `openAskDocs`, also while the panel is open: then the question field wants the focus. */
export const getTimesOpened = (): number => timesOpened;

export function subscribeToPanel(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the panel; `question` is put into the question field and not sent. */
export function openAskDocs(question = ''): void {
  if (!isOpen) {
    opener = document.activeElement;
  }
  isOpen = true;
  timesOpened += 1;
  draft = question || draft;
  notify();
}

/** Closes the panel and gives the focus back: to `target`, else to what had it when the panel was opened. */
export function closeAskDocs(target?: HTMLElement | null): void {
  isOpen = false;
  notify();
  const next = target ?? opener;
  if (next instanceof HTMLElement && next.isConnected) {
    next.focus({preventScroll: true});
  }
}

export function setDraft(text: string): void {
  draft = text;
  notify();
}

function notify(): void {
  listeners.forEach((listener) => listener());
}
