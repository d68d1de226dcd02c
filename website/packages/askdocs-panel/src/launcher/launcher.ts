import {createStore, type ReadonlyStore, type Store} from './store.js';

/** What every button, the shortcut and the panel share: whether it is open, and what stands in the question field. */
export interface Launcher {
  readonly isOpen: ReadonlyStore<boolean>;
  /** Whether the panel is open and its code not there yet. */
  readonly isLoading: Store<boolean>;
  /** What stands in the question field. */
  readonly draft: Store<string>;
  /** Grows with every `open`, also while the panel is open: then the question field wants the focus. */
  readonly timesOpened: ReadonlyStore<number>;
  /** Opens the panel; `question` is put into the question field and not sent. */
  open: (question?: string) => void;
  /** Opens the panel as it was on the page before; the focus stays where it is. */
  reopen: () => void;
  /** Closes the panel and gives the focus back: to `target`, else to what had it when the panel was opened. */
  close: (target?: HTMLElement | null) => void;
  /** What the button does: while the panel loads, a second click closes nothing. */
  toggle: () => void;
}

export function createLauncher(): Launcher {
  const isOpen = createStore(false);
  const isLoading = createStore(false);
  const draft = createStore('');
  const timesOpened = createStore(0);
  let opener: Element | null = null;

  const launcher: Launcher = {
    isOpen,
    isLoading,
    draft,
    timesOpened,
    open(question = '') {
      if (!isOpen.get()) {
        opener = findActiveElement();
      }
      if (question) {
        draft.set(question);
      }
      timesOpened.set(timesOpened.get() + 1);
      isOpen.set(true);
    },
    reopen: () => isOpen.set(true),
    close(target) {
      isOpen.set(false);
      const next = target ?? opener;
      if (next instanceof HTMLElement && next.isConnected) {
        next.focus({preventScroll: true});
      }
    },
    toggle() {
      if (!isOpen.get()) {
        launcher.open();
      } else if (!isLoading.get()) {
        launcher.close();
      }
    },
  };
  return launcher;
}

/** What has the focus, also inside of an element with a shadow root. */
export function findActiveElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) {
    active = active.shadowRoot.activeElement;
  }
  return active;
}
