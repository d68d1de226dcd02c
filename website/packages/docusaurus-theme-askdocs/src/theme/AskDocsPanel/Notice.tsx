import type {ReactNode} from 'react';
import {translate} from '@docusaurus/Translate';
import type {Props} from '@theme/AskDocsPanel/Notice';
import type {Answer, Exchange, FailureKind} from 'docusaurus-theme-askdocs/client';

/** Says plainly what kept the answer from being a whole and proven one. */
export default function Notice({exchange, isNew}: Props): ReactNode {
  const text = describe(exchange);
  const {unverified} = exchange.answer;

  return (
    <>
      {text !== '' && (
        <p className="askdocs-notice" role={isNew ? 'alert' : undefined}>
          {text}
        </p>
      )}
      {unverified.length > 0 && (
        <p className="askdocs-notice">
          {translate({
            id: 'theme.AskDocs.unverified',
            message: 'These names stand in none of the sources:',
            description: 'Before a list of names out of code that may be invented',
          })}{' '}
          {unverified.map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <code>{name}</code>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function describe({state, failure, answer}: Exchange): string {
  if (state === 'stopped') {
    return translate({
      id: 'theme.AskDocs.stopped',
      message: 'You stopped this answer.',
      description: 'Under an answer',
    });
  }
  return failure ? describeFailure(failure.kind) : describeOutcome(answer);
}

function describeOutcome({outcome, reason, response}: Answer): string {
  switch (outcome) {
    case 'abstained':
      return translate({
        id: 'theme.AskDocs.abstained',
        message: 'The documentation does not seem to answer this, so nothing was made up.',
        description: 'In place of an answer',
      });
    case 'extractive':
      return translate({
        id: 'theme.AskDocs.extractive',
        message: 'The language model was not available. These are sentences of the documentation itself.',
        description: 'Under an answer that quotes the documentation',
      });
    case 'blocked':
      return translate({
        id: 'theme.AskDocs.blocked',
        message: 'The language model declined to answer this question.',
        description: 'In place of an answer',
      });
    case 'truncated':
      return translate({
        id: 'theme.AskDocs.truncated',
        message: 'This answer was cut off before its end.',
        description: 'Under an answer',
      });
    case 'answered':
      if (response.trim() === '') {
        return describeFailure('foreign');
      }
      return reason === 'uncited'
        ? translate({
            id: 'theme.AskDocs.uncited',
            message: 'This answer names no source. Do not rely on it without checking.',
            description: 'Under an answer',
          })
        : '';
    default:
      return translate({
        id: 'theme.AskDocs.unknownOutcome',
        message: 'The service says something about this answer that this page does not understand. Treat it with care.',
        description: 'Under an answer, when the service is newer than the panel',
      });
  }
}

function describeFailure(kind: FailureKind): string {
  switch (kind) {
    case 'offline':
      return translate({
        id: 'theme.AskDocs.offline',
        message: 'You are offline. Try again when the network is back.',
        description: 'In place of an answer',
      });
    case 'unreachable':
      return translate({
        id: 'theme.AskDocs.unreachable',
        message: 'The answering service cannot be reached from this page at the moment.',
        description: 'In place of an answer: the service is down or does not accept this site',
      });
    case 'limited':
      return translate({
        id: 'theme.AskDocs.limited',
        message: 'Too many questions in a short time. Please wait a little.',
        description: 'In place of an answer',
      });
    case 'busy':
      return translate({
        id: 'theme.AskDocs.busy',
        message: 'The answering service is overloaded or being repaired.',
        description: 'In place of an answer',
      });
    case 'late':
      return translate({
        id: 'theme.AskDocs.late',
        message: 'The answer took too long to come.',
        description: 'In place of an answer, or under a part of one',
      });
    case 'refused':
      return translate({
        id: 'theme.AskDocs.refused',
        message: 'The answering service does not take questions from this site.',
        description: 'In place of an answer',
      });
    case 'invalid':
      return translate({
        id: 'theme.AskDocs.invalid',
        message: 'The answering service cannot accept this question. Try to put it in other, fewer words.',
        description: 'In place of an answer',
      });
    case 'foreign':
      return translate({
        id: 'theme.AskDocs.foreign',
        message: 'What came back is not an answer. The site may be set up wrongly.',
        description: 'In place of an answer',
      });
    case 'broken':
      return translate({
        id: 'theme.AskDocs.broken',
        message: 'The connection broke before the answer was complete.',
        description: 'In place of an answer, or under a part of one',
      });
  }
}
