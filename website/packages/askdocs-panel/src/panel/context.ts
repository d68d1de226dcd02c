import {type ComponentType, createContext, useContext} from 'react';
import type {Archive} from '../conversation/archive.js';
import type {Conversation} from '../conversation/conversation.js';
import type {Host} from '../host.js';
import type {Launcher} from '../launcher/launcher.js';
import type {ReadonlyStore} from '../launcher/store.js';
import type {Translate} from '../messages.js';
import type {PanelOptions} from '../options.js';
import type {Offers} from '../service/offers.js';
import type * as Props from './props.js';

/** The components that a site may replace by its own. */
export interface Parts {
  CodeBlock: ComponentType<Props.CodeBlockProps>;
  Composer: ComponentType<Props.ComposerProps>;
  Exchange: ComponentType<Props.ExchangeProps>;
  Header: ComponentType<Props.HeaderProps>;
  Icon: ComponentType<Props.IconProps>;
  Markdown: ComponentType<Props.MarkdownProps>;
  Notice: ComponentType<Props.NoticeProps>;
  Retry: ComponentType<Props.RetryProps>;
  SourceLink: ComponentType<Props.SourceLinkProps>;
  Sources: ComponentType<Props.SourcesProps>;
  Vote: ComponentType<Props.VoteProps>;
  Welcome: ComponentType<Props.WelcomeProps>;
}

/** Everything that the components of one panel share. */
export interface AskDocs {
  readonly options: PanelOptions;
  readonly host: Host;
  readonly launcher: Launcher;
  readonly conversation: Conversation;
  readonly archive: Archive;
  readonly offers: ReadonlyStore<Offers>;
}

const Context = createContext<(AskDocs & {readonly parts: Parts}) | null>(null);
export const AskDocsProvider = Context.Provider;

export function useAskDocs(): AskDocs & {readonly parts: Parts} {
  const askdocs = useContext(Context);
  if (!askdocs) {
    throw new Error('A part of the panel stands outside of the panel.');
  }
  return askdocs;
}

export function useTranslate(): Translate {
  return useAskDocs().host.translate;
}
