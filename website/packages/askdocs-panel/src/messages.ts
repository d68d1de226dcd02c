/** What the panel says, in English. The other languages are in `locales/`. */
export const MESSAGES = {
  abstained: 'The documentation does not seem to answer this, so nothing was made up.',
  askedAlready: 'The answer is still being written. Wait for its end, or stop it.',
  askSearch: 'Ask: {question}',
  askSelection: 'Ask about this',
  back: 'Back',
  blocked: 'The language model declined to answer this question.',
  broken: 'The connection broke before the answer was complete.',
  busy: 'The answering service is overloaded or being repaired.',
  citation: 'Source {number}: {title}',
  close: 'Close',
  conversations: 'Conversations',
  copied: 'Copied',
  copy: 'Copy the code',
  copyAnswer: 'Copy the answer',
  copyLink: 'Copy a link to this question',
  deleteAll: 'Delete all',
  deleteOne: 'Delete “{title}”',
  disclaimer: 'Answers are generated and can be wrong. Check their sources.',
  down: 'Not helpful',
  extractive: 'The language model was not available. These are sentences of the documentation itself.',
  extracts: 'Answers are extracts of the pages: no language model is connected.',
  field: 'Your question',
  foreign: 'What came back is not an answer. The site may be set up wrongly.',
  found: '{count} passages found, writing…',
  handOver: 'Still stuck?',
  invalid: 'The answering service cannot accept this question. Try to put it in other, fewer words.',
  keepHere: 'Keep conversations in this browser',
  kept: 'Questions are kept for {days} days, to improve this documentation.',
  label: 'Ask the docs',
  late: 'The answer took too long to come.',
  limited: 'Too many questions in a short time. Please wait a little.',
  loadError: 'The panel could not be loaded. Check your connection and try again.',
  loading: 'Loading…',
  nearest: 'Pages that may help',
  new: 'New conversation',
  noConversations: 'No conversation is kept.',
  noPages: 'No page was found.',
  note: 'More about it',
  offline: 'You are offline. Try again when the network is back.',
  pages: 'Pages',
  passages: 'Passages found',
  placeholder: 'Ask a question…',
  privacy: 'Privacy',
  ready: 'The answer is complete.',
  reasonIncorrect: 'Incorrect',
  reasonOffTopic: 'Not what I asked',
  reasonOther: 'Other',
  reasons: 'What was wrong?',
  reasonSlowOrBroken: 'Slow or broken',
  reasonStyle: 'Style',
  reasonUnsafe: 'Unsafe',
  refused: 'The answering service does not take questions from this site.',
  retry: 'Try again',
  retryIn: 'Try again in {seconds} s',
  searchConversations: 'Search conversations',
  searching: 'Searching the documentation…',
  selection: 'About “{text}”: ',
  send: 'Send',
  sendVote: 'Send',
  skip: 'Skip to “{label}”',
  sources: 'Sources',
  stop: 'Stop',
  stopped: 'You stopped this answer.',
  suggestions: 'Ask next',
  table: 'Table',
  tooLong: 'This question is too long by {count} characters.',
  truncated: 'This answer was cut off before its end.',
  uncited: 'This answer names no source. Do not rely on it without checking.',
  unknownOutcome:
    'The service says something about this answer that this page does not understand. Treat it with care.',
  unreachable: 'The answering service cannot be reached from this page at the moment.',
  unsupported: 'Sentences with a dotted line are not clearly supported by their sources.',
  unsupportedMark: 'The sources do not clearly say this.',
  unsupportedText: 'Not clearly supported by their sources:',
  unverified: 'These names stand in none of the sources:',
  up: 'Helpful',
  voteFailed: 'This could not be sent. Try again.',
  voteSent: 'Thank you.',
  welcome: 'Ask a question about this documentation. Every answer links to the places that it comes from.',
} as const;

export type MessageId = keyof typeof MESSAGES;

/** Words for a message in the language of the page. */
export type Translate = (id: MessageId, values?: Record<string, string | number>) => string;

/** Puts the values in the places that braces name. */
export function fillIn(message: string, values: Record<string, string | number> = {}): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Speaks with the words given, and in English where there are none. */
export function createTranslate(words: Readonly<Partial<Record<string, string>>> = {}): Translate {
  return (id, values) => fillIn(words[id] ?? MESSAGES[id], values);
}
