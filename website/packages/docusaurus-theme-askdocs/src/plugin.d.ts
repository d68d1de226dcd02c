declare module 'docusaurus-theme-askdocs' {
  import type {LoadContext, Plugin} from '@docusaurus/types';

  /** What the build does; given beside the theme's name in `themes`. */
  export interface PluginOptions {
    /** Write `askdocs-manifest.json` into the built site, for the indexer. Default: true */
    manifest: boolean;
  }

  /** What the reader meets; given as `themeConfig.askdocs`. */
  export interface AskDocsThemeConfig {
    /** Address of the askdocs service, without `/chat`. The only one that is ever called. */
    apiUrl: string;
    /** `stream` calls `/chat/stream`, `invoke` calls `/chat/invoke`. Default: stream */
    mode: 'stream' | 'invoke';
    /** `auto` adds the button to every page; `manual` leaves it to your `<AskDocs/>`. Default: auto */
    mount: 'auto' | 'manual';
    /** Where the floating button stands; it follows the direction of writing. Default: bottom-end */
    position: 'bottom-end' | 'bottom-start' | 'none';
    /** Such as `mod+i` (mod: Cmd on a Mac, else Ctrl), or false. Default: mod+i */
    hotkey: string | false;
    /** Questions that the empty panel offers, at most 6. Translatable. */
    exampleQuestions: string[];
    /** A public key for the service, sent as a Bearer token. Every reader can see it. */
    apiKey: string;
    /** The line under the question field, or false for none. Translatable. */
    disclaimer?: string | false;
  }

  export interface ThemeConfig {
    askdocs: AskDocsThemeConfig;
  }

  export interface UserThemeConfig {
    askdocs: Pick<AskDocsThemeConfig, 'apiUrl'> & Partial<AskDocsThemeConfig>;
  }

  export default function themeAskDocs(context: LoadContext, options: PluginOptions): Plugin<undefined>;
}
