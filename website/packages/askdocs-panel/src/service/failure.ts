import {isRecord} from './wire.js';

export type FailureKind =
  | 'offline' // the reader's machine has no network
  | 'unreachable' // no answer: the service is down, or it refuses this site's origin
  | 'limited' // 429
  | 'busy' // 503
  | 'late' // 504, or nothing came for too long
  | 'refused' // 401, 403
  | 'invalid' // 400, 413, 422: this question cannot be asked
  | 'foreign' // something answered, but it does not speak askdocs
  | 'broken'; // the answer ended half-way

/** Why there is no whole answer. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: FailureKind,
    /** When to try again, in milliseconds since 1970; 0: whenever the reader likes. */
    readonly retryAt = 0,
  ) {
    super(kind);
  }
}

const KINDS: Record<number, FailureKind> = {
  400: 'invalid',
  401: 'refused',
  403: 'refused',
  413: 'invalid',
  422: 'invalid',
  429: 'limited',
  503: 'busy',
  504: 'late',
};

/** What an HTTP status other than 200 means; `retryAfter` is the header's text, where the browser may see it. */
export function createFailure(status: number, retryAfter: string | null = null): Failure {
  const kind = KINDS[status] ?? (status >= 500 ? 'busy' : 'foreign');
  return new Failure(kind, kind === 'limited' || kind === 'busy' ? readRetryAfter(retryAfter) : 0);
}

/** LangServe sends `event: error` with `{"status_code": 500, "message": …}` into a stream that began with 200. */
export function createStreamFailure(data: unknown): Failure {
  const status = isRecord(data) && typeof data['status_code'] === 'number' ? data['status_code'] : 500;
  return status === 500 ? new Failure('broken') : createFailure(status);
}

/** Seconds or an HTTP date, as milliseconds since 1970. */
export function readRetryAfter(header: string | null, now = Date.now()): number {
  if (!header) {
    return 0;
  }
  const seconds = Number(header);
  const at = Number.isFinite(seconds) ? now + seconds * 1000 : Date.parse(header);
  return at > now ? Math.min(at, now + 24 * 3_600_000) : 0;
}
