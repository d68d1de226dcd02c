import {beforeAll, expect, test, vi} from 'vitest';
import {formatHotkey, isHotkey} from '../../src/client/hotkey';
import {resolveLink} from '../../src/client/links';
import {versionLabel} from '../../src/client/versions';

beforeAll(() => {
  vi.stubGlobal('location', new URL('http://127.0.0.1:3000/docs/tea?x=1'));
});

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({key, code: '', metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...more}) as KeyboardEvent;

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
])('%s', (_, event, isMac, expected) => {
  expect(isHotkey(event, 'mod+i', isMac)).toBe(expected);
});

test('the shortcut is written as the keyboard names it', () => {
  expect(formatHotkey('mod+shift+a', true)).toBe('⌘⇧A');
  expect(formatHotkey('mod+shift+a', false)).toBe('Ctrl+Shift+A');
});

test.each([
  ['https://kettle.example/docs/tea#green', {href: '/docs/tea#green', kind: 'route'}],
  ['https://kettle.example/docs/tea/', {href: '/docs/tea/', kind: 'route'}],
  ['http://127.0.0.1:3000/about', {href: '/about', kind: 'route'}],
  ['#here', {href: '/docs/tea?x=1#here', kind: 'route'}],
  ['https://kettle.example/fr/docs/tea', {href: '/fr/docs/tea', kind: 'document'}],
  ['https://kettle.example/docs', {href: '/docs', kind: 'document'}],
  ['https://kettle.example/manual.pdf', {href: '/manual.pdf', kind: 'document'}],
  ['https://other.example/docs/tea', {href: 'https://other.example/docs/tea', kind: 'external'}],
  ['mailto:a@b.example', {href: 'mailto:a@b.example', kind: 'external'}],
  ['/\\evil.example', {href: 'https://evil.example/', kind: 'external'}],
  ['//evil.example', null],
  ['javascript:alert(1)', null],
  ['docs/tea', null],
  ['https://[', null],
  ['https://docs.example@evil.example/', null],
  ['', null],
])('%s leads to %j', (address, expected) => {
  expect(resolveLink(address)).toEqual(expected);
});

test('a browser without URL.canParse judges links too', () => {
  const canParse = vi.spyOn(URL, 'canParse').mockImplementation(() => {
    throw new TypeError('URL.canParse is not a function');
  });
  expect(resolveLink('/docs/tea')).toEqual({href: '/docs/tea', kind: 'route'});
  expect(resolveLink('https://[')).toBeNull();
  canParse.mockRestore();
});

test('a version is called as the site calls it, where there are several', () => {
  expect(versionLabel('2.0')).toBe('2.0 (LTS)');
  expect(versionLabel('only')).toBe('');
  expect(versionLabel('9.9')).toBe('9.9');
});
