import type {Outcome} from './service/wire.js';

/** What the owner of a site may count. Nobody listens unless the owner does; nothing is sent anywhere. */
export type AskDocsEvent =
  | {type: 'asked'; question: string}
  | {type: 'answered'; id: string; question: string; outcome: Outcome | ''; failure: string}
  | {type: 'voted'; id: string; value: -1 | 0 | 1}
  | {type: 'followed'; url: string};

/** The name of the DOM event on `document`; its `detail` is an `AskDocsEvent`. */
export const EVENT_NAME = 'askdocs';

export function tell(event: AskDocsEvent): void {
  document.dispatchEvent(new CustomEvent(EVENT_NAME, {detail: event}));
}
