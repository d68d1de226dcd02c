import {beforeEach, expect, test} from 'vitest';
import {type Archive, ARCHIVE_LIMITS, createArchive} from '../../src/conversation/archive.js';
import {type Exchange, readExchanges} from '../../src/conversation/exchange.js';
import type {KeyValues} from '../../src/conversation/storage.js';

let values: Map<string, string>;
let storage: KeyValues;

beforeEach(() => {
  values = new Map();
  storage = {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
});

const exchanges = (...questions: string[]): Exchange[] =>
  readExchanges(questions.map((question) => ({question, state: 'done'})));
const open = (mode: 'tab' | 'browser' | 'ask' = 'browser', site = 'kettle'): Archive =>
  createArchive(site, mode, () => storage);
const titles = (archive: Archive): (string | undefined)[] => archive.list().map((kept) => kept.exchanges[0]?.question);

test('a conversation that is kept is listed, changed in place, and deleted', () => {
  const archive = open();
  const id = archive.save('a', exchanges('tea'));
  expect(archive.save(id, exchanges('tea', 'coffee'))).toBe('a');
  expect(archive.list()).toMatchObject([{id: 'a', exchanges: [{question: 'tea'}, {question: 'coffee'}]}]);
  archive.save('b', exchanges('water'));
  archive.delete('a');
  expect(titles(archive)).toEqual(['water']);
  archive.deleteAll();
  expect(values.size).toBe(0);
});

test('tabs do not overwrite each other', () => {
  const [one, other] = [open(), open()];
  one.save('a', exchanges('tea'));
  other.list(); // the other tab opens it
  other.save('a', exchanges('tea', 'in the other tab'));
  const id = one.save('a', exchanges('tea', 'in this tab'));
  expect(id).not.toBe('a');
  expect(one.list()).toHaveLength(2);
  expect(one.save(id, exchanges('tea', 'in this tab', 'on'))).toBe(id);
});

test('nothing is stored before the reader agrees, and nothing stays after a refusal', () => {
  const archive = open('ask');
  archive.save('a', exchanges('tea'));
  expect([archive.isAllowed(), values.size]).toEqual([false, 0]);
  archive.allow(true);
  archive.save('a', exchanges('tea'));
  expect(titles(open('ask'))).toEqual(['tea']);
  archive.allow(false);
  expect([archive.isAllowed(), values.size]).toEqual([false, 0]);
  open('tab').save('a', exchanges('tea'));
  expect(values.size).toBe(0);
});

test('only so many are kept, and the oldest go', () => {
  const archive = open();
  for (let number = 0; number <= ARCHIVE_LIMITS.conversations + 3; number += 1) {
    archive.save(String(number), exchanges(`q${number}`));
    const key = [...values.keys()].at(-1) ?? '';
    values.set(key, (values.get(key) ?? '').replace(/"at":\d+/, `"at":${number + 1}`));
  }
  expect(archive.list()).toHaveLength(ARCHIVE_LIMITS.conversations);
  expect(titles(archive)).not.toContain('q3');
  expect(titles(archive)[0]).toBe(`q${ARCHIVE_LIMITS.conversations + 3}`);
});

test('the browser holds at most a megabyte of them', () => {
  const archive = open();
  for (const id of ['a', 'b', 'c']) {
    archive.save(id, exchanges(`${id}${'x'.repeat(0.4 * ARCHIVE_LIMITS.characters)}`));
  }
  const length = [...values.values()].reduce((sum, value) => sum + value.length, 0);
  expect(length).toBeLessThanOrEqual(ARCHIVE_LIMITS.characters);
  expect(archive.list().map(({id}) => id)).toContain('c');
});

test('two sites of one origin do not see each other', () => {
  open('browser', 'kettle').save('a', exchanges('tea'));
  expect(open('browser', 'pot').list()).toEqual([]);
  open('browser', 'pot').deleteAll();
  expect(values.size).toBe(1);
});

test('what another script wrote, and a storage that is disabled or full, do no harm', () => {
  for (const [key, value] of [
    ['1', '{"broken'],
    ['2', '7'],
    ['3', '{"exchanges": [1]}'],
    ['4', 'null'],
  ]) {
    values.set(`askdocs:kettle:kept:${key}`, value ?? '');
  }
  values.set('askdocs:kettle:kept:5', '{"at": "soon", "exchanges": [{"question": "tea"}]}');
  expect(open().list()).toMatchObject([{id: '5', at: 0}]);
  const disabled = createArchive('kettle', 'browser', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(disabled.save('a', exchanges('tea'))).toBe('a');
  expect(disabled.list()).toEqual([]);
});
