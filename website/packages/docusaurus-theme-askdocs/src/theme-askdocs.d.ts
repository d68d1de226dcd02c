/// <reference types="@docusaurus/module-type-aliases" />
/// <reference path="./plugin.d.ts" />

declare module '@theme/AskDocs' {
  import type {ReactNode} from 'react';

  /** The floating button, the keyboard shortcut and the panel. Once on a page. */
  export default function AskDocs(): ReactNode;
}

declare module '@theme/AskDocs/selection' {
  /** Offers to ask about text that the reader selects; the button is put into the container. */
  export default function offerSelection(container: HTMLElement): void;
}

declare module '@theme/AskDocsButton' {
  import type {ReactNode} from 'react';

  export interface Props {
    /** Text of the button; default: "Ask the docs" in the page's language */
    readonly children?: ReactNode;
    readonly className?: string;
    /** Filled into the question field. Nothing is sent before the reader says so. */
    readonly question?: string;
  }

  export default function AskDocsButton(props: Props): ReactNode;
}

declare module '@theme/AskDocsButton/label' {
  /** "Ask the docs" in the page's language. */
  export default function label(): string;
}

declare module '@theme/AskDocsPanel' {
  import type {ReactNode} from 'react';

  export default function AskDocsPanel(): ReactNode;
}

declare module '@theme/AskDocsPanel/CodeBlock' {
  import type {ComponentType} from 'react';
  import type {CodeBlockProps} from 'askdocs-panel';

  export type Props = CodeBlockProps;
  const CodeBlock: ComponentType<Props>;
  export default CodeBlock;
}

declare module '@theme/AskDocsPanel/Composer' {
  import type {ComponentType} from 'react';
  import type {ComposerProps} from 'askdocs-panel';

  export type Props = ComposerProps;
  const Composer: ComponentType<Props>;
  export default Composer;
}

declare module '@theme/AskDocsPanel/Exchange' {
  import type {ComponentType} from 'react';
  import type {ExchangeProps} from 'askdocs-panel';

  export type Props = ExchangeProps;
  const Exchange: ComponentType<Props>;
  export default Exchange;
}

declare module '@theme/AskDocsPanel/Header' {
  import type {ComponentType} from 'react';
  import type {HeaderProps} from 'askdocs-panel';

  export type Props = HeaderProps;
  const Header: ComponentType<Props>;
  export default Header;
}

declare module '@theme/AskDocsPanel/Icon' {
  import type {ComponentType} from 'react';
  import type {IconProps} from 'askdocs-panel';

  export type Props = IconProps;
  const Icon: ComponentType<Props>;
  export default Icon;
}

declare module '@theme/AskDocsPanel/Markdown' {
  import type {ComponentType} from 'react';
  import type {MarkdownProps} from 'askdocs-panel';

  export type Props = MarkdownProps;
  const Markdown: ComponentType<Props>;
  export default Markdown;
}

declare module '@theme/AskDocsPanel/Notice' {
  import type {ComponentType} from 'react';
  import type {NoticeProps} from 'askdocs-panel';

  export type Props = NoticeProps;
  const Notice: ComponentType<Props>;
  export default Notice;
}

declare module '@theme/AskDocsPanel/Retry' {
  import type {ComponentType} from 'react';
  import type {RetryProps} from 'askdocs-panel';

  export type Props = RetryProps;
  const Retry: ComponentType<Props>;
  export default Retry;
}

declare module '@theme/AskDocsPanel/SourceLink' {
  import type {ComponentType} from 'react';
  import type {SourceLinkProps} from 'askdocs-panel';

  export type Props = SourceLinkProps;
  const SourceLink: ComponentType<Props>;
  export default SourceLink;
}

declare module '@theme/AskDocsPanel/Sources' {
  import type {ComponentType} from 'react';
  import type {SourcesProps} from 'askdocs-panel';

  export type Props = SourcesProps;
  const Sources: ComponentType<Props>;
  export default Sources;
}

declare module '@theme/AskDocsPanel/Vote' {
  import type {ComponentType} from 'react';
  import type {VoteProps} from 'askdocs-panel';

  export type Props = VoteProps;
  const Vote: ComponentType<Props>;
  export default Vote;
}

declare module '@theme/AskDocsPanel/Welcome' {
  import type {ComponentType} from 'react';
  import type {WelcomeProps} from 'askdocs-panel';

  export type Props = WelcomeProps;
  const Welcome: ComponentType<Props>;
  export default Welcome;
}

declare module '@theme/AskDocsPanel/messages' {
  import type {MessageId} from 'askdocs-panel/messages';

  /** What the panel says in the language of the page. */
  const messages: Readonly<Partial<Record<MessageId, () => string>>>;
  export default messages;
}

declare module '@theme/AskDocsPanel/styles' {
  /** The panel's CSS. */
  const css: string;
  export default css;
}

declare module '@theme-init/NavbarItem/ComponentTypes' {
  import type {ComponentType} from 'react';

  const ComponentTypes: Readonly<Record<string, ComponentType<never>>>;
  export default ComponentTypes;
}
