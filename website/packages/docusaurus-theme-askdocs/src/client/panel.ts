import {createStore, type ReadonlyStore, type Store} from './store';

const isOpen = createStore(false);
const draft = createStore('');
const timesOpened = createStore(0);
let opener: Element | null = null;

/** What every button, the shortcut and the panel share. */
export const panel: {
  readonly isOpen: ReadonlyStore<boolean>;
  /** What stands in the question field. */
  readonly draft: Store<string>;
  /** Grows with every call of `openAskDocs`, also while the panel is open: then the question field wants the focus. */
  readonly timesOpened: ReadonlyStore<number>;
} = {isOpen, draft, timesOpened};

/** Opens the panel; `question` is put into the question field and not sent. */
export function openAskDocs(question = ''): void {
  if (!isOpen.get()) {
    opener = document.activeElement;
  }
  if (question) {
    draft.set(question);
  }
  timesOpened.set(timesOpened.get() + 1);
  isOpen.set(true);
}

/** Closes the panel and gives the focus back: to `target`, else to what had it when the panel was opened. */
export function closeAskDocs(target?: HTMLElement | null): void {
  isOpen.set(false);
  const next = target ?? opener;
  if (next instanceof HTMLElement && next.isConnected) {
    next.focus({preventScroll: true});
  }
}
