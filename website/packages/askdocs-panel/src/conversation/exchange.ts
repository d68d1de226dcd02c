import type {FailureKind} from '../service/failure.js';
import {addPart, type Answer, EMPTY_ANSWER, isRecord, readPart} from '../service/wire.js';

/** One question and what became of it. */
export interface Exchange {
  id: number;
  question: string;
  state: 'asking' | 'done' | 'stopped' | 'failed';
  answer: Answer;
  failure: {kind: FailureKind; retryAt: number} | null;
  /** The reader's vote; 0 for none. */
  vote: -1 | 0 | 1;
}

/** Exchanges out of the browser's storage: other scripts of the page can write there too, so nothing is taken on trust. */
export function readExchanges(stored: unknown): Exchange[] {
  return (Array.isArray(stored) ? stored : []).flatMap((value, index): Exchange[] => {
    if (!isRecord(value) || typeof value['question'] !== 'string') {
      return [];
    }
    const state = value['state'] === 'done' || value['state'] === 'stopped' ? value['state'] : 'failed';
    return [
      {
        id: index + 1,
        question: value['question'],
        state,
        answer: addPart(EMPTY_ANSWER, readPart(value['answer'])),
        // What was being asked when the page was left did not come to an end.
        failure: state === 'failed' ? {kind: 'broken', retryAt: 0} : null,
        vote: value['vote'] === 1 || value['vote'] === -1 ? value['vote'] : 0,
      },
    ];
  });
}
