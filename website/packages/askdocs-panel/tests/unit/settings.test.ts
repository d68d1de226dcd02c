import {expect, test} from 'vitest';
import {readColour} from '../../src/element/scheme.js';
import {readAttributes, readOptions} from '../../src/element/settings.js';
import {readOffers} from '../../src/service/offers.js';

const SCRIPT = 'https://ask.example/guide/widget/askdocs.js?v=1';

test('the attributes of a script are options', () => {
  const dataset = {
    questions: 'How? | Why?',
    hotkey: 'false',
    disclaimer: 'Check it.',
    search: '',
    askSelection: 'false',
    handOverUrl: 'mailto:a@b.example',
    position: 'none',
    mount: 'manual',
  };
  expect(readOptions(readAttributes({dataset, src: SCRIPT}))).toMatchObject({
    apiUrl: 'https://ask.example/guide',
    exampleQuestions: ['How?', 'Why?'],
    hotkey: false,
    disclaimer: 'Check it.',
    search: true,
    askSelection: false,
    handOver: {url: 'mailto:a@b.example'},
    position: 'none',
    history: 'tab',
  });
  expect(readAttributes({dataset: {apiUrl: 'https://other.example'}, src: SCRIPT}).apiUrl).toBe(
    'https://other.example',
  );
});

test.each([
  [{}, /apiUrl must be the address/],
  [{apiUrl: 'ask.example'}, /apiUrl must be the address/],
  [{apiUrl: 'javascript:alert(1)'}, /apiUrl must be the address/],
  [{apiUrl: '/ask', position: 'top'}, /position must be one of bottom-end, bottom-start, none, not "top"/],
  [{apiUrl: '/ask', historie: 'tab'}, /there is no option "historie"/],
])('%j is refused with a sentence', (given, message) => {
  expect(() => readOptions(given as never)).toThrow(message);
});

test.each([
  ['rgb(255, 255, 255)', {light: 1, alpha: 1}],
  ['rgba(0, 0, 0, 0)', {light: 0, alpha: 0}],
  ['rgb(0 0 0 / 0.8)', {light: 0, alpha: 0.8}],
  ['oklch(0.2 0.1 200)', {light: 0.2, alpha: 1}],
  ['lab(20 0 0)', {light: 0.2, alpha: 1}],
  ['color(srgb 1 1 1)', null],
  ['', null],
])('%s is as light as it is', (text, expected) => {
  expect(readColour(text)).toEqual(expected);
});

test('a service that says nothing offers nothing', () => {
  for (const said of [null, [], 7, {}, {votes: 'yes', kept_days: -1}]) {
    expect(readOffers(said)).toEqual({votes: false, search: false, keptDays: 0, extracts: false});
  }
  expect(readOffers({votes: true, search: true, kept_days: 30, extracts: true})).toEqual({
    votes: true,
    search: true,
    keptDays: 30,
    extracts: true,
  });
});
