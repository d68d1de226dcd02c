import type {ReactNode} from 'react';
import {createRoot} from 'react-dom/client';
import {createAskDocs} from '../create.js';
import {type AskDocsEvent, EVENT_NAME} from '../events.js';
import type {Host} from '../host.js';
import {createTranslate} from '../messages.js';
import {setPageBeside} from '../page/beside.js';
import {forgetShownHeading, getShownHeading, showHeading} from '../page/headings.js';
import type {AskDocs} from '../panel/context.js';
import {useStore} from '../panel/hooks.js';
import Panel from '../panel/Panel.js';
import styles from '../styles/index.js';
import {createPageStyles} from '../styles/page.js';
import {addStylesheet} from '../styles/stylesheet.js';
import base from './base.js';
import {renderCode} from './code.js';
import {createColumnStyles} from './columns.js';
import type {Mounted} from './element.js';
import {resolveLink} from './links.js';
import {readPage} from './page.js';
import {addStyles} from './nodes.js';
import {createSiteKey, noteLeaving} from './returning.js';

/** Of the panel, as its own stylesheet has it. */
const WIDTH = 'calc(28 * var(--askdocs-rem))';

globalThis.askdocs?.provide((mounted) => {
  addStyles(mounted.root, base + styles);
  addStylesheet(createPageStyles('body', WIDTH) + createColumnStyles(WIDTH));
  const askdocs = createAskDocs(mounted.options, createHost(mounted), mounted.launcher);
  document.addEventListener(EVENT_NAME, (event) => {
    const {detail} = event as CustomEvent<AskDocsEvent>;
    if (detail.type === 'followed' && new URL(detail.url).origin === location.origin) {
      noteLeaving(mounted.options);
    }
  });
  if (mounted.launcher.timesOpened.get() === 0) {
    void showHeading(location.hash); // of the citation that led here
  }
  createRoot(mounted.container).render(<Opened askdocs={askdocs} />);
});

function Opened({askdocs}: {readonly askdocs: AskDocs}): ReactNode {
  return useStore(askdocs.launcher.isOpen) && <Panel askdocs={askdocs} />;
}

function createHost({options, language}: Mounted): Host {
  return {
    siteKey: createSiteKey(options),
    language,
    translate: createTranslate(globalThis.askdocs?.words),
    readPage: () => readPage(options),
    resolveLink: (address) => resolveLink(address, options.pagePrefixes),
    async navigate(href) {
      setPageBeside(true, options.position);
      const {hash} = new URL(href);
      if (hash !== location.hash) {
        location.hash = hash;
      }
      await showHeading(hash);
    },
    getShownHeading,
    forgetShownHeading,
    // That of the page, which the reader sees, is not named; nor is the only one that a Docusaurus site has.
    versionLabel: (version) => (version === (readPage(options).version || 'current') ? '' : version),
    renderCode,
    setPageBeside: (isBeside) => setPageBeside(isBeside, options.position),
  };
}
