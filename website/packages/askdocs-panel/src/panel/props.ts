import type {ReactNode, RefObject} from 'react';
import type {Exchange} from '../conversation/exchange.js';
import type {Source} from '../service/wire.js';

export interface CodeBlockProps {
  readonly code: string;
  /** As Prism names it. */
  readonly language: string;
}

export interface ComposerProps {
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  readonly isAsking: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
  /** Called when a link has led to another place of this site. */
  readonly onFollow: (() => void) | undefined;
}

export interface ExchangeProps {
  readonly exchange: Exchange;
  /** Given for the last exchange only. */
  readonly onRetry: (() => void) | undefined;
  readonly onAsk: (question: string) => void;
  /** Called when a link has led to another place of this site. */
  readonly onFollow: (() => void) | undefined;
}

export interface HeaderProps {
  readonly hasExchanges: boolean;
  /** Whether the list of conversations is shown. */
  readonly isListing: boolean;
  /** Given where conversations may be kept. */
  readonly onList: (() => void) | undefined;
  readonly onClear: () => void;
  readonly onClose: () => void;
}

export interface IconProps {
  readonly name:
    | 'back'
    | 'close'
    | 'copied'
    | 'copy'
    | 'delete'
    | 'down'
    | 'link'
    | 'list'
    | 'new'
    | 'retry'
    | 'send'
    | 'stop'
    | 'up';
}

export interface MarkdownProps {
  readonly text: string;
  /** What markers such as `[1]` refer to. */
  readonly sources: readonly Source[];
  /** Names in code that stand in no passage. */
  readonly unverified?: readonly string[];
  /** Sentences that the passages they cite do not support. */
  readonly unsupported?: readonly string[];
  readonly onFollow: (() => void) | undefined;
}

export interface NoticeProps {
  readonly exchange: Exchange;
}

export interface RetryProps {
  readonly onRetry: () => void;
  /** Not before this time, in milliseconds since 1970. */
  readonly retryAt: number;
}

export interface SourceLinkProps {
  /** Out of an answer: anything may stand in it. */
  readonly address: string;
  readonly children: ReactNode;
  readonly onFollow: (() => void) | undefined;
  readonly className?: string;
  readonly title?: string;
  readonly 'aria-label'?: string;
}

export interface SourcesProps {
  readonly title: string;
  readonly sources: readonly Source[];
  /** Whether their numbers are those of markers in the text. */
  readonly isNumbered: boolean;
  readonly onFollow: (() => void) | undefined;
}

export interface VoteProps {
  readonly exchange: Exchange;
}

export interface WelcomeProps {
  readonly onAsk: (question: string) => void;
}
