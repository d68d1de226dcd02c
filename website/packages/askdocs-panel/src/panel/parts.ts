import CodeBlock from './CodeBlock.js';
import Composer from './Composer.js';
import type {Parts} from './context.js';
import Exchange from './Exchange.js';
import Header from './Header.js';
import Icon from './Icon.js';
import Markdown from './Markdown.js';
import Notice from './Notice.js';
import Retry from './Retry.js';
import SourceLink from './SourceLink.js';
import Sources from './Sources.js';
import Vote from './Vote.js';
import Welcome from './Welcome.js';

/** Our own components, where the site has none in their places. */
export const DEFAULT_PARTS: Parts = {
  CodeBlock,
  Composer,
  Exchange,
  Header,
  Icon,
  Markdown,
  Notice,
  Retry,
  SourceLink,
  Sources,
  Vote,
  Welcome,
};
