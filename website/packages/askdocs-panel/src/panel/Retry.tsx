import type {ReactNode} from 'react';
import {useAskDocs} from './context.js';
import {useSecondsUntil} from './hooks.js';
import type {RetryProps} from './props.js';

export default function Retry({onRetry, retryAt}: RetryProps): ReactNode {
  const {
    host: {translate},
    parts: {Icon},
  } = useAskDocs();
  const seconds = useSecondsUntil(retryAt);
  const mustWait = seconds > 0;

  return (
    <button
      type="button"
      className="askdocs-icon-button"
      aria-disabled={mustWait}
      onClick={() => {
        if (!mustWait) {
          onRetry();
        }
      }}
    >
      <Icon name="retry" />
      {mustWait ? translate('retryIn', {seconds}) : translate('retry')}
    </button>
  );
}
