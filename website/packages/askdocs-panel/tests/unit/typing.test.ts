import {beforeEach, expect, test, vi} from 'vitest';
import {createAskLink, openFromAddress} from '../../src/launcher/askLink.js';
import {formatHotkey, isHotkey} from '../../src/launcher/hotkey.js';
import {createLauncher, type Launcher} from '../../src/launcher/launcher.js';
import {isComposing, keepTyping} from '../../src/launcher/typing.js';

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key,
    code: '',
    metaKey: false,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    preventDefault: vi.fn(),
    ...more,
  }) as unknown as KeyboardEvent;

test.each([
  ['Ctrl+I', press('i', {ctrlKey: true}), false, true],
  ['Cmd+I on a Mac', press('i', {metaKey: true}), true, true],
  ['Ctrl+I on a Mac', press('i', {ctrlKey: true}), true, false],
  ['Cmd+I elsewhere', press('i', {metaKey: true}), false, false],
  ['Ctrl+Shift+I, the developer tools', press('I', {ctrlKey: true, shiftKey: true}), false, false],
  ['i', press('i'), false, false],
  ['Ctrl+K', press('k', {ctrlKey: true, code: 'KeyK'}), false, false],
  ['Ctrl+I on a Cyrillic keyboard', press('ш', {ctrlKey: true, code: 'KeyI'}), false, true],
  ['Ctrl+C on a Dvorak keyboard', press('c', {ctrlKey: true, code: 'KeyI'}), false, false],
  ['an event without a key', {ctrlKey: true, metaKey: false, altKey: false, shiftKey: false}, false, false],
])('%s', (_, event, isMac, expected) => {
  expect(isHotkey(event as KeyboardEvent, 'mod+i', isMac)).toBe(expected);
});

test('the shortcut is written as the keyboard names it', () => {
  expect(formatHotkey('mod+shift+a', true)).toBe('⌘⇧A');
  expect(formatHotkey('mod+shift+a', false)).toBe('Ctrl+Shift+A');
});

test('a key that ends a composition is one of it, also in Safari', () => {
  expect(isComposing(press('Enter', {isComposing: true}))).toBe(true);
  expect(isComposing(press('Enter', {keyCode: 229}))).toBe(true);
  expect(isComposing(press('Enter', {keyCode: 13}))).toBe(false);
});

let launcher: Launcher;

beforeEach(() => {
  vi.stubGlobal('HTMLElement', Object);
  vi.stubGlobal('document', {activeElement: null});
  launcher = createLauncher();
});

function type(...events: KeyboardEvent[]): boolean[] {
  const onKeyDown = keepTyping(launcher);
  events.forEach(onKeyDown);
  return events.map((event) => vi.mocked(event).preventDefault.mock.calls.length > 0);
}

test('what is typed while the panel loads is kept, and presses no button', () => {
  launcher.open();
  launcher.isLoading.set(true);
  const wasTaken = type(...[' ', 'W', 'h', 'x', 'Backspace', 'y', ' ', '📏', 'Enter'].map((key) => press(key)));
  expect(launcher.draft.get()).toBe('Why 📏');
  expect(wasTaken).toEqual(Array(9).fill(true));
  expect(launcher.isOpen.get()).toBe(true);
});

test('Escape closes the panel that loads; shortcuts and keys without a name are left alone', () => {
  launcher.open();
  launcher.isLoading.set(true);
  const foreign = [
    press('r', {ctrlKey: true}),
    press('Tab'),
    press('n', {keyCode: 229}),
    press('', {key: undefined} as object),
  ];
  expect(type(...foreign)).toEqual([false, false, false, false]);
  type(press('Escape'));
  expect([launcher.isOpen.get(), launcher.draft.get()]).toEqual([false, '']);
});

test('when the panel is there, typing is not ours', () => {
  launcher.open();
  expect(type(press('a'), press(' '))).toEqual([false, false]);
  expect(launcher.draft.get()).toBe('');
});

test.each([
  ['?ask=How+hot%3F', 'How hot?'],
  ['?x=1&ask=%20tea%20', 'tea'],
  [`?ask=${'x'.repeat(3000)}`, 'x'.repeat(2000)],
  ['?ask=', ''],
  ['?asking=tea', ''],
  ['', ''],
])('%s opens the panel with the question', (search, question) => {
  vi.stubGlobal('location', new URL(`https://kettle.example/docs/${search}`));
  openFromAddress(launcher);
  expect([launcher.isOpen.get(), launcher.draft.get()]).toEqual([question !== '', question]);
});

test('a link to a question opens it on the same page', () => {
  vi.stubGlobal('location', new URL('https://kettle.example/docs/?a=1#tea'));
  expect(createAskLink('How hot & why?')).toBe('https://kettle.example/docs/?a=1&ask=How+hot+%26+why%3F');
});
