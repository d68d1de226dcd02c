import type {ReactNode} from 'react';
import type {Translate} from './messages.js';

/** The page that the reader has open, as the page itself declares it. */
export interface PageContext {
  url: string;
  /** Empty where the page does not say it: the service then works it out from the address. */
  version: string;
  locale: string;
}

/** Where a link leads: `page` is one that the host shows by itself, `document` another of this site. */
export interface LinkTarget {
  href: string;
  kind: 'page' | 'document' | 'external';
}

/** What the panel must be told by what it stands in: a Docusaurus theme, or the element for any site. */
export interface Host {
  /** Names the site among all that the browser keeps something of. */
  readonly siteKey: string;
  /** Language of the panel. */
  readonly language: string;
  readonly translate: Translate;
  readPage: () => PageContext;
  /** Judges an address out of an answer; null for one that must not be followed, such as `javascript:`. */
  resolveLink: (address: string) => LinkTarget | null;
  /** Goes to a `page`; resolves when its heading is shown. */
  navigate: (href: string) => Promise<void>;
  /** The heading that a followed citation has led to. */
  getShownHeading: () => HTMLElement | null;
  forgetShownHeading: () => void;
  /** What the site calls a version; empty where naming it tells the reader nothing. */
  versionLabel: (version: string) => string;
  /** Code in colours; null for code without. */
  renderCode: (code: string, language: string) => ReactNode;
  /** Makes room beside the page, or takes it back. */
  setPageBeside: (isBeside: boolean) => void;
}
