import {beforeAll, expect, test, vi} from 'vitest';
import type {Ask} from '../../src/service/ask.js';
import {type Conversation, createConversation, createRequest} from '../../src/conversation/conversation.js';
import {type Exchange, readExchanges} from '../../src/conversation/exchange.js';
import {Failure} from '../../src/service/failure.js';
import {type ConversationStorage, createSessionStorage} from '../../src/conversation/storage.js';
import {EMPTY_ANSWER} from '../../src/service/wire.js';

beforeAll(() => {
  vi.stubGlobal('window', new EventTarget());
});

const PAGE = {url: 'https://kettle.example/docs/', version: '2.0', locale: 'en'};

function createMemory(stored: Exchange[] = []): ConversationStorage & {saved: readonly Exchange[]} {
  const memory = {
    saved: stored as readonly Exchange[],
    load: () => [...stored],
    save: (exchanges: readonly Exchange[]) => {
      memory.saved = exchanges;
    },
  };
  return memory;
}

const answering: Ask = async (request, {onPart}) => {
  onPart({response: `About ${request.query}`});
  await Promise.resolve();
  onPart({outcome: 'answered', cited: []});
};

/** Never answers; ends when it is stopped. */
const waiting: Ask = (_, {signal}) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

function create(ask: Ask, storage: ConversationStorage = createMemory()): Conversation {
  return createConversation({ask, readPage: () => PAGE, storage, archive: {save: (id) => id}});
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('a question becomes an exchange that is kept', async () => {
  const memory = createMemory();
  const conversation = create(answering, memory);
  conversation.ask('tea');
  expect(conversation.exchanges.get()[0]).toMatchObject({question: 'tea', state: 'asking'});
  await settle();
  expect(conversation.exchanges.get()).toMatchObject([
    {question: 'tea', state: 'done', answer: {response: 'About tea'}},
  ]);
  expect(memory.saved).toEqual(conversation.exchanges.get());
});

test('a failure keeps its kind and its time', async () => {
  const conversation = create(() => Promise.reject(new Failure('limited', 99)));
  conversation.ask('tea');
  await settle();
  expect(conversation.exchanges.get()[0]).toMatchObject({state: 'failed', failure: {kind: 'limited', retryAt: 99}});
});

test('retry while asking stops the old answer and leaves the new one alone', async () => {
  const conversation = create(waiting);
  conversation.ask('tea');
  conversation.retry();
  await settle();
  expect(conversation.exchanges.get()).toMatchObject([{question: 'tea', state: 'asking'}]);
  conversation.stop();
  await settle();
  expect(conversation.exchanges.get()).toMatchObject([{question: 'tea', state: 'stopped'}]);
});

test('what is cleared stays away, though its answer was on the way', async () => {
  const memory = createMemory();
  const conversation = create(waiting, memory);
  conversation.ask('tea');
  conversation.clear();
  await settle();
  expect(conversation.exchanges.get()).toEqual([]);
  expect(memory.saved).toEqual([]);
});

test('leaving the page keeps the part that has come', () => {
  const memory = createMemory();
  const conversation = create((request, options) => {
    options.onPart({response: 'Half'});
    return waiting(request, options);
  }, memory);
  conversation.ask('tea');
  window.dispatchEvent(new Event('pagehide'));
  expect(memory.saved).toMatchObject([{state: 'asking', answer: {response: 'Half'}}]);
});

test('the history holds what was answered, within the limits of the service', () => {
  const exchange = (id: number, response: string): Exchange => ({
    id,
    question: `q${id}`,
    state: 'done',
    answer: {...EMPTY_ANSWER, response},
    failure: null,
    vote: 0,
  });
  const many = Array.from({length: 30}, (_, id) => exchange(id, 'x'.repeat(9000)));
  const request = createRequest('next', [...many, exchange(30, ''), exchange(31, 'y')], PAGE);
  expect(request.chat_history).toHaveLength(20);
  expect(request.chat_history.at(-1)).toEqual({type: 'ai', content: 'y'});
  expect(request.chat_history[0]?.type).toBe('human');
  expect(Math.max(...request.chat_history.map(({content}) => content.length))).toBe(8000);
  expect(request).toMatchObject({filters: {version: '2.0', locale: 'en', docusaurus_tag: []}, page_url: PAGE.url});
});

test('texts are cut as the service counts, and hold no half of a character', () => {
  const page = {...PAGE, url: `https://kettle.example/${'ü'.repeat(3000)}`};
  const half = '\ud83d';
  const emoji = '📏'.repeat(7999);
  const earlier: Exchange = {
    id: 1,
    question: half,
    state: 'done',
    answer: {...EMPTY_ANSWER, response: `x${emoji}📏📏`},
    failure: null,
    vote: 0,
  };
  const request = createRequest(`${half}${'📏'.repeat(2500)}`, [earlier], page);
  expect(request.chat_history.map(({content}) => content)).toEqual(['\ufffd', `x${emoji}`]);
  expect(Array.from(request.query)).toHaveLength(2000);
  expect(request.query.startsWith('\ufffd📏')).toBe(true);
  expect(request.page_url).toHaveLength(2000);
});

test('a kept conversation goes on, and a new one begins under another name', async () => {
  const saved: string[] = [];
  const conversation = createConversation({
    ask: answering,
    readPage: () => PAGE,
    storage: createMemory(),
    archive: {
      save: (id, exchanges) => {
        saved.push(`${id}: ${exchanges.map(({question}) => question).join(', ')}`);
        return id;
      },
    },
  });
  conversation.resume({id: 'kept', at: 1, exchanges: readExchanges([{question: 'tea', state: 'done'}])});
  conversation.ask('coffee');
  await settle();
  conversation.clear();
  conversation.ask('water');
  await settle();
  expect(saved[0]).toBe('kept: tea, coffee');
  expect(saved[1]).toMatch(/^(?!kept).*: water$/);
});

test('the owner is told when an answer has come to its end, and a vote is noted', async () => {
  const ends: unknown[] = [];
  const conversation = createConversation({
    ask: answering,
    readPage: () => PAGE,
    storage: createMemory(),
    archive: {save: (id) => id},
    onEnd: ({question, state}) => ends.push([question, state]),
  });
  conversation.ask('tea');
  await settle();
  expect(ends).toEqual([['tea', 'done']]);
  conversation.noteVote(conversation.exchanges.get()[0]?.id ?? 0, -1);
  expect(conversation.exchanges.get()).toMatchObject([{question: 'tea', vote: -1}]);
});

test('nothing in the storage is taken on trust', () => {
  expect(readExchanges(null)).toEqual([]);
  expect(readExchanges({})).toEqual([]);
  expect(readExchanges([1, null, {}, {question: 5}, {question: 'a', state: 'asking', answer: 7}])).toMatchObject([
    {question: 'a', state: 'failed', answer: EMPTY_ANSWER, failure: {kind: 'broken'}},
  ]);
});

test('storage that is disabled, full or spoilt is done without', () => {
  const storage = createSessionStorage('key');
  vi.stubGlobal('sessionStorage', {
    getItem: () => '{"broken',
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(storage.load()).toEqual([]);
  expect(() => storage.save(readExchanges([{question: 'a', state: 'done'}]))).not.toThrow();
});
