import type {ReactNode} from 'react';
import {useAskDocs} from './context.js';
import type {SourcesProps} from './props.js';

export default function Sources({title, sources, isNumbered, onFollow}: SourcesProps): ReactNode {
  const {
    host,
    parts: {SourceLink},
  } = useAskDocs();
  if (sources.length === 0) {
    return null;
  }
  const List = isNumbered ? 'ol' : 'ul';
  return (
    <div className="askdocs-sources">
      <h4>{title}</h4>
      <List>
        {sources.map((source) => {
          const version = host.versionLabel(source.version);
          return (
            <li key={source.number} value={isNumbered ? source.number : undefined}>
              <SourceLink address={source.url} onFollow={onFollow}>
                {isNumbered && <span className="askdocs-number">{source.number}</span>}
                <span dir="auto">
                  <strong>{source.title}</strong>
                  {version && <span className="askdocs-version">{version}</span>}
                  <small>{source.section.replaceAll(' > ', ' › ')}</small>
                </span>
              </SourceLink>
            </li>
          );
        })}
      </List>
    </div>
  );
}
