import {post} from './ask.js';
import {createFailure} from './failure.js';
import {cut, mend} from './text.js';

export const REASONS = ['incorrect', 'off_topic', 'slow_or_broken', 'style', 'unsafe', 'other'] as const;
export type Reason = (typeof REASONS)[number];
export const NOTE_LIMIT = 1000;
const WAIT_MS = 15_000;

export interface Vote {
  answerId: string;
  /** 0 takes an earlier vote back. */
  value: -1 | 0 | 1;
  reasons?: readonly Reason[];
  note?: string;
}

/** Sends a vote, which replaces an earlier one for the same answer. Throws `Failure`. */
export async function sendVote(vote: Vote, service: {apiUrl: string; apiKey: string}): Promise<void> {
  const {answerId, value, reasons = [], note = ''} = vote;
  const body = {answer_id: answerId, value, reasons, note: cut(mend(note.trim()), NOTE_LIMIT)};
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), WAIT_MS);
  try {
    const response = await post('/feedback', body, service, controller.signal);
    if (!response.ok) {
      throw createFailure(response.status);
    }
  } finally {
    clearTimeout(timer);
  }
}
