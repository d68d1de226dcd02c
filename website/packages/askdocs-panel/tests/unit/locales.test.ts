import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {createTranslate, fillIn, MESSAGES} from '../../src/messages.js';

const FOLDER = path.resolve(__dirname, '../../locales');

test.each(readdirSync(FOLDER))('%s translates every message and keeps its placeholders', (file) => {
  const translated = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Record<string, string>;
  const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  expect(Object.keys(translated).sort()).toEqual(Object.keys(MESSAGES).sort());
  for (const [id, message] of Object.entries(MESSAGES)) {
    expect(placeholders(translated[id] ?? ''), id).toEqual(placeholders(message));
  }
});

test('what no language says is said in English', () => {
  expect(createTranslate({close: 'Schließen'})('close')).toBe('Schließen');
  expect(createTranslate({})('retryIn', {seconds: 3})).toBe('Try again in 3 s');
});

test('a value is put in as it is, and a place without one stays', () => {
  expect(fillIn('{a} {b} {a}', {a: '$& {b}'})).toBe('$& {b} {b} $& {b}');
});
