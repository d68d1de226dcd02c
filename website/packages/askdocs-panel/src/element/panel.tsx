import type {ReactNode} from 'react';
import {createRoot} from 'react-dom/client';
import {createAskDocs} from '../create';
import {type AskDocsEvent, EVENT_NAME} from '../events';
import type {Host} from '../host';
import {createTranslate} from '../messages';
import {setPageBeside} from '../page/beside';
import {forgetShownHeading, getShownHeading, showHeading} from '../page/headings';
import type {AskDocs} from '../panel/context';
import {useStore} from '../panel/hooks';
import Panel from '../panel/Panel';
import styles from '../styles';
import {createPageStyles} from '../styles/page';
import {addStylesheet} from '../styles/stylesheet';
import base from './base';
import {renderCode} from './code';
import {createColumnStyles} from './columns';
import type {Mounted} from './element';
import {resolveLink} from './links';
import {readPage} from './page';
import {addStyles} from './nodes';
import {createSiteKey, noteLeaving} from './returning';

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
