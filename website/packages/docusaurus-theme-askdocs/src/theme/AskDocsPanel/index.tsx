import {type KeyboardEvent, type ReactNode, useEffect, useRef} from 'react';
import {translate} from '@docusaurus/Translate';
import Composer from '@theme/AskDocsPanel/Composer';
import Exchange from '@theme/AskDocsPanel/Exchange';
import Header from '@theme/AskDocsPanel/Header';
import Welcome from '@theme/AskDocsPanel/Welcome';
import styles from '@theme/AskDocsPanel/styles';
import {
  addStylesheet,
  askService,
  closeAskDocs,
  createConversation,
  createSessionStorage,
  type Exchange as ExchangeData,
  forgetShownHeading,
  getShownHeading,
  options,
  panel,
  readPage,
  sessionKey,
  setPageBeside,
  trapFocus,
  useExchanges,
  useMediaQuery,
  useStore,
} from 'docusaurus-theme-askdocs/client';

// Before the first rendering: nothing is ever seen without its looks.
addStylesheet(styles);

// Beside React: an answer goes on while the panel is closed and while the reader changes the page.
const conversation = createConversation(askService, readPage, createSessionStorage(sessionKey));

/** On wide screens the page beside the panel stays in use; on narrow ones the panel is all there is. */
const FULL_SCREEN = '(max-width: 768px)';

export default function AskDocsPanel(): ReactNode {
  const exchanges = useExchanges(conversation);
  const isFullScreen = useMediaQuery(FULL_SCREEN);
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const timesOpened = useStore(panel.timesOpened);
  const last = exchanges.at(-1);

  useEffect(() => {
    forgetShownHeading();
    field.current?.focus();
  }, [timesOpened]);

  useEffect(() => () => setPageBeside(false), []);

  // A new question goes to the top, and its answer is read from there: nothing runs away while it streams.
  const lastId = last?.id;
  useEffect(() => {
    scroller.current?.querySelector('.askdocs-exchange:last-of-type')?.scrollIntoView({block: 'start'});
  }, [lastId]);

  // A reader who followed a citation goes on reading there; any other returns to where the panel was opened.
  const close = (): void => closeAskDocs(getShownHeading());

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.stopPropagation();
      close();
    } else if (root.current) {
      trapFocus(event.nativeEvent, root.current);
    }
  }

  return (
    <div
      ref={root}
      className={`askdocs-panel askdocs-panel--${options.position === 'bottom-start' ? 'start' : 'end'}`}
      role="dialog"
      aria-modal={isFullScreen}
      aria-labelledby="askdocs-title"
      onKeyDown={onKeyDown}
    >
      <Header hasExchanges={exchanges.length > 0} onClear={conversation.clear} onClose={close} />
      <div ref={scroller} className="askdocs-exchanges">
        {exchanges.length === 0 && <Welcome onAsk={conversation.ask} />}
        {exchanges.map((exchange) => (
          <Exchange
            key={exchange.id}
            exchange={exchange}
            onRetry={exchange === last ? conversation.retry : undefined}
            onFollow={isFullScreen ? close : undefined}
          />
        ))}
      </div>
      <p className="askdocs-hidden" role="status">
        {last && announce(last)}
      </p>
      <Composer
        fieldRef={field}
        isAsking={last?.state === 'asking'}
        onAsk={conversation.ask}
        onStop={conversation.stop}
      />
    </div>
  );
}

/** What a screen reader says: that something happens, never the stream itself. */
function announce({state, answer}: ExchangeData): string {
  if (state === 'asking') {
    return answer.response === ''
      ? translate({
          id: 'theme.AskDocs.searching',
          message: 'Searching the documentation…',
          description: 'While no word of the answer has come',
        })
      : translate({
          id: 'theme.AskDocs.writing',
          message: 'The answer is being written…',
          description: 'Said by a screen reader while the answer streams',
        });
  }
  return state === 'done'
    ? translate({
        id: 'theme.AskDocs.ready',
        message: 'The answer is complete.',
        description: 'Said by a screen reader when the answer has come',
      })
    : ''; // a notice with a role of its own says why
}
