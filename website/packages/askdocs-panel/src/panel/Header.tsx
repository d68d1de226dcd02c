import type {ReactNode} from 'react';
import {useAskDocs} from './context.js';
import type {HeaderProps} from './props.js';

export default function Header({hasExchanges, isListing, onList, onClear, onClose}: HeaderProps): ReactNode {
  const {
    host: {translate},
    parts: {Icon},
  } = useAskDocs();
  return (
    <header className="askdocs-header">
      <h2 id="askdocs-title">{translate(isListing ? 'conversations' : 'label')}</h2>
      {hasExchanges && !isListing && (
        <button type="button" className="askdocs-icon-button" onClick={onClear} title={translate('new')}>
          <Icon name="new" />
          <span>{translate('new')}</span>
        </button>
      )}
      {onList && (
        <button
          type="button"
          className="askdocs-icon-button"
          onClick={onList}
          aria-label={translate(isListing ? 'back' : 'conversations')}
          title={translate(isListing ? 'back' : 'conversations')}
        >
          <Icon name={isListing ? 'back' : 'list'} />
        </button>
      )}
      <button type="button" className="askdocs-icon-button" onClick={onClose} aria-label={translate('close')}>
        <Icon name="close" />
      </button>
    </header>
  );
}
