import {createArchive} from './conversation/archive.js';
import {createConversation} from './conversation/conversation.js';
import {createSessionStorage} from './conversation/storage.js';
import {tell} from './events.js';
import type {Host} from './host.js';
import type {Launcher} from './launcher/launcher.js';
import {createStore} from './launcher/store.js';
import type {PanelOptions} from './options.js';
import type {AskDocs} from './panel/context.js';
import {createAsk} from './service/ask.js';
import {loadOffers, NO_OFFERS} from './service/offers.js';

/**
 * Everything that the panel works with, once a page. It lives beside the components: an answer goes on while the panel
 * is closed and while the reader changes the page. Asks the service what it offers.
 */
export function createAskDocs(options: PanelOptions, host: Host, launcher: Launcher): AskDocs {
  const archive = createArchive(host.siteKey, options.history, () => localStorage);
  const offers = createStore(NO_OFFERS);
  void loadOffers(options.apiUrl).then(offers.set);
  const conversation = createConversation({
    ask: createAsk(options),
    readPage: host.readPage,
    storage: createSessionStorage(host.siteKey),
    archive,
    onEnd: ({question, answer, failure}) =>
      tell({type: 'answered', id: answer.id, question, outcome: answer.outcome, failure: failure?.kind ?? ''}),
  });
  return {options, host, launcher, conversation, archive, offers};
}
