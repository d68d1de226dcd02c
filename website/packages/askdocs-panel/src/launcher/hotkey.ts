import type {Launcher} from './launcher.js';

const IS_MAC = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

/** Whether the event is the shortcut, on any keyboard layout. `mod` is Cmd on a Mac, else Ctrl. */
export function isHotkey(event: KeyboardEvent, hotkey: string, isMac = IS_MAC): boolean {
  const parts = hotkey.split('+');
  const wanted = parts.pop() ?? '';
  const wants = (modifier: string): boolean => parts.includes(modifier);
  // Browsers send `keydown` without a key when they fill in a form.
  const {key = '', code = ''} = event as Partial<KeyboardEvent>;
  return (
    event.metaKey === (wants('meta') || (wants('mod') && isMac)) &&
    event.ctrlKey === (wants('ctrl') || (wants('mod') && !isMac)) &&
    event.altKey === wants('alt') &&
    event.shiftKey === wants('shift') &&
    (key.toLowerCase() === wanted || (!/^[ -~]*$/.test(key) && isKeyOf(code, wanted)))
  );
}

/** The key's place counts only where the layout writes no Latin there: on Dvorak, Ctrl+C sits on the I key. */
function isKeyOf(code: string, key: string): boolean {
  return code === `Key${key.toUpperCase()}` || code === `Digit${key}`;
}

/** The shortcut as the reader's keyboard names it. */
export function formatHotkey(hotkey: string, isMac = IS_MAC): string {
  const names: Record<string, string> = isMac
    ? {mod: '⌘', meta: '⌘', ctrl: '⌃', alt: '⌥', shift: '⇧'}
    : {mod: 'Ctrl', meta: 'Win', ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift'};
  return hotkey
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join(isMac ? '' : '+');
}

/** Opens the panel with the shortcut, and closes it from inside; ends when the function that it returns is called. */
export function listenForHotkey(launcher: Launcher, hotkey: string): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || !isHotkey(event, hotkey) || isRichText(event)) {
      return;
    }
    event.preventDefault();
    const isInPanel = event.composedPath().some((node) => node instanceof Element && node.matches('.askdocs-panel'));
    if (isInPanel) {
      launcher.close();
    } else {
      launcher.open();
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

/** Where Ctrl+I means italics, the shortcut stays away. */
function isRichText(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && target.isContentEditable;
}
