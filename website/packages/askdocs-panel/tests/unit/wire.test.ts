import {expect, test} from 'vitest';
import {readRetryAfter} from '../../src/service/failure.js';
import {addPart, EMPTY_ANSWER, LIMITS, readPart} from '../../src/service/wire.js';

test.each([null, 7, 'text', [], [{response: 'a'}], undefined])('%j holds no answer', (value) => {
  expect(readPart(value)).toEqual({});
});

test('what has another type than it should is left out', () => {
  expect(
    readPart({
      response: 7,
      sources: [null, 1, {number: '1'}, {number: 2, title: 3, url: {}}],
      cited: [1, '2', 1.5, null],
      nearest: 'x',
      unverified: ['a', 1],
      unsupported: [null, 'b', ''],
      suggestions: 'c',
      id: 4,
      outcome: 5,
      reason: null,
    }),
  ).toEqual({
    sources: [{number: 2, title: '', section: '', url: '', snippet: '', version: '', locale: ''}],
    cited: [1],
    unverified: ['a'],
    unsupported: ['b'],
  });
});

test('an outcome that is not known yet is called unknown', () => {
  expect(readPart({outcome: 'prophesied'}).outcome).toBe('unknown');
});

test('text is joined and bounded; the rest comes once', () => {
  const half = addPart(EMPTY_ANSWER, {response: 'a', cited: [1]});
  expect(addPart(half, {response: 'b', outcome: 'answered'})).toMatchObject({
    response: 'ab',
    cited: [1],
    outcome: 'answered',
  });
  expect(addPart(half, {response: 'x'.repeat(2 * LIMITS.response)}).response).toHaveLength(LIMITS.response);
});

test.each([
  ['30', 31_000],
  ['0', 0],
  ['-5', 0],
  ['soon', 0],
  ['', 0],
  [null, 0],
  ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000],
  ['999999999', 24 * 3_600_000 + 1000],
])('Retry-After %j', (header, expected) => {
  expect(readRetryAfter(header, 1000)).toBe(expected);
});
