import {createParser} from 'eventsource-parser';
import {createFailure, createStreamFailure, Failure, type FailureKind} from './failure.js';
import {type Answer, type ChatRequest, LIMITS, readPart} from './wire.js';

/** How often the service sends a sign of life into a stream: its `HEARTBEAT_SECONDS`, in milliseconds. */
export const HEARTBEAT_MS = 15_000;
/**
 * Silence for longer than this means that the service is gone. It is a multiple of the service's `HEARTBEAT_SECONDS`,
 * so that one sign of life that comes late or is lost ends no answer. With `invoke` there are none, and the whole
 * answer must come within it.
 */
export const SILENCE_MS = 3 * HEARTBEAT_MS;
const STREAM = 'text/event-stream';
const TOTAL_MS = 180_000;
/** How long the service may take to close the connection after the answer's last part. */
const LAST_BYTES_MS = 2000;

export interface AskOptions {
  apiUrl: string;
  apiKey: string;
  mode: 'stream' | 'invoke';
  /** The reader's stop. */
  signal: AbortSignal;
  onPart: (part: Partial<Answer>) => void;
  /** Called when the service has no stream, and is asked for a whole answer from then on. */
  onWhole?: () => void;
  silenceMs?: number;
}

export type Ask = (request: ChatRequest, options: Pick<AskOptions, 'signal' | 'onPart'>) => Promise<void>;

/** Asks the site's service. Resolves when the whole answer has come; throws `Failure`, or the signal's AbortError. */
export function createAsk(options: Pick<AskOptions, 'apiUrl' | 'apiKey' | 'mode'>): Ask {
  let {mode} = options;
  return (request, own) => ask(request, {...options, ...own, mode, onWhole: () => (mode = 'invoke')});
}

export async function ask(request: ChatRequest, options: AskOptions): Promise<void> {
  const watch = createWatch(options.signal, options.silenceMs ?? SILENCE_MS);
  try {
    const response = await send(request, options, watch.signal);
    const isStream = response.headers.get('Content-Type')?.startsWith(STREAM);
    await (isStream ? readStream : readWhole)(response, options.onPart, () => watch.signOfLife());
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof Failure) {
      throw error;
    }
    throw new Failure(watch.signal.aborted ? 'late' : navigator.onLine ? 'broken' : 'offline');
  } finally {
    watch.stop();
  }
}

async function send(request: ChatRequest, options: AskOptions, signal: AbortSignal): Promise<Response> {
  const isStream = options.mode === 'stream';
  const response = isStream
    ? await post('/chat/stream', {input: request}, options, signal)
    : await post('/chat', request, options, signal);
  if (isStream && (response.status === 404 || response.status === 405)) {
    options.onWhole?.(); // the route has no LangServe
    return send(request, {...options, mode: 'invoke'}, signal);
  }
  if (!response.ok) {
    throw createFailure(response.status, response.headers.get('Retry-After'));
  }
  const expected = isStream ? STREAM : 'application/json';
  if (!response.body || !response.headers.get('Content-Type')?.startsWith(expected)) {
    throw new Failure('foreign');
  }
  return response;
}

/** Sends JSON to the service, without cookies and without the address of the page. Throws `Failure`. */
export async function post(
  path: string,
  body: unknown,
  {apiUrl, apiKey}: Pick<AskOptions, 'apiUrl' | 'apiKey'>,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(apiUrl + path, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', ...(apiKey && {Authorization: `Bearer ${apiKey}`})},
      body: JSON.stringify(body),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    throw new Failure(navigator.onLine ? 'unreachable' : 'offline');
  }
}

type Read = (response: Response, onPart: AskOptions['onPart'], signOfLife: () => void) => Promise<void>;

const readStream: Read = async (response, onPart, signOfLife) => {
  const seen = {outcome: false, bytes: 0};
  const parser = createParser({
    onEvent({event, data}) {
      if (event === 'error') {
        throw createStreamFailure(parseJson(data, 'broken'));
      } else if (event === 'data') {
        const part = readPart(parseJson(data, 'broken'));
        seen.outcome ||= part.outcome !== undefined;
        onPart(part);
      }
    },
  });

  const decoder = new TextDecoder();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  try {
    while (!seen.outcome) {
      const {done, value} = await reader.read();
      if (done) {
        break;
      }
      signOfLife();
      seen.bytes += value.length;
      if (seen.bytes > 4 * LIMITS.response) {
        throw new Failure('foreign');
      }
      parser.feed(decoder.decode(value, {stream: true}));
    }
  } finally {
    void release(reader, seen.outcome ? LAST_BYTES_MS : 0);
  }
  if (!seen.outcome) {
    throw new Failure('broken');
  }
};

/** Reads to the very end, so that the service does not take a reader who has everything for one who left. */
async function release(reader: ReadableStreamDefaultReader, waitMs: number): Promise<void> {
  const cancel = (): void => void reader.cancel().catch(() => undefined); // the connection may be gone already
  const timer = setTimeout(cancel, waitMs);
  try {
    while (!(await reader.read()).done);
  } catch {
    cancel();
  } finally {
    clearTimeout(timer);
  }
}

const readWhole: Read = async (response, onPart, signOfLife) => {
  const whole = parseJson(await response.text(), 'foreign');
  signOfLife();
  const part = readPart(whole);
  if (part.outcome === undefined) {
    throw new Failure('foreign');
  }
  onPart(part);
};

function parseJson(text: string, otherwise: FailureKind): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(otherwise);
  }
}

/** Aborts with the reader, after a silence, and when the whole takes too long. */
function createWatch(reader: AbortSignal, silenceMs: number) {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let silence = setTimeout(abort, silenceMs);
  const total = setTimeout(abort, TOTAL_MS);
  reader.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    signOfLife() {
      clearTimeout(silence);
      silence = setTimeout(abort, silenceMs);
    },
    stop() {
      clearTimeout(silence);
      clearTimeout(total);
      reader.removeEventListener('abort', abort);
    },
  };
}
