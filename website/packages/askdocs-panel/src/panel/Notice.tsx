import {type ReactNode, useMemo} from 'react';
import {describeOutcome} from '../conversation/outcome.js';
import {useTranslate} from './context.js';
import {findUnmarked} from './marking.js';
import type {NoticeProps} from './props.js';

/** Says plainly what kept the answer from being a whole and proven one. */
export default function Notice({exchange}: NoticeProps): ReactNode {
  const translate = useTranslate();
  const message = describeOutcome(exchange);
  const {response, unverified, unsupported} = exchange.answer;
  const unmarked = useMemo(() => findUnmarked(response, unsupported), [response, unsupported]);

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
      {unsupported.length > unmarked.length && <p className="askdocs-notice">{translate('unsupported')}</p>}
      {unmarked.length > 0 && (
        <div className="askdocs-notice">
          {translate('unsupportedText')}
          <ul>
            {unmarked.map((sentence, index) => (
              <li key={index} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
