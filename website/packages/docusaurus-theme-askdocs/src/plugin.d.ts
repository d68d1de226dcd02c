declare module 'docusaurus-theme-askdocs' {
  import type {LoadContext, Plugin} from '@docusaurus/types';
  import type {PanelOptions} from 'askdocs-panel/launcher';

  /** What the build does; given beside the theme's name in `themes`. */
  export interface PluginOptions {
    /** Write `askdocs-manifest.json` into the built site, for the indexer. Default: true */
    manifest: boolean;
  }

  /** What the reader meets; given as `themeConfig.askdocs`. */
  export interface AskDocsThemeConfig extends PanelOptions {
    /** `auto` adds the button to every page; `manual` leaves it to your `<AskDocs/>`. Default: auto */
    mount: 'auto' | 'manual';
  }

  export interface ThemeConfig {
    askdocs: AskDocsThemeConfig;
  }

  export interface UserThemeConfig {
    askdocs: Pick<AskDocsThemeConfig, 'apiUrl'> & Partial<AskDocsThemeConfig>;
  }

  export default function themeAskDocs(context: LoadContext, options: PluginOptions): Plugin<undefined>;
}
