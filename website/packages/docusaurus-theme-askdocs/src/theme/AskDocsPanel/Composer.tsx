import {type KeyboardEvent, type ReactNode, useId} from 'react';
import {translate} from '@docusaurus/Translate';
import type {Props} from '@theme/AskDocsPanel/Composer';
import Icon from '@theme/AskDocsPanel/Icon';
import {LIMITS, options, panel, useStore} from 'docusaurus-theme-askdocs/client';

export default function Composer({fieldRef, isAsking, onAsk, onStop}: Props): ReactNode {
  const draft = useStore(panel.draft);
  const hintId = useId();
  const question = draft.trim();
  const excess = question.length - LIMITS.query;
  const canAsk = question !== '' && excess <= 0 && !isAsking;

  function send(): void {
    if (canAsk) {
      onAsk(question);
      panel.draft.set('');
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form
      className="askdocs-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="askdocs-field">
        <textarea
          ref={fieldRef}
          rows={1}
          dir="auto"
          value={draft}
          onChange={(event) => panel.draft.set(event.target.value)}
          onKeyDown={onKeyDown}
          aria-describedby={hintId}
          aria-invalid={excess > 0}
          aria-label={translate({
            id: 'theme.AskDocs.field',
            message: 'Your question',
            description: 'Name of the question field',
          })}
          placeholder={translate({
            id: 'theme.AskDocs.placeholder',
            message: 'Ask a question…',
            description: 'In the empty question field',
          })}
        />
        {isAsking ? (
          <button
            type="button"
            className="askdocs-send"
            onClick={() => {
              onStop();
              fieldRef.current?.focus();
            }}
            aria-label={translate({
              id: 'theme.AskDocs.stop',
              message: 'Stop',
              description: 'The button that stops the answer',
            })}
          >
            <Icon name="stop" />
          </button>
        ) : (
          <button
            type="submit"
            className="askdocs-send"
            aria-disabled={!canAsk}
            aria-label={translate({
              id: 'theme.AskDocs.send',
              message: 'Send',
              description: 'The button that sends the question',
            })}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
      <p id={hintId} className="askdocs-hint">
        {excess > 0
          ? translate(
              {
                id: 'theme.AskDocs.tooLong',
                message: 'This question is too long by {count} characters.',
                description: 'Under the question field',
              },
              {count: excess},
            )
          : disclaimer()}
      </p>
    </form>
  );
}

function disclaimer(): ReactNode {
  return (
    options.disclaimer !== false &&
    (options.disclaimer ??
      translate({
        id: 'theme.AskDocs.disclaimer',
        message: 'Answers are generated and can be wrong. Check their sources.',
        description: 'Under the question field, unless the site has a text of its own',
      }))
  );
}
