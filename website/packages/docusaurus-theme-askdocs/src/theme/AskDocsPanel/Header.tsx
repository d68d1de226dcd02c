import type {ReactNode} from 'react';
import {translate} from '@docusaurus/Translate';
import label from '@theme/AskDocsButton/label';
import type {Props} from '@theme/AskDocsPanel/Header';
import Icon from '@theme/AskDocsPanel/Icon';

export default function Header({hasExchanges, onClear, onClose}: Props): ReactNode {
  return (
    <header className="askdocs-header">
      <h2 id="askdocs-title">{label()}</h2>
      {hasExchanges && (
        <button type="button" className="askdocs-icon-button" onClick={onClear}>
          <Icon name="new" />
          {translate({
            id: 'theme.AskDocs.new',
            message: 'New conversation',
            description: 'The button that forgets the conversation',
          })}
        </button>
      )}
      <button
        type="button"
        className="askdocs-icon-button"
        onClick={onClose}
        aria-label={translate({
          id: 'theme.AskDocs.close',
          message: 'Close',
          description: 'The button that closes the panel',
        })}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}
