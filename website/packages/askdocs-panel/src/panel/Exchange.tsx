import {type ReactNode, useDeferredValue} from 'react';
import {fillAddress, formatAnswer} from '../conversation/transcript.js';
import {createAskLink} from '../launcher/askLink.js';
import {useAskDocs} from './context.js';
import {CopyButton} from './CopyButton.js';
import {useStore} from './hooks.js';
import {findCitations} from './markdownReader.js';
import type {ExchangeProps} from './props.js';

/** A question and its answer. */
export default function Exchange({exchange, onRetry, onAsk, onFollow}: ExchangeProps): ReactNode {
  const {
    host: {translate},
    parts: {Markdown, Notice, Retry, Sources},
  } = useAskDocs();
  const {question, answer, state, failure} = exchange;
  const response = useDeferredValue(answer.response); // typing stays fluent while a long answer is laid out
  const cited = new Set(answer.outcome ? answer.cited : findCitations(answer.response));
  const isAsking = state === 'asking';
  const isAwaited = isAsking && response === '';

  return (
    <article className="askdocs-exchange" data-state={state} data-outcome={answer.outcome}>
      <h3 dir="auto">{question}</h3>
      {response !== '' && (
        <div className="askdocs-answer" dir="auto">
          <Markdown
            text={response}
            sources={answer.sources}
            unverified={answer.unverified}
            unsupported={answer.unsupported}
            onFollow={onFollow}
          />
        </div>
      )}
      {isAsking && (
        <p className="askdocs-waiting" aria-hidden="true">
          {isAwaited &&
            (answer.sources.length > 0 ? translate('found', {count: answer.sources.length}) : translate('searching'))}
        </p>
      )}
      {!isAsking && <Notice exchange={exchange} />}
      <Sources
        title={translate(isAwaited ? 'passages' : 'sources')}
        sources={isAwaited ? answer.sources : answer.sources.filter(({number}) => cited.has(number))}
        isNumbered
        onFollow={onFollow}
      />
      <Sources title={translate('nearest')} sources={answer.nearest} isNumbered={false} onFollow={onFollow} />
      {!isAsking && (
        <div className="askdocs-actions">
          {onRetry && <Retry onRetry={onRetry} retryAt={failure?.retryAt ?? 0} />}
          {answer.response !== '' && <CopyButton text={formatAnswer(answer)} message="copyAnswer" />}
          <CopyButton text={createAskLink(question)} message="copyLink" icon="link" />
          <Votes exchange={exchange} />
        </div>
      )}
      {!isAsking && onRetry && <Suggestions questions={answer.suggestions} onAsk={onAsk} />}
      {!isAsking && onRetry && <HandOver />}
    </article>
  );
}

/** Only where the service takes votes, and for what it has named. */
function Votes({exchange}: Pick<ExchangeProps, 'exchange'>): ReactNode {
  const {
    offers,
    parts: {Vote},
  } = useAskDocs();
  const {votes} = useStore(offers);
  return votes && exchange.answer.id !== '' && exchange.answer.outcome !== '' && <Vote exchange={exchange} />;
}

function Suggestions({
  questions,
  onAsk,
}: {
  readonly questions: readonly string[];
  readonly onAsk: (question: string) => void;
}): ReactNode {
  const {translate} = useAskDocs().host;
  if (questions.length === 0) {
    return null;
  }
  return (
    <div className="askdocs-suggestions">
      <h4>{translate('suggestions')}</h4>
      <ul>
        {questions.map((question, index) => (
          <li key={index}>
            <button type="button" dir="auto" onClick={() => onAsk(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where people help whom no answer helped, with the conversation as text. */
function HandOver(): ReactNode {
  const {conversation, host, options} = useAskDocs();
  const {handOver} = options;
  return (
    handOver && (
      <p className="askdocs-small">
        <a href={fillAddress(handOver.url, conversation.exchanges.get())} target="_blank" rel="noopener">
          {handOver.text ?? host.translate('handOver')}
        </a>
      </p>
    )
  );
}
