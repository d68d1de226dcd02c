import type {ReactNode} from 'react';
import {renderToStaticMarkup} from 'react-dom/server';
import {createArchive} from '../../src/conversation/archive';
import {createConversation} from '../../src/conversation/conversation';
import {resolveLink} from '../../src/element/links';
import type {Host} from '../../src/host';
import {createLauncher} from '../../src/launcher/launcher';
import {createStore} from '../../src/launcher/store';
import {createTranslate} from '../../src/messages';
import {DEFAULT_OPTIONS, type PanelOptions} from '../../src/options';
import {type AskDocs, AskDocsProvider} from '../../src/panel/context';
import {DEFAULT_PARTS} from '../../src/panel/parts';
import {NO_OFFERS, type Offers} from '../../src/service/offers';

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
