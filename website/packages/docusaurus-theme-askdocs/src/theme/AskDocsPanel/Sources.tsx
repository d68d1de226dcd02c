import type {ReactNode} from 'react';
import SourceLink from '@theme/AskDocsPanel/SourceLink';
import type {Props} from '@theme/AskDocsPanel/Sources';
import {versionLabel} from 'docusaurus-theme-askdocs/client';

export default function Sources({title, sources, onFollow}: Props): ReactNode {
  if (sources.length === 0) {
    return null;
  }
  return (
    <div className="askdocs-sources">
      <h4>{title}</h4>
      <ol>
        {sources.map((source) => {
          const version = versionLabel(source.version);
          return (
            <li key={source.number} value={source.number}>
              <SourceLink address={source.url} onFollow={onFollow}>
                <span className="askdocs-number">{source.number}</span>
                <span dir="auto">
                  <strong>{source.title}</strong>
                  {version && <span className="askdocs-version">{version}</span>}
                  <small>{source.section.replaceAll(' > ', ' › ')}</small>
                </span>
              </SourceLink>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
