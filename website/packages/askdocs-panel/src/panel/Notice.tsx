import type {ReactNode} from 'react';
import {describeOutcome} from '../conversation/outcome.js';
import {useTranslate} from './context.js';
import type {NoticeProps} from './props.js';

/** Says plainly what kept the answer from being a whole and proven one. */
export default function Notice({exchange}: NoticeProps): ReactNode {
  const translate = useTranslate();
  const message = describeOutcome(exchange);
  const {unverified, unsupported} = exchange.answer;

  return (
    <>
      {message && <p className="askdocs-notice">{translate(message)}</p>}
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
