import answer from './answer';
import composer from './composer';
import conversations from './conversations';
import exchange from './exchange';
import frame from './frame';
import sources from './sources';
import vote from './vote';

/**
 * What the panel wears, as a string: it brings it along, so that pages which nobody asks from do not load it. The names
 * that begin with `--askdocs-` are given by what the panel stands in. The order counts: what comes later wins.
 */
export default [frame, exchange, answer, sources, vote, conversations, composer].join('');
