import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.resolve(__dirname, '../..');
const read = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(root, 'locales', locale, 'theme-askdocs.json'), 'utf8')) as Record<string, string>;
const base = Object.fromEntries(Object.entries(read('base')).filter(([id]) => !id.endsWith('___DESCRIPTION')));

function findMessages(): Record<string, string> {
  const files = readdirSync(path.join(root, 'src/theme'), {recursive: true, encoding: 'utf8'});
  const source = files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(root, 'src/theme', file), 'utf8'))
    .join('');
  const found = source.matchAll(/id: '(theme\.AskDocs\.\w+)',\s*message:\s*'((?:[^'\\]|\\.)*)'/g);
  return Object.fromEntries([...found].map(([, id = '', message = '']): [string, string] => [id, message]));
}

test('the base file holds exactly the messages of the components', () => {
  expect(findMessages()).toEqual(base);
});

test.each(['de', 'es', 'fr', 'ja', 'zh'])('%s translates every message and keeps its placeholders', (locale) => {
  const translated = read(locale);
  const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  expect(Object.keys(translated).sort()).toEqual(Object.keys(base).sort());
  for (const [id, message] of Object.entries(base)) {
    expect(placeholders(translated[id] ?? ''), id).toEqual(placeholders(message));
  }
});
