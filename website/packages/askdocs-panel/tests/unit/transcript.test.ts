import {expect, test} from 'vitest';
import {readExchanges} from '../../src/conversation/exchange.js';
import {fillAddress, formatAnswer, formatConversation} from '../../src/conversation/transcript.js';
import {addPart, EMPTY_ANSWER, readPart} from '../../src/service/wire.js';

const SOURCES = [
  {number: 1, title: 'Tea', section: 'Guide > "Green" tea', url: 'https://kettle.example/tea#green'},
  {number: 2, title: 'Coffee', section: '', url: 'https://kettle.example/coffee'},
];
const answer = addPart(EMPTY_ANSWER, readPart({response: 'Hot [1].\n', cited: [1], sources: SOURCES}));

test('an answer is copied as Markdown whose markers are links', () => {
  expect(formatAnswer(answer)).toBe('Hot [1].\n\n[1]: <https://kettle.example/tea#green> "Guide > \\"Green\\" tea"');
  expect(formatAnswer(EMPTY_ANSWER)).toBe('');
});

const exchanges = readExchanges([{question: 'How\nhot?', state: 'done', answer}]);

test('a conversation is text that a person can read', () => {
  expect(formatConversation(exchanges)).toMatch(/^> How\n> hot\?\n\nHot \[1\]\./);
});

test('the hand-over address gets the question and the conversation, and stays short enough', () => {
  const filled = new URL(fillAddress('https://forum.example/new?title={question}&body={conversation}', exchanges));
  expect(filled.searchParams.get('title')).toBe('How\nhot?');
  expect(filled.searchParams.get('body')).toContain('Hot [1].');
  const long = readExchanges([{question: `\ud83d${'ü📏'.repeat(9000)}`, state: 'done', answer}]);
  const address = fillAddress('mailto:help@kettle.example?subject={question}&body={conversation}', long);
  expect(address.length).toBeLessThanOrEqual(6000);
  expect(() => decodeURIComponent(address)).not.toThrow();
  expect(fillAddress('https://forum.example/', [])).toBe('https://forum.example/');
});
