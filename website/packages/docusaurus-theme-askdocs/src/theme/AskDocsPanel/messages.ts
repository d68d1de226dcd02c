import {translate} from '@docusaurus/Translate';
import type {MessageId} from 'askdocs-panel/messages';
import label from '@theme/AskDocsButton/label';

/**
 * What the panel says, for `docusaurus write-translations`, which reads the source of themes. The words are those of
 * `askdocs-panel/messages`; what the button says before the panel is there stands beside the button.
 */
const messages: Readonly<Partial<Record<MessageId, () => string>>> = {
  label,
  abstained: () =>
    translate({
      id: 'theme.AskDocs.abstained',
      message: 'The documentation does not seem to answer this, so nothing was made up.',
      description: 'In place of an answer',
    }),
  askedAlready: () =>
    translate({
      id: 'theme.AskDocs.askedAlready',
      message: 'The answer is still being written. Wait for its end, or stop it.',
      description: 'Under the question field, when the reader sends another question',
    }),
  askSearch: () =>
    translate({
      id: 'theme.AskDocs.askSearch',
      message: 'Ask: {question}',
      description: 'The last row under the pages that were found; it asks the question',
    }),
  back: () =>
    translate({
      id: 'theme.AskDocs.back',
      message: 'Back',
      description: 'The button that leads from the list of conversations to the panel',
    }),
  blocked: () =>
    translate({
      id: 'theme.AskDocs.blocked',
      message: 'The language model declined to answer this question.',
      description: 'In place of an answer',
    }),
  broken: () =>
    translate({
      id: 'theme.AskDocs.broken',
      message: 'The connection broke before the answer was complete.',
      description: 'In place of an answer, or under a part of one',
    }),
  busy: () =>
    translate({
      id: 'theme.AskDocs.busy',
      message: 'The answering service is overloaded or being repaired.',
      description: 'In place of an answer',
    }),
  citation: () =>
    translate({
      id: 'theme.AskDocs.citation',
      message: 'Source {number}: {title}',
      description: 'Name of a numbered link in the text of an answer',
    }),
  close: () =>
    translate({id: 'theme.AskDocs.close', message: 'Close', description: 'The button that closes the panel'}),
  conversations: () =>
    translate({
      id: 'theme.AskDocs.conversations',
      message: 'Conversations',
      description: 'The button that lists the conversations that are kept, and the title of the list',
    }),
  copied: () => translate({id: 'theme.AskDocs.copied', message: 'Copied', description: 'After code was copied'}),
  copy: () =>
    translate({id: 'theme.AskDocs.copy', message: 'Copy the code', description: 'The button on a block of code'}),
  copyAnswer: () =>
    translate({
      id: 'theme.AskDocs.copyAnswer',
      message: 'Copy the answer',
      description: 'The button that copies an answer as Markdown with its sources',
    }),
  copyLink: () =>
    translate({
      id: 'theme.AskDocs.copyLink',
      message: 'Copy a link to this question',
      description: 'The button that copies an address which opens the panel with the question',
    }),
  deleteAll: () =>
    translate({
      id: 'theme.AskDocs.deleteAll',
      message: 'Delete all',
      description: 'The button that deletes all conversations',
    }),
  deleteOne: () =>
    translate({
      id: 'theme.AskDocs.deleteOne',
      message: 'Delete “{title}”',
      description: 'The button that deletes one conversation',
    }),
  disclaimer: () =>
    translate({
      id: 'theme.AskDocs.disclaimer',
      message: 'Answers are generated and can be wrong. Check their sources.',
      description: 'Under the question field, unless the site has a text of its own',
    }),
  down: () => translate({id: 'theme.AskDocs.down', message: 'Not helpful', description: 'The button of a vote'}),
  extractive: () =>
    translate({
      id: 'theme.AskDocs.extractive',
      message: 'The language model was not available. These are sentences of the documentation itself.',
      description: 'Under an answer that quotes the documentation',
    }),
  extracts: () =>
    translate({
      id: 'theme.AskDocs.extracts',
      message: 'Answers are extracts of the pages: no language model is connected.',
      description: 'In the empty panel of a service without a key',
    }),
  field: () =>
    translate({id: 'theme.AskDocs.field', message: 'Your question', description: 'Name of the question field'}),
  foreign: () =>
    translate({
      id: 'theme.AskDocs.foreign',
      message: 'What came back is not an answer. The site may be set up wrongly.',
      description: 'In place of an answer',
    }),
  found: () =>
    translate({
      id: 'theme.AskDocs.found',
      message: '{count} passages found, writing…',
      description: 'When the passages have come, and no word of the answer yet',
    }),
  handOver: () =>
    translate({
      id: 'theme.AskDocs.handOver',
      message: 'Still stuck?',
      description: 'The link to where people help, unless the site has a text of its own',
    }),
  invalid: () =>
    translate({
      id: 'theme.AskDocs.invalid',
      message: 'The answering service cannot accept this question. Try to put it in other, fewer words.',
      description: 'In place of an answer',
    }),
  keepHere: () =>
    translate({
      id: 'theme.AskDocs.keepHere',
      message: 'Keep conversations in this browser',
      description: 'The box that a reader ticks who agrees',
    }),
  kept: () =>
    translate({
      id: 'theme.AskDocs.kept',
      message: 'Questions are kept for {days} days, to improve this documentation.',
      description: 'In the empty panel, where the service keeps them',
    }),
  late: () =>
    translate({
      id: 'theme.AskDocs.late',
      message: 'The answer took too long to come.',
      description: 'In place of an answer, or under a part of one',
    }),
  limited: () =>
    translate({
      id: 'theme.AskDocs.limited',
      message: 'Too many questions in a short time. Please wait a little.',
      description: 'In place of an answer',
    }),
  nearest: () =>
    translate({
      id: 'theme.AskDocs.nearest',
      message: 'Pages that may help',
      description: 'Over the list of pages, when the documentation holds no answer',
    }),
  new: () =>
    translate({
      id: 'theme.AskDocs.new',
      message: 'New conversation',
      description: 'The button that forgets the conversation',
    }),
  noConversations: () =>
    translate({
      id: 'theme.AskDocs.noConversations',
      message: 'No conversation is kept.',
      description: 'In place of the list of conversations',
    }),
  noPages: () =>
    translate({
      id: 'theme.AskDocs.noPages',
      message: 'No page was found.',
      description: 'In place of the pages that were found',
    }),
  note: () =>
    translate({
      id: 'theme.AskDocs.note',
      message: 'More about it',
      description: 'Name of the field for a note under a vote',
    }),
  offline: () =>
    translate({
      id: 'theme.AskDocs.offline',
      message: 'You are offline. Try again when the network is back.',
      description: 'In place of an answer',
    }),
  pages: () =>
    translate({id: 'theme.AskDocs.pages', message: 'Pages', description: 'Over the list of pages that were found'}),
  passages: () =>
    translate({
      id: 'theme.AskDocs.passages',
      message: 'Passages found',
      description: 'Over the list of sources, while the answer is awaited',
    }),
  placeholder: () =>
    translate({
      id: 'theme.AskDocs.placeholder',
      message: 'Ask a question…',
      description: 'In the empty question field',
    }),
  privacy: () =>
    translate({
      id: 'theme.AskDocs.privacy',
      message: 'Privacy',
      description: 'The link to what the site says about privacy',
    }),
  ready: () =>
    translate({
      id: 'theme.AskDocs.ready',
      message: 'The answer is complete.',
      description: 'Said by a screen reader when the answer has come',
    }),
  reasonIncorrect: () =>
    translate({id: 'theme.AskDocs.reasonIncorrect', message: 'Incorrect', description: 'A reason of a vote'}),
  reasonOffTopic: () =>
    translate({id: 'theme.AskDocs.reasonOffTopic', message: 'Not what I asked', description: 'A reason of a vote'}),
  reasonOther: () => translate({id: 'theme.AskDocs.reasonOther', message: 'Other', description: 'A reason of a vote'}),
  reasons: () =>
    translate({id: 'theme.AskDocs.reasons', message: 'What was wrong?', description: 'Over the reasons of a vote'}),
  reasonSlowOrBroken: () =>
    translate({id: 'theme.AskDocs.reasonSlowOrBroken', message: 'Slow or broken', description: 'A reason of a vote'}),
  reasonStyle: () => translate({id: 'theme.AskDocs.reasonStyle', message: 'Style', description: 'A reason of a vote'}),
  reasonUnsafe: () =>
    translate({id: 'theme.AskDocs.reasonUnsafe', message: 'Unsafe', description: 'A reason of a vote'}),
  refused: () =>
    translate({
      id: 'theme.AskDocs.refused',
      message: 'The answering service does not take questions from this site.',
      description: 'In place of an answer',
    }),
  retry: () =>
    translate({id: 'theme.AskDocs.retry', message: 'Try again', description: 'The button that repeats the question'}),
  retryIn: () =>
    translate({
      id: 'theme.AskDocs.retryIn',
      message: 'Try again in {seconds} s',
      description: 'The button that repeats the question, while it must not be used yet',
    }),
  searchConversations: () =>
    translate({
      id: 'theme.AskDocs.searchConversations',
      message: 'Search conversations',
      description: 'Name of the field over the list of conversations',
    }),
  searching: () =>
    translate({
      id: 'theme.AskDocs.searching',
      message: 'Searching the documentation…',
      description: 'While no word of the answer has come',
    }),
  send: () => translate({id: 'theme.AskDocs.send', message: 'Send', description: 'The button that sends the question'}),
  sendVote: () =>
    translate({
      id: 'theme.AskDocs.sendVote',
      message: 'Send',
      description: 'The button that sends the reasons of a vote',
    }),
  sources: () => translate({id: 'theme.AskDocs.sources', message: 'Sources', description: 'Over the list of sources'}),
  stop: () => translate({id: 'theme.AskDocs.stop', message: 'Stop', description: 'The button that stops the answer'}),
  stopped: () =>
    translate({id: 'theme.AskDocs.stopped', message: 'You stopped this answer.', description: 'Under an answer'}),
  suggestions: () =>
    translate({
      id: 'theme.AskDocs.suggestions',
      message: 'Ask next',
      description: 'Over the questions that the documentation answers as well',
    }),
  table: () => translate({id: 'theme.AskDocs.table', message: 'Table', description: 'Name of a table'}),
  tooLong: () =>
    translate({
      id: 'theme.AskDocs.tooLong',
      message: 'This question is too long by {count} characters.',
      description: 'Under the question field',
    }),
  truncated: () =>
    translate({
      id: 'theme.AskDocs.truncated',
      message: 'This answer was cut off before its end.',
      description: 'Under an answer',
    }),
  uncited: () =>
    translate({
      id: 'theme.AskDocs.uncited',
      message: 'This answer names no source. Do not rely on it without checking.',
      description: 'Under an answer',
    }),
  unknownOutcome: () =>
    translate({
      id: 'theme.AskDocs.unknownOutcome',
      message: 'The service says something about this answer that this page does not understand. Treat it with care.',
      description: 'Under an answer, when the service is newer than the panel',
    }),
  unreachable: () =>
    translate({
      id: 'theme.AskDocs.unreachable',
      message: 'The answering service cannot be reached from this page at the moment.',
      description: 'In place of an answer: the service is down or does not accept this site',
    }),
  unsupported: () =>
    translate({
      id: 'theme.AskDocs.unsupported',
      message: 'Sentences with a dotted line are not clearly supported by their sources.',
      description: 'Under an answer',
    }),
  unsupportedMark: () =>
    translate({
      id: 'theme.AskDocs.unsupportedMark',
      message: 'The sources do not clearly say this.',
      description: 'Title of a sentence with a dotted line',
    }),
  unsupportedText: () =>
    translate({
      id: 'theme.AskDocs.unsupportedText',
      message: 'Not clearly supported by their sources:',
      description: 'Before a list of sentences that cannot be marked in the answer',
    }),
  unverified: () =>
    translate({
      id: 'theme.AskDocs.unverified',
      message: 'These names stand in none of the sources:',
      description: 'Before a list of names out of code that may be invented',
    }),
  up: () => translate({id: 'theme.AskDocs.up', message: 'Helpful', description: 'The button of a vote'}),
  voteFailed: () =>
    translate({
      id: 'theme.AskDocs.voteFailed',
      message: 'This could not be sent. Try again.',
      description: 'Under a vote',
    }),
  voteSent: () => translate({id: 'theme.AskDocs.voteSent', message: 'Thank you.', description: 'Under a vote'}),
  welcome: () =>
    translate({
      id: 'theme.AskDocs.welcome',
      message: 'Ask a question about this documentation. Every answer links to the places that it comes from.',
      description: 'In the empty panel',
    }),
};

export default messages;
