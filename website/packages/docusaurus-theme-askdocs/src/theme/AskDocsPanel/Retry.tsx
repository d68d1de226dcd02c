import type {ReactNode} from 'react';
import {translate} from '@docusaurus/Translate';
import Icon from '@theme/AskDocsPanel/Icon';
import type {Props} from '@theme/AskDocsPanel/Retry';
import {useSecondsUntil} from 'docusaurus-theme-askdocs/client';

export default function Retry({onRetry, retryAt}: Props): ReactNode {
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
      {mustWait
        ? translate(
            {
              id: 'theme.AskDocs.retryIn',
              message: 'Try again in {seconds} s',
              description: 'The button that repeats the question, while it must not be used yet',
            },
            {seconds},
          )
        : translate({
            id: 'theme.AskDocs.retry',
            message: 'Try again',
            description: 'The button that repeats the question',
          })}
    </button>
  );
}
