import {countCharacters, cut} from '../service/text.js';
import type {Launcher} from './launcher.js';

/** Whether the key belongs to a composition. Safari tells of its end with the code 229, and not with `isComposing`. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other sign in Safari
  return event.isComposing || event.keyCode === 229;
}

/** While the panel loads: what the reader types goes into the question field; Escape closes. */
export function keepTyping(launcher: Launcher): (event: KeyboardEvent) => void {
  return (event) => {
    if (!launcher.isLoading.get() || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const {draft} = launcher;
    const {key = ''} = event as Partial<KeyboardEvent>; // browsers send events without one
    if (key === 'Escape') {
      launcher.close();
    } else if (key === 'Backspace') {
      draft.set(cut(draft.get(), countCharacters(draft.get()) - 1));
    } else if (countCharacters(key) === 1 && (draft.get() !== '' || key !== ' ')) {
      draft.set(draft.get() + key);
    } else if (key !== ' ' && key !== 'Enter') {
      return;
    }
    event.preventDefault(); // a space or Enter would press the button that has the focus
  };
}
