import {type ReactNode, useDeferredValue} from 'react';
import {translate} from '@docusaurus/Translate';
import type {Props} from '@theme/AskDocsPanel/Exchange';
import Markdown from '@theme/AskDocsPanel/Markdown';
import Notice from '@theme/AskDocsPanel/Notice';
import Retry from '@theme/AskDocsPanel/Retry';
import Sources from '@theme/AskDocsPanel/Sources';
import {findCitations} from 'docusaurus-theme-askdocs/client';

/** A question and its answer. */
export default function Exchange({exchange, onRetry, onFollow}: Props): ReactNode {
  const {question, answer, state, failure} = exchange;
  const response = useDeferredValue(answer.response); // typing stays fluent while a long answer is laid out
  const cited = new Set(answer.outcome ? answer.cited : findCitations(answer.response));
  const isAsking = state === 'asking';

  return (
    <article className="askdocs-exchange" data-state={state} data-outcome={answer.outcome}>
      <h3 dir="auto">{question}</h3>
      {response !== '' && (
        <div className="askdocs-answer" dir="auto">
          <Markdown text={response} sources={answer.sources} onFollow={onFollow} />
        </div>
      )}
      {isAsking && (
        <p className="askdocs-waiting" aria-hidden="true">
          {answer.response === '' &&
            translate({
              id: 'theme.AskDocs.searching',
              message: 'Searching the documentation…',
              description: 'While no word of the answer has come',
            })}
        </p>
      )}
      {!isAsking && <Notice exchange={exchange} isNew={onRetry !== undefined} />}
      <Sources
        title={translate({id: 'theme.AskDocs.sources', message: 'Sources', description: 'Over the list of sources'})}
        sources={answer.sources.filter(({number}) => cited.has(number))}
        onFollow={onFollow}
      />
      <Sources
        title={translate({
          id: 'theme.AskDocs.nearest',
          message: 'Pages that may help',
          description: 'Over the list of pages, when the documentation holds no answer',
        })}
        sources={answer.nearest}
        onFollow={onFollow}
      />
      {!isAsking && onRetry && <Retry onRetry={onRetry} retryAt={failure?.retryAt ?? 0} />}
    </article>
  );
}
