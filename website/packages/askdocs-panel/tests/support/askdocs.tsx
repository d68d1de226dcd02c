import type {ReactNode} from 'react';
import {renderToStaticMarkup} from 'react-dom/server';
import {createArchive} from '../../src/conversation/archive.js';
import {createConversation} from '../../src/conversation/conversation.js';
import {resolveLink} from '../../src/element/links.js';
import type {Host} from '../../src/host.js';
import {createLauncher} from '../../src/launcher/launcher.js';
import {createStore} from '../../src/launcher/store.js';
import {createTranslate} from '../../src/messages.js';
import {DEFAULT_OPTIONS, type PanelOptions} from '../../src/options.js';
import {type AskDocs, AskDocsProvider} from '../../src/panel/context.js';
import {DEFAULT_PARTS} from '../../src/panel/parts.js';
import {NO_OFFERS, type Offers} from '../../src/service/offers.js';

const HOST: Host = {
  siteKey: 'kettle',
  language: 'en',
  translate: createTranslate(),
  readPage: () => ({url: 'https://kettle.example/docs/', version: '', locale: ''}),
  resolveLink: (address) => resolveLink(address, {}),
  navigate: () => Promise.resolve(),
  getShownHeading: () => null,
  forgetShownHeading: () => undefined,
  versionLabel: (version) => version,
  renderCode: () => null,
  setPageBeside: () => undefined,
};

/** What a panel works with that stands nowhere and asks nobody. */
export function createAskDocs(options: Partial<PanelOptions> = {}, offers: Partial<Offers> = {}): AskDocs {
  const archive = createArchive('kettle', 'tab', () => localStorage);
  return {
    options: {...DEFAULT_OPTIONS, apiUrl: 'https://ask.example', ...options},
    host: HOST,
    launcher: createLauncher(),
    archive,
    conversation: createConversation({
      ask: () => Promise.resolve(),
      readPage: HOST.readPage,
      storage: {load: () => [], save: () => undefined},
      archive,
    }),
    offers: createStore({...NO_OFFERS, ...offers}),
  };
}

/** HTML of a part of the panel. */
export function render(part: ReactNode, askdocs: AskDocs = createAskDocs()): string {
  return renderToStaticMarkup(<AskDocsProvider value={{...askdocs, parts: DEFAULT_PARTS}}>{part}</AskDocsProvider>);
}
