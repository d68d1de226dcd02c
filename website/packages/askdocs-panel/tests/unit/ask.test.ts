import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {ask, type AskOptions, createAsk, HEARTBEAT_MS, SILENCE_MS} from '../../src/service/ask.js';
import {addPart, type Answer, type ChatRequest, EMPTY_ANSWER} from '../../src/service/wire.js';

const REQUEST: ChatRequest = {
  query: 'How?',
  chat_history: [],
  filters: {version: '', locale: 'en', docusaurus_tag: []},
  page_url: '',
};
const END = 'event: end\r\n\r\n';
const SSE = {'Content-Type': 'text/event-stream; charset=utf-8'};

let server: Server;
let play: (response: ServerResponse) => void;
let requests: {url: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string}[] = [];

beforeEach(async () => {
  vi.stubGlobal('navigator', {onLine: true});
  requests = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({url: request.url, headers: request.headers, body});
      play(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function collect(options: Partial<AskOptions> = {}): Promise<Answer> {
  let answer = EMPTY_ANSWER;
  await ask(REQUEST, {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: '',
    mode: 'stream',
    signal: new AbortController().signal,
    onPart: (part) => (answer = addPart(answer, part)),
    ...options,
  });
  return answer;
}

const data = (part: object): string => `event: data\r\ndata: ${JSON.stringify(part)}\r\n\r\n`;
const whole =
  data({
    sources: [
      {
        number: 1,
        title: 'Größe',
        section: 'A > B',
        url: 'https://x.example/#ü',
        snippet: '',
        score: 1,
        version: '',
        locale: '',
      },
    ],
  }) +
  data({response: 'Größe 📏 '}) +
  ': ping\r\n\r\n' +
  data({response: 'zählt [1]\n'}) +
  data({
    cited: [1],
    nearest: [],
    unverified: [],
    outcome: 'answered',
    reason: '',
    usage: {input_tokens: 1, output_tokens: 1},
  }) +
  END;

function sendBytes(bytes: Buffer, size: number): void {
  play = (response) => {
    response.writeHead(200, SSE);
    void (async () => {
      for (let at = 0; at < bytes.length; at += size) {
        response.write(bytes.subarray(at, at + size));
        await sleep(0);
      }
      response.end();
    })();
  };
}

test.each([1, 3, 7, 100, 100_000])('a stream in pieces of %i bytes gives the same answer', async (size) => {
  sendBytes(Buffer.from(whole), size);
  expect(await collect()).toMatchObject({
    response: 'Größe 📏 zählt [1]\n',
    cited: [1],
    outcome: 'answered',
    sources: [{number: 1, title: 'Größe'}],
  });
});

test.each([
  ['LF', whole.replaceAll('\r\n', '\n')],
  ['CR', whole.replaceAll('\r\n', '\r')],
  ['a byte order mark', `\uFEFF${whole}`],
  ['unknown events', `event: metadata\r\ndata: {"run_id": "x"}\r\n\r\n${whole}`],
  ['data in two lines', whole.replace('data: {"cited"', 'data: {\r\ndata: "cited"')],
])('a stream with %s is understood', async (_, text) => {
  sendBytes(Buffer.from(text), 50);
  expect(await collect()).toMatchObject({response: 'Größe 📏 zählt [1]\n', outcome: 'answered'});
});

test('the request says what it asks, and carries the public key', async () => {
  sendBytes(Buffer.from(whole), 1000);
  await collect({apiKey: 'public'});
  expect(requests[0]).toMatchObject({
    url: '/chat/stream',
    headers: {authorization: 'Bearer public', 'content-type': 'application/json'},
  });
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({input: REQUEST});
});

test('invoke gives the answer in one piece', async () => {
  play = (response) => {
    response.writeHead(200, {'Content-Type': 'application/json'});
    response.end(
      JSON.stringify({id: 'a1', response: 'Yes [1]', cited: [1], sources: [], outcome: 'answered', reason: ''}),
    );
  };
  expect(await collect({mode: 'invoke'})).toMatchObject({id: 'a1', response: 'Yes [1]', cited: [1]});
  expect(requests[0]?.url).toBe('/chat');
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual(REQUEST);
  expect(requests[0]?.headers).not.toHaveProperty('authorization');
});

test('a service without a stream is asked for whole answers from then on', async () => {
  play = (response) => {
    const isStream = response.req.url === '/chat/stream';
    response.writeHead(isStream ? 404 : 200, {'Content-Type': 'application/json'});
    response.end(JSON.stringify({response: 'Yes', outcome: 'answered'}));
  };
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const askService = createAsk({apiUrl, apiKey: '', mode: 'stream'});
  const parts: unknown[] = [];
  const options = {signal: new AbortController().signal, onPart: (part: unknown) => parts.push(part)};
  await askService(REQUEST, options);
  await askService(REQUEST, options);
  expect(parts).toHaveLength(2);
  expect(requests.map(({url}) => url)).toEqual(['/chat/stream', '/chat', '/chat']);
});

const reply =
  (status: number, headers: Record<string, string>, body: string) =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers);
    response.end(body);
  };

test.each([
  ['the end is missing', SSE, data({response: 'a'}), 'broken'],
  ['nothing comes', SSE, '', 'broken'],
  ['only the end comes', SSE, END, 'broken'],
  ['the JSON is cut', SSE, 'data: {"respo\r\n\r\nevent: data\r\ndata: {"respo\r\n\r\n', 'broken'],
  [
    'the chain failed',
    SSE,
    `${data({response: 'a'})}event: error\r\ndata: {"status_code": 500, "message": "x"}\r\n\r\n`,
    'broken',
  ],
  ['the error has another status', SSE, 'event: error\r\ndata: {"status_code": 429}\r\n\r\n', 'limited'],
  ['HTML comes', {'Content-Type': 'text/html'}, '<p>hello', 'foreign'],
  ['no content type comes', {}, whole, 'foreign'],
])('when %s, it is a failure', async (_, headers, body, kind) => {
  play = reply(200, headers, body);
  await expect(collect()).rejects.toMatchObject({name: 'Failure', kind});
});

test.each([['{"output": {"response": "a"}}'], ['{"response": "a"}'], ['[]'], ['null'], ['<html>']])(
  'invoke: %s is no answer',
  async (body) => {
    play = reply(200, {'Content-Type': 'application/json'}, body);
    await expect(collect({mode: 'invoke'})).rejects.toMatchObject({kind: 'foreign'});
  },
);

test.each([
  [400, 'invalid'],
  [401, 'refused'],
  [403, 'refused'],
  [404, 'foreign'],
  [413, 'invalid'],
  [422, 'invalid'],
  [429, 'limited'],
  [500, 'busy'],
  [502, 'busy'],
  [503, 'busy'],
  [504, 'late'],
])('%i means %s', async (status, kind) => {
  play = reply(status, {'Content-Type': 'application/problem+json'}, '{}');
  await expect(collect()).rejects.toMatchObject({kind, retryAt: 0});
});

test('Retry-After tells when to try again', async () => {
  play = reply(429, {'Retry-After': '30'}, '');
  const failure = await collect().catch((error: unknown) => error as {retryAt: number});
  expect((failure as {retryAt: number}).retryAt).toBeGreaterThan(Date.now() + 28_000);
});

test('a service that falls silent is given up', async () => {
  play = (response) => {
    response.writeHead(200, SSE);
    response.write(data({response: 'a'}));
  };
  await expect(collect({silenceMs: 50})).rejects.toMatchObject({kind: 'late'});
});

test("silence is counted in the service's heartbeats, and one of them may be lost", () => {
  expect(HEARTBEAT_MS).toBe(15_000);
  expect(SILENCE_MS % HEARTBEAT_MS).toBe(0);
  expect(SILENCE_MS / HEARTBEAT_MS).toBeGreaterThanOrEqual(2);
});

test.each([
  ['shorter than SILENCE_MS is waited through', SILENCE_MS - 1, 'broken'],
  ['of SILENCE_MS is the end', SILENCE_MS, 'late'],
])('a silence %s', async (_, silence, kind) => {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  play = (response) => {
    response.writeHead(200, SSE).write(data({response: 'a'}));
  };
  const onPart = (): void => {
    vi.advanceTimersByTime(silence);
    server.closeAllConnections();
  };
  await expect(collect({onPart})).rejects.toMatchObject({kind});
});

test('a sign of life is enough to go on waiting', async () => {
  play = (response) => {
    response.writeHead(200, SSE);
    void (async () => {
      for (let beat = 0; beat < 8; beat += 1) {
        response.write(': ping\r\n\r\n');
        await sleep(40);
      }
      response.end(whole);
    })();
  };
  expect(await collect({silenceMs: 150})).toMatchObject({outcome: 'answered'});
});

test('a connection that dies is broken, and a service that is not there is unreachable', async () => {
  play = (response) => {
    response.writeHead(200, SSE);
    response.write(data({response: 'a'}));
    setTimeout(() => response.destroy(), 20);
  };
  await expect(collect()).rejects.toMatchObject({kind: 'broken'});
  await expect(collect({apiUrl: 'http://127.0.0.1:1'})).rejects.toMatchObject({kind: 'unreachable'});
  vi.stubGlobal('navigator', {onLine: false});
  await expect(collect({apiUrl: 'http://127.0.0.1:1'})).rejects.toMatchObject({kind: 'offline'});
});

test("the reader's stop is no failure", async () => {
  play = (response) => response.writeHead(200, SSE).write(data({response: 'a'}));
  const controller = new AbortController();
  const answer = collect({signal: controller.signal, onPart: () => controller.abort()});
  await expect(answer).rejects.toMatchObject({name: 'AbortError'});
});

test('the connection is read to its end, so that the service does not think the reader has left', async () => {
  let wasWhole: boolean | undefined;
  play = (response) => {
    response.writeHead(200, SSE);
    response.write(whole);
    setTimeout(() => response.end(), 100);
    response.on('close', () => (wasWhole = response.writableFinished));
  };
  expect(await collect()).toMatchObject({outcome: 'answered'});
  await expect.poll(() => wasWhole).toBe(true);
});

test('an answer is whole with its last part, however long the connection stays open', async () => {
  play = (response) => {
    response.writeHead(200, SSE);
    response.write(whole.replace(END, ''));
  };
  expect(await collect({silenceMs: 20_000})).toMatchObject({outcome: 'answered'});
});

test('a stream without end is cut off', async () => {
  const block = Buffer.alloc(500_000, `data: ${'x'.repeat(100)}\n`);
  play = (response) => {
    response.writeHead(200, SSE);
    const pour = (): void => {
      while (response.write(block)) {
        // until the buffer is full
      }
      response.once('drain', pour);
    };
    pour();
  };
  await expect(collect()).rejects.toMatchObject({kind: 'foreign'});
});
