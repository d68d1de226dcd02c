import CodeBlock from './CodeBlock';
import Composer from './Composer';
import type {Parts} from './context';
import Exchange from './Exchange';
import Header from './Header';
import Icon from './Icon';
import Markdown from './Markdown';
import Notice from './Notice';
import Retry from './Retry';
import SourceLink from './SourceLink';
import Sources from './Sources';
import Vote from './Vote';
import Welcome from './Welcome';

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
