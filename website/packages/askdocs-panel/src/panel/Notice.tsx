import type {ReactNode} from 'react';
import type {Exchange} from '../conversation/exchange';
import type {MessageId} from '../messages';
import type {Answer} from '../service/wire';
import {useTranslate} from './context';
import type {NoticeProps} from './props';

/** Says plainly what kept the answer from being a whole and proven one. */
export default function Notice({exchange, isNew}: NoticeProps): ReactNode {
  const translate = useTranslate();
  const message = describe(exchange);
  const {unverified, unsupported} = exchange.answer;

  return (
    <>
      {message && (
        <p className="askdocs-notice" role={isNew ? 'alert' : undefined}>
          {translate(message)}
        </p>
      )}
      {unverified.length > 0 && (
        <p className="askdocs-notice">
          {translate('unverified')}{' '}
          {unverified.map((name, index) => (
            <span key={index}>
              {index > 0 && ', '}
              <code>{name}</code>
            </span>
          ))}
        </p>
      )}
      {unsupported.length > 0 && <p className="askdocs-notice">{translate('unsupported')}</p>}
    </>
  );
}

function describe({state, failure, answer}: Exchange): MessageId | null {
  if (state === 'stopped') {
    return 'stopped';
  }
  return failure ? failure.kind : describeOutcome(answer);
}

function describeOutcome({outcome, reason, response}: Answer): MessageId | null {
  switch (outcome) {
    case 'abstained':
    case 'extractive':
    case 'blocked':
    case 'truncated':
      return outcome;
    case 'answered':
      if (response.trim() === '') {
        return 'foreign';
      }
      return reason === 'uncited' ? 'uncited' : null;
    default:
      return 'unknownOutcome';
  }
}
