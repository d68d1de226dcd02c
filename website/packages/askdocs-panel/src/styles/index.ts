import answer from './answer.js';
import composer from './composer.js';
import conversations from './conversations.js';
import exchange from './exchange.js';
import frame from './frame.js';
import sources from './sources.js';
import vote from './vote.js';

/**
 * What the panel wears, as a string: it brings it along, so that pages which nobody asks from do not load it. The names
 * that begin with `--askdocs-` are given by what the panel stands in. The order counts: what comes later wins.
 */
export default [frame, exchange, answer, sources, vote, conversations, composer].join('');
