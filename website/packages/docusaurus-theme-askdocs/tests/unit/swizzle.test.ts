import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {getSwizzleConfig} from '../../src/index.js';
import {loadMessages} from '../../src/messages.js';
import messages from '@theme/AskDocsPanel/messages';
import {MESSAGES} from 'askdocs-panel/messages';

const THEME = fileURLToPath(new URL('../../src/theme', import.meta.url));

test('every component that a site can replace is described, and no other', () => {
  const components = readdirSync(THEME, {recursive: true, encoding: 'utf8'})
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => file.replaceAll('\\', '/').replace(/(?:\/index)?\.tsx?$/, ''));
  expect(Object.keys(getSwizzleConfig().components).sort()).toEqual(components.sort());
});

test('what the panel says is what `write-translations` finds', () => {
  const own = Object.entries(MESSAGES).filter(([id]) => id in messages);
  expect(Object.fromEntries(own)).toEqual(Object.fromEntries(Object.entries(messages).map(([id, say]) => [id, say()])));
  // The rest stands where it is said before the panel is there.
  const missing = Object.keys(MESSAGES).filter((id) => !(id in messages));
  expect(missing.sort()).toEqual(['askSelection', 'loadError', 'loading', 'selection', 'skip']);
  const source = readFileSync(`${THEME}/AskDocsPanel/messages.ts`, 'utf8');
  for (const id of Object.keys(messages).filter((one) => one !== 'label')) {
    expect(source).toContain(`id: 'theme.AskDocs.${id}'`);
  }
});

test.each([
  ['de', 'Die Doku fragen'],
  ['fr-CA', 'Interroger la doc'],
  ['en', undefined],
  ['xx', undefined],
])('in %s, the button says %s', (locale, label) => {
  expect(loadMessages(locale)['theme.AskDocs.label']).toBe(label);
});
