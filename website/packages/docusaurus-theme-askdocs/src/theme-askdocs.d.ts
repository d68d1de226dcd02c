/// <reference types="@docusaurus/module-type-aliases" />
/// <reference path="./plugin.d.ts" />

declare module '@theme/AskDocs' {
  import type {ReactNode} from 'react';

  /** The floating button, the keyboard shortcut and the panel. Once on a page. */
  export default function AskDocs(): ReactNode;
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
  import type {ReactNode} from 'react';

  export interface Props {
    readonly code: string;
    /** As Prism names it. */
    readonly language: string;
  }

  export default function CodeBlock(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Composer' {
  import type {ReactNode, RefObject} from 'react';

  export interface Props {
    readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
    readonly isAsking: boolean;
    readonly onAsk: (question: string) => void;
    readonly onStop: () => void;
  }

  export default function Composer(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Exchange' {
  import type {ReactNode} from 'react';
  import type {Exchange as ExchangeData} from 'docusaurus-theme-askdocs/client';

  export interface Props {
    readonly exchange: ExchangeData;
    /** Given for the last exchange only. */
    readonly onRetry: (() => void) | undefined;
    /** Called when a link has led to another place of this site. */
    readonly onFollow: (() => void) | undefined;
  }

  export default function Exchange(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Header' {
  import type {ReactNode} from 'react';

  export interface Props {
    readonly hasExchanges: boolean;
    readonly onClear: () => void;
    readonly onClose: () => void;
  }

  export default function Header(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Icon' {
  import type {ReactNode} from 'react';

  export interface Props {
    readonly name: 'close' | 'copied' | 'copy' | 'new' | 'retry' | 'send' | 'stop';
  }

  export default function Icon(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Markdown' {
  import type {ReactNode} from 'react';
  import type {Source} from 'docusaurus-theme-askdocs/client';

  export interface Props {
    readonly text: string;
    /** What markers such as `[1]` refer to. */
    readonly sources: readonly Source[];
    readonly onFollow: (() => void) | undefined;
  }

  export default function Markdown(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Notice' {
  import type {ReactNode} from 'react';
  import type {Exchange} from 'docusaurus-theme-askdocs/client';

  export interface Props {
    readonly exchange: Exchange;
    /** Whether a screen reader should say it. */
    readonly isNew: boolean;
  }

  export default function Notice(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Retry' {
  import type {ReactNode} from 'react';

  export interface Props {
    readonly onRetry: () => void;
    /** Not before this time, in milliseconds since 1970. */
    readonly retryAt: number;
  }

  export default function Retry(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/SourceLink' {
  import type {ReactNode} from 'react';

  export interface Props {
    /** Out of an answer: anything may stand in it. */
    readonly address: string;
    readonly children: ReactNode;
    readonly onFollow: (() => void) | undefined;
    readonly className?: string;
    readonly title?: string;
    readonly 'aria-label'?: string;
  }

  export default function SourceLink(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Sources' {
  import type {ReactNode} from 'react';
  import type {Source} from 'docusaurus-theme-askdocs/client';

  export interface Props {
    readonly title: string;
    readonly sources: readonly Source[];
    readonly onFollow: (() => void) | undefined;
  }

  export default function Sources(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/Welcome' {
  import type {ReactNode} from 'react';

  export interface Props {
    readonly onAsk: (question: string) => void;
  }

  export default function Welcome(props: Props): ReactNode;
}

declare module '@theme/AskDocsPanel/styles' {
  /** The panel's CSS. */
  const css: string;
  export default css;
}

declare module '@theme/AskDocsPanel/styles/*' {
  /** One part of the panel's CSS. */
  const css: string;
  export default css;
}

declare module '@theme-init/NavbarItem/ComponentTypes' {
  import type {ComponentType} from 'react';

  const ComponentTypes: Readonly<Record<string, ComponentType<never>>>;
  export default ComponentTypes;
}
