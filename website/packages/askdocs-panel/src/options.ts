/** What the owner of a site decides about the panel. */
export interface PanelOptions {
  /** Address of the askdocs service, without `/chat`. The only one that is ever called. */
  apiUrl: string;
  /** A public key for the service, sent as a Bearer token. Every reader can see it. */
  apiKey: string;
  /** `stream` shows the answer while it is written; `invoke` shows it when it is complete. */
  mode: 'stream' | 'invoke';
  /** Where the floating button stands; it follows the direction of writing. */
  position: 'bottom-end' | 'bottom-start' | 'none';
  /** Such as `mod+i` (mod: Cmd on a Mac, else Ctrl), or false. */
  hotkey: string | false;
  /** Questions that the empty panel offers. */
  exampleQuestions: readonly string[];
  /** The same for pages whose path begins so; the longest beginning counts. */
  pathQuestions: Readonly<Record<string, readonly string[]>>;
  /** The line under the question field, or false for none; undefined for our own words. */
  disclaimer: string | false | undefined;
  /**
   * How long conversations are kept: as long as the tab, in the browser, or in the browser once the reader has agreed
   * (in the panel, or through the site's own consent dialogue).
   */
  history: 'tab' | 'browser' | 'ask';
  /** Whether the panel lists pages while a question is typed. */
  search: boolean;
  /** Whether selected text can be asked about. */
  askSelection: boolean;
  /** Where people help; `{question}` and `{conversation}` in the address are filled in. */
  handOver: {url: string; text?: string | undefined} | undefined;
  /** What the site says about privacy. */
  privacyUrl: string;
  /** Addresses under which the service knows pages of this site, each with the path where they stand here. */
  pagePrefixes: Readonly<Record<string, string>>;
}

export const DEFAULT_OPTIONS: Omit<PanelOptions, 'apiUrl'> = {
  apiKey: '',
  mode: 'stream',
  position: 'bottom-end',
  hotkey: 'mod+i',
  exampleQuestions: [],
  pathQuestions: {},
  disclaimer: undefined,
  history: 'tab',
  search: false,
  askSelection: false,
  handOver: undefined,
  privacyUrl: '',
  pagePrefixes: {},
};
