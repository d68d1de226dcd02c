const IS_MAC = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

/** Whether the event is the shortcut, on any keyboard layout. `mod` is Cmd on a Mac, else Ctrl. */
export function isHotkey(event: KeyboardEvent, hotkey: string, isMac = IS_MAC): boolean {
  const parts = hotkey.split('+');
  const key = parts.pop() ?? '';
  const wants = (modifier: string): boolean => parts.includes(modifier);
  return (
    event.metaKey === (wants('meta') || (wants('mod') && isMac)) &&
    event.ctrlKey === (wants('ctrl') || (wants('mod') && !isMac)) &&
    event.altKey === wants('alt') &&
    event.shiftKey === wants('shift') &&
    (event.key.toLowerCase() === key || (!/^[ -~]$/.test(event.key) && isKeyOf(event.code, key)))
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

/** Where Ctrl+I means italics, the shortcut stays away. */
export function isRichText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.isContentEditable;
}
