import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect, test} from '@playwright/test';
import {FIXTURE} from './support/test';

/** What the button may add to a page, in bytes after gzip: in English, and with the words of another language. */
const BUDGET = 4096;
const TRANSLATED_BUDGET = 6144;
const PAGE = 'docs/index.html';
const LOCALES = path.resolve(FIXTURE, '../../../../askdocs-panel/locales');
const MESSAGES = /,"theme\.AskDocs\.\w+":"(?:[^"\\]|\\.)*"/g;

const gzip = (text: string): number => gzipSync(text, {level: 9}).length;
const read = (...parts: string[]): string => readFileSync(path.join(FIXTURE, ...parts), 'utf8');

/** The scripts and stylesheets that a page loads at once. */
function readAssets(build: string, page: string): string[] {
  const named = read(build, page).matchAll(/(?:src|href)="?(\/(?:\w+\/)?assets\/(?:js|css)\/[^\s">]+)/g);
  return [...new Set([...named].map(([, file = '']) => file))].map((file) => read(build, file));
}

function weigh(build: string): number {
  const assets = readAssets(build, PAGE);
  expect(assets.length).toBeGreaterThan(2);
  return assets.reduce((sum, asset) => sum + gzip(asset), 0);
}

/** As they stand in the main script: JSON in a string literal of ASCII characters. */
function writeMessages(locale: string): string {
  const messages = JSON.parse(readFileSync(path.join(LOCALES, `${locale}.json`), 'utf8')) as object;
  return Object.entries(messages)
    .map(([id, message]) => `,"theme.AskDocs.${id}":${JSON.stringify(message)}`)
    .join('')
    .replace(/[\u0080-\uffff]/g, (character) => {
      const code = character.charCodeAt(0).toString(16);
      return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code}`;
    });
}

const cost = (): number => weigh('build') - weigh('build-bare');

test('the button adds at most 4 KB to an English page', () => {
  test.info().annotations.push({type: 'button, bytes gzip', description: String(cost())});
  expect(cost()).toBeGreaterThan(1000);
  expect(cost()).toBeLessThanOrEqual(BUDGET);
});

for (const locale of readdirSync(LOCALES).map((file) => path.basename(file, '.json'))) {
  test(`the button adds at most 6 KB to a page in "${locale}"`, () => {
    // Docusaurus puts all messages of a language into the main script; English ones stand in the code.
    const french = readAssets('build', `fr/${PAGE}`).find((asset) => asset.includes('"theme.AskDocs.label":'));
    const start = french?.search(MESSAGES) ?? -1;
    const without = french?.replace(MESSAGES, '') ?? '';
    const withMessages = (of: string): string => without.slice(0, start) + writeMessages(of) + without.slice(start);
    expect(withMessages('fr')).toBe(french);

    const bytes = cost() + gzip(withMessages(locale)) - gzip(without);
    test.info().annotations.push({type: `button in ${locale}, bytes gzip`, description: String(bytes)});
    expect(bytes).toBeLessThanOrEqual(TRANSLATED_BUDGET);
  });
}
