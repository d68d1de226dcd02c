import {type KeyboardEvent, type ReactNode, useId, useState} from 'react';
import {isComposing} from '../launcher/typing.js';
import {countCharacters} from '../service/text.js';
import {LIMITS} from '../service/wire.js';
import {useAskDocs} from './context.js';
import {FoundPages} from './FoundPages.js';
import {useStore} from './hooks.js';
import type {ComposerProps} from './props.js';

export default function Composer({fieldRef, isAsking, onAsk, onStop, onFollow}: ComposerProps): ReactNode {
  const askdocs = useAskDocs();
  const {
    host: {translate},
    launcher,
    options,
    parts: {Icon},
  } = askdocs;
  const draft = useStore(launcher.draft);
  const offers = useStore(askdocs.offers);
  const [isHasty, setIsHasty] = useState(false);
  const hintId = useId();
  const question = draft.trim();
  const excess = countCharacters(question) - LIMITS.query;
  const canAsk = question !== '' && excess <= 0;

  function send(): void {
    setIsHasty(canAsk && isAsking);
    if (canAsk && !isAsking) {
      onAsk(question);
      launcher.draft.set('');
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !isComposing(event.nativeEvent)) {
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
      {options.search && offers.search && !isAsking && (
        <FoundPages question={question} onAsk={send} onFollow={onFollow} />
      )}
      <div className="askdocs-field">
        <textarea
          ref={fieldRef}
          rows={1}
          dir="auto"
          value={draft}
          onChange={(event) => launcher.draft.set(event.target.value)}
          onKeyDown={onKeyDown}
          aria-describedby={hintId}
          aria-invalid={excess > 0}
          aria-label={translate('field')}
          placeholder={translate('placeholder')}
        />
        {isAsking ? (
          <button
            type="button"
            className="askdocs-send"
            onClick={() => {
              onStop();
              fieldRef.current?.focus();
            }}
            aria-label={translate('stop')}
          >
            <Icon name="stop" />
          </button>
        ) : (
          <button type="submit" className="askdocs-send" aria-disabled={!canAsk} aria-label={translate('send')}>
            <Icon name="send" />
          </button>
        )}
      </div>
      <p id={hintId} className="askdocs-hint" role={isAsking && isHasty ? 'alert' : undefined}>
        {hint()}
      </p>
    </form>
  );

  function hint(): ReactNode {
    if (excess > 0) {
      return translate('tooLong', {count: excess});
    }
    if (isAsking && isHasty) {
      return translate('askedAlready');
    }
    return options.disclaimer !== false && (options.disclaimer ?? translate('disclaimer'));
  }
}
