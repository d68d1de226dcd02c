import {type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState} from 'react';
import type {KeptConversation} from '../conversation/archive.js';
import type {Conversation} from '../conversation/conversation.js';
import type {Exchange as ExchangeData} from '../conversation/exchange.js';
import {describeOutcome} from '../conversation/outcome.js';
import {tell} from '../events.js';
import {isComposing} from '../launcher/typing.js';
import type {Translate} from '../messages.js';
import {type AskDocs, AskDocsProvider, type Parts} from './context.js';
import {Conversations} from './Conversations.js';
import {trapFocus} from './focus.js';
import {useExchanges, useMediaQuery, useStore} from './hooks.js';
import {DEFAULT_PARTS} from './parts.js';

/** On wide screens the page beside the panel stays in use; on narrow ones the panel is all there is. */
const FULL_SCREEN = '(max-width: 768px)';
/** From here on the page makes room for the panel when it is opened. */
const HAS_ROOM = '(min-width: 1280px)';

interface Props {
  readonly askdocs: AskDocs;
  /** What takes the place of our own components. */
  readonly parts?: Partial<Parts>;
}

export default function Panel({askdocs, parts}: Props): ReactNode {
  const {conversation, host, launcher, options} = askdocs;
  const shared = useMemo(() => ({...askdocs, parts: {...DEFAULT_PARTS, ...parts}}), [askdocs, parts]);
  const {Composer, Exchange, Header, Welcome} = shared.parts;
  const exchanges = useExchanges(conversation);
  const isFullScreen = useMediaQuery(FULL_SCREEN);
  const hasRoom = useMediaQuery(HAS_ROOM);
  const [isListing, setIsListing] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const timesOpened = useStore(launcher.timesOpened);
  const last = exchanges.at(-1);
  const announcement = useAnnouncement(conversation, last, host.translate);

  useEffect(() => {
    if (timesOpened === 0) {
      return; // it was open on the page before, and the reader has come to read
    }
    host.forgetShownHeading();
    const textarea = field.current;
    textarea?.focus();
    textarea?.setSelectionRange(textarea.value.length, textarea.value.length);
  }, [host, timesOpened]);

  useEffect(() => {
    if (hasRoom) {
      host.setPageBeside(true);
    }
    return () => host.setPageBeside(false);
  }, [host, hasRoom]);

  useEffect(() => {
    document.documentElement.toggleAttribute('data-askdocs-open', true);
    return () => void document.documentElement.toggleAttribute('data-askdocs-open', false);
  }, []);

  // A new question goes to the top, and its answer is read from there: nothing runs away while it streams.
  const lastId = last?.id;
  useEffect(() => {
    scroller.current?.querySelector('.askdocs-exchange:last-of-type')?.scrollIntoView({block: 'start'});
  }, [lastId, isListing]);

  function ask(question: string): void {
    setIsListing(false);
    tell({type: 'asked', question});
    conversation.ask(question);
    field.current?.focus(); // the button that asked is gone
  }

  // A reader who followed a citation goes on reading there; any other returns to where the panel was opened.
  const close = (): void => launcher.close(host.getShownHeading());

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !isComposing(event.nativeEvent)) {
      event.stopPropagation();
      close();
    } else if (root.current) {
      trapFocus(event.nativeEvent, root.current);
    }
  }

  return (
    <AskDocsProvider value={shared}>
      <div
        ref={root}
        className={`askdocs-panel askdocs-panel--${options.position === 'bottom-start' ? 'start' : 'end'}`}
        role="dialog"
        aria-modal={isFullScreen}
        aria-labelledby="askdocs-title"
        onKeyDown={onKeyDown}
      >
        <Header
          hasExchanges={exchanges.length > 0}
          isListing={isListing}
          onList={options.history === 'tab' ? undefined : () => setIsListing(!isListing)}
          onClear={() => {
            conversation.clear();
            field.current?.focus();
          }}
          onClose={close}
        />
        <div ref={scroller} className="askdocs-exchanges">
          {isListing ? (
            <Conversations
              onResume={(kept: KeptConversation) => {
                conversation.resume(kept);
                setIsListing(false);
                field.current?.focus();
              }}
            />
          ) : (
            <>
              {exchanges.length === 0 && <Welcome onAsk={ask} />}
              {exchanges.map((exchange) => (
                <Exchange
                  key={exchange.id}
                  exchange={exchange}
                  onRetry={exchange === last ? conversation.retry : undefined}
                  onAsk={ask}
                  onFollow={isFullScreen ? close : undefined}
                />
              ))}
            </>
          )}
        </div>
        <p className="askdocs-hidden" role="status">
          {announcement}
        </p>
        <Composer
          fieldRef={field}
          isAsking={last?.state === 'asking'}
          onAsk={ask}
          onStop={conversation.stop}
          onFollow={isFullScreen ? close : undefined}
        />
      </div>
    </AskDocsProvider>
  );
}

/**
 * What a screen reader says: once an answer, at its end, what became of it. Of an answer that nobody has waited for here,
 * such as one that was kept, it says nothing.
 */
function useAnnouncement({exchanges}: Conversation, last: ExchangeData | undefined, translate: Translate): string {
  const [awaitedId, setAwaitedId] = useState(() => findAwaited(exchanges.get()));
  useEffect(
    () =>
      // From every change: an answer that comes within one frame is never rendered as one that is awaited.
      exchanges.subscribe(() => setAwaitedId((known) => findAwaited(exchanges.get()) ?? known)),
    [exchanges],
  );
  return last && last.state !== 'asking' && last.id === awaitedId ? translate(describeOutcome(last) ?? 'ready') : '';
}

function findAwaited(exchanges: readonly ExchangeData[]): number | null {
  const last = exchanges.at(-1);
  return last?.state === 'asking' ? last.id : null;
}
