import {type ReactNode, useEffect, useState} from 'react';
import {searchPages} from '../service/search.js';
import {cut} from '../service/text.js';
import type {Source} from '../service/wire.js';
import {useAskDocs} from './context.js';

/** Typists pause for about this long; the service counts searches. */
const PAUSE_MS = 250;
const SHORTEST = 2;

interface Props {
  readonly question: string;
  readonly onAsk: () => void;
  readonly onFollow: (() => void) | undefined;
}

/** Pages for what stands in the question field, found without a model; the last row asks the question. */
export function FoundPages({question, onAsk, onFollow}: Props): ReactNode {
  const {
    host: {translate},
    parts: {Sources},
  } = useAskDocs();
  const pages = useFoundPages(question);
  if (question.length < SHORTEST || !pages) {
    return null;
  }
  return (
    <div className="askdocs-found">
      <div aria-live="polite">
        {pages.length > 0 ? (
          <Sources title={translate('pages')} sources={pages} isNumbered={false} onFollow={onFollow} />
        ) : (
          <p className="askdocs-small">{translate('noPages')}</p>
        )}
      </div>
      <button type="button" className="askdocs-text-button" dir="auto" onClick={onAsk}>
        {translate('askSearch', {question: cut(question, 80)})}
      </button>
    </div>
  );
}

/** What was last found; null before. */
function useFoundPages(question: string): readonly Source[] | null {
  const {host, options} = useAskDocs();
  const [pages, setPages] = useState<readonly Source[] | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      if (question.length >= SHORTEST) {
        searchPages(cut(question, 200), host.readPage(), options, controller.signal).then(setPages, () => undefined);
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort(); // an answer for what stood there before is not wanted
    };
  }, [question, host, options]);
  return pages;
}
