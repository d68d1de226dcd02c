import {forgetShownHeading, getShownHeading, type Host} from 'askdocs-panel';
import {fillIn, type MessageId} from 'askdocs-panel/messages';
import {renderCode} from './code.js';
import {site} from './config.js';
import {resolveLink} from './links.js';
import {navigate, setPageBeside} from './navigation.js';
import {readPage} from './page.js';
import {versionLabel} from './versions.js';

/** What the panel must know of a Docusaurus site. */
export function createHost(messages: Readonly<Partial<Record<MessageId, () => string>>>): Host {
  return {
    // Locales of one site share the conversation; two sites on one origin do not.
    siteKey: site.url + site.baseUrl.replace(new RegExp(`${site.locale}/$`), ''),
    language: site.locale,
    translate: (id, values) => fillIn(messages[id]?.() ?? id, values),
    readPage,
    resolveLink,
    navigate,
    getShownHeading,
    forgetShownHeading,
    versionLabel,
    renderCode,
    setPageBeside,
  };
}
