import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {HOSTILE_ANSWERS} from './hostile';

const SITE = 'https://kettle.example';

/** A request as the service saw it. */
export interface SeenRequest {
  path: string;
  headers: IncomingMessage['headers'];
  input: {
    query: string;
    chat_history: {type: string; content: string}[];
    filters: {version: string; locale: string; docusaurus_tag: string[]};
    page_url: string;
  };
  /** Whether the reader hung up before the end. */
  wasCut: boolean;
}

const source = (number: number, title: string, section: string, path: string, more: object = {}): object => ({
  number,
  title,
  section,
  url: SITE + path,
  snippet: '',
  score: 0.8,
  version: '1.0',
  locale: 'en',
  ...more,
});

export const SOURCES = [
  source(1, 'Introduction', 'Introduction > Boil water', '/docs/#boil-water'),
  source(2, 'Tea', 'Guide > Tea > Tea bags', '/docs/next/guide/tea#tea-bags', {version: 'current'}),
  source(3, 'Tea', 'Guide > Tea > For experts > Gong fu', '/docs/next/guide/tea#gong-fu', {version: 'current'}),
  source(4, 'Tea', 'Guide > Tea > Overview', '/docs/next/guide/tea#overview', {version: 'current'}),
  source(5, 'Présentation', 'Faire bouillir', '/fr/docs/next/#faire-bouillir', {version: 'current', locale: 'fr'}),
  source(6, 'Tea', 'Guide > Tea > Zubereitung für Gäste', '/docs/next/guide/tea#zubereitung-f%C3%BCr-g%C3%A4ste', {
    version: 'current',
  }),
];

const TAIL = {
  cited: [1, 2],
  nearest: [],
  unverified: [],
  outcome: 'answered',
  reason: '',
  usage: {input_tokens: 9, output_tokens: 9},
};

const RICH = `Fill it, then press the lever [1]. For **tea bags** see [2].

1. Fill the kettle.
2. Press \`--boil\`.

\`\`\`bash
kettle --temperature 80 # a comment
\`\`\`

| Tea | Heat |
|---|---|
| Green | 80 °C |
| Black | 100 °C |

## More

> Careful: hot. [Site](/docs/) and [elsewhere](https://example.org/).
`;

const HOSTILE = `<script>window.pwned = 1</script> <img src=x onerror="window.pwned = 2">

[click](javascript:window.pwned=3) [data](data:text/html,x) [ok](https://example.org/) ![pixel](https://evil.example/?q=secret) [userinfo](https://kettle.example@evil.example/)

<iframe src="https://evil.example"></iframe>

[1] [2] [99] &lt;b&gt;

[ref]: javascript:window.pwned=4

[ref]
`;

const HOSTILE_SOURCES = [
  source(1, '<script>window.pwned = 5</script>', '<img src=x onerror=alert(1)>', '', {
    url: 'javascript:window.pwned=6',
  }),
  source(2, 'Evil', 'Evil', '', {url: 'https://evil.example/"><script>window.pwned=7</script>'}),
  {number: 'x', title: 7},
  null,
];

let answers = 0;

type Play = (response: ServerResponse, seen: SeenRequest) => Promise<void> | void;

const sse = (event: string, data: unknown): string => `event: ${event}\r\ndata: ${JSON.stringify(data)}\r\n\r\n`;

function startStream(response: ServerResponse): (part: unknown) => void {
  response.writeHead(200, {'Content-Type': 'text/event-stream; charset=utf-8'});
  return (part) => response.write(sse('data', part));
}

interface AnswerOptions {
  sources?: unknown[];
  tail?: object;
  /** Milliseconds between two pieces. */
  delay?: number;
  pieces?: number;
}

/** In pieces from `/chat/stream`; in one, and as late, from `/chat`. */
async function sendAnswer(
  response: ServerResponse,
  text: string,
  {sources = SOURCES, tail = TAIL, delay = 2, pieces = 24}: AnswerOptions = {},
): Promise<void> {
  if (response.req.url === '/chat') {
    await sleep(delay * pieces);
    response.writeHead(200, {'Content-Type': 'application/json'});
    response.end(JSON.stringify({id: 'answer-1', response: text, sources, ...tail}));
    return;
  }
  const send = startStream(response);
  send({id: `answer-${(answers += 1)}`, sources});
  const size = Math.ceil(text.length / pieces);
  for (let at = 0; at < text.length; at += size) {
    if (delay) await sleep(delay);
    send({response: text.slice(at, at + size)});
  }
  send(tail);
  response.end(sse('end', ''));
}

function problem(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, {'Content-Type': 'application/problem+json', ...headers});
  response.end(JSON.stringify({type: 'about:blank', title: 'x', status, detail: 'internal words', request_id: '1'}));
}

/** What the service does, by the first word of the question. */
export const PLAYS: Record<string, Play> = {
  rich: (response) => sendAnswer(response, RICH),
  slow: (response) =>
    sendAnswer(response, 'Slowly, word by word, the answer comes out of the kettle [1]. '.repeat(40), {
      delay: 60,
      pieces: 100,
    }),
  places: (response) =>
    sendAnswer(response, 'Bags [2], gong fu [3], overview [4], French [5], guests [6].', {
      tail: {...TAIL, cited: [2, 3, 4, 5, 6]},
    }),
  abstained: (response) =>
    sendAnswer(response, 'This is not in the documentation.', {
      sources: [],
      tail: {...TAIL, cited: [], nearest: SOURCES.slice(0, 2), outcome: 'abstained', reason: 'weak_match'},
    }),
  extractive: (response) =>
    sendAnswer(response, 'Press the lever [1].', {
      tail: {...TAIL, cited: [1], outcome: 'extractive', reason: 'quota'},
    }),
  blocked: (response) => sendAnswer(response, '', {tail: {...TAIL, cited: [], outcome: 'blocked', reason: 'safety'}}),
  truncated: (response) =>
    sendAnswer(response, 'Press the', {tail: {...TAIL, cited: [], outcome: 'truncated', reason: 'cut_off'}}),
  uncited: (response) => sendAnswer(response, 'Press something.', {tail: {...TAIL, cited: [], reason: 'uncited'}}),
  unverified: (response) =>
    sendAnswer(response, 'Use `--brew` [1].', {tail: {...TAIL, cited: [1], unverified: ['--brew', 'kettle.py']}}),
  doubtful: (response) =>
    sendAnswer(response, 'Fill it, then press the lever [1]. The kettle was **invented** in Rome [2]. Use `--brew`.', {
      tail: {...TAIL, unverified: ['--brew'], unsupported: ['The kettle was invented in Rome.']},
    }),
  row: (response) =>
    sendAnswer(response, '| What | Where |\n| --- | --- |\n| The kettle | was **invented** in Rome |\n\n[2]', {
      tail: {...TAIL, cited: [2], unsupported: ['The kettle was invented in Rome', 'Nothing says this.']},
    }),
  suggesting: (response) =>
    sendAnswer(response, 'Press the lever [1].', {
      tail: {...TAIL, cited: [1], suggestions: ['Which temperature does green tea need?', 'How do I descale it?']},
    }),
  found: async (response) => {
    const send = startStream(response);
    send({id: 'found', sources: SOURCES});
    await sleep(1500);
    send({response: 'Press the lever [1].'});
    send({...TAIL, cited: [1]});
    response.end(sse('end', {}));
  },
  future: (response) => sendAnswer(response, 'Words from tomorrow [1].', {tail: {...TAIL, outcome: 'prophesied'}}),
  hostile: (response) => sendAnswer(response, HOSTILE, {sources: HOSTILE_SOURCES, tail: {...TAIL, cited: [1, 2, 99]}}),
  attack: (response, {input}) =>
    sendAnswer(response, HOSTILE_ANSWERS[input.query.split(' ')[1] ?? ''] ?? '', {tail: {...TAIL, cited: [1]}}),
  long: (response) =>
    sendAnswer(response, `${'All about **water** and `heat` [1]. '.repeat(18)}\n\n`.repeat(160), {
      delay: 1,
      pieces: 400,
    }),
  limited: (response, {input}) =>
    input.query.includes('twice') && input.chat_history.length === 0
      ? problem(response, 429, {'Retry-After': '2'})
      : problem(response, 429, {'Retry-After': '30'}),
  busy: (response) => problem(response, 503, {'Retry-After': '2'}),
  late: (response) => problem(response, 504),
  refused: (response) => problem(response, 403),
  invalid: (response) => problem(response, 422),
  crashed: (response) => problem(response, 500),
  html: (response) => {
    response.writeHead(200, {'Content-Type': 'text/html'});
    response.end('<!doctype html><title>Welcome to nginx!</title>');
  },
  garbage: (response) => {
    response.writeHead(200, {'Content-Type': 'text/event-stream'});
    response.end('event: data\r\ndata: {"response": \r\n\r\n');
  },
  empty: (response) => {
    response.writeHead(200, {'Content-Type': 'text/event-stream'});
    response.end();
  },
  cut: async (response) => {
    startStream(response)({sources: SOURCES});
    response.write(sse('data', {response: 'Half of the answer [1]'}));
    await sleep(100);
    response.destroy();
  },
  unfinished: (response) => {
    const send = startStream(response);
    send({sources: SOURCES});
    send({response: 'Half of the answer [1]'});
    response.end();
  },
  error: (response) => {
    const send = startStream(response);
    send({sources: SOURCES});
    send({response: 'Half of the answer [1]'});
    response.end(sse('error', {status_code: 500, message: 'Internal Server Error'}));
  },
  hang: () => undefined,
  origin: (response) => {
    response.removeHeader('Access-Control-Allow-Origin');
    problem(response, 403);
  },
};
