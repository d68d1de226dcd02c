import {beforeAll, expect, test, vi} from 'vitest';
import {resolveLink} from '../../src/client/links.js';
import {versionLabel} from '../../src/client/versions.js';

beforeAll(() => {
  vi.stubGlobal('location', new URL('http://127.0.0.1:3000/docs/tea?x=1'));
});

test.each([
  ['https://kettle.example/docs/tea#green', {href: '/docs/tea#green', kind: 'page'}],
  ['https://kettle.example/docs/tea/', {href: '/docs/tea/', kind: 'page'}],
  ['http://127.0.0.1:3000/about', {href: '/about', kind: 'page'}],
  ['#here', {href: '/docs/tea?x=1#here', kind: 'page'}],
  ['https://kettle.example/fr/docs/tea', {href: '/fr/docs/tea', kind: 'document'}],
  ['https://kettle.example/docs', {href: '/docs', kind: 'document'}],
  ['https://kettle.example/manual.pdf', {href: '/manual.pdf', kind: 'document'}],
  ['https://other.example/docs/tea', {href: 'https://other.example/docs/tea', kind: 'external'}],
  ['http://127.0.0.1:8000/site/tea#green', {href: '/docs/tea#green', kind: 'page'}],
  ['http://127.0.0.1:8000/other', {href: 'http://127.0.0.1:8000/other', kind: 'external'}],
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
  expect(resolveLink('/docs/tea')).toEqual({href: '/docs/tea', kind: 'page'});
  expect(resolveLink('https://[')).toBeNull();
  canParse.mockRestore();
});

test('a version is called as the site calls it, where there are several', () => {
  expect(versionLabel('2.0')).toBe('2.0 (LTS)');
  expect(versionLabel('only')).toBe('');
  expect(versionLabel('9.9')).toBe('9.9');
});
