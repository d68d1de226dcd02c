import answer from '@theme/AskDocsPanel/styles/answer';
import composer from '@theme/AskDocsPanel/styles/composer';
import exchange from '@theme/AskDocsPanel/styles/exchange';
import frame from '@theme/AskDocsPanel/styles/frame';
import page from '@theme/AskDocsPanel/styles/page';
import sources from '@theme/AskDocsPanel/styles/sources';

/**
 * A string, because Docusaurus puts all CSS files into one, which every page loads; the panel brings its own.
 * The order counts: what comes later wins.
 */
export default [frame, exchange, answer, sources, composer, page].join('');
