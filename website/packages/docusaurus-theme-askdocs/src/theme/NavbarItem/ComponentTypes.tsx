import type {ReactNode} from 'react';
import ComponentTypes from '@theme-init/NavbarItem/ComponentTypes';
import AskDocsButton from '@theme/AskDocsButton';

interface Props {
  readonly mobile?: boolean;
  readonly label?: string;
  readonly className?: string;
}

/** `{type: 'custom-askDocs', position: 'right'}` among the navbar's items. */
function AskDocsNavbarItem({mobile, label, className}: Props): ReactNode {
  const button = <AskDocsButton {...(className && {className})}>{label}</AskDocsButton>;
  return mobile ? <li className="menu__list-item">{button}</li> : <div className="navbar__item">{button}</div>;
}

export default {...ComponentTypes, 'custom-askDocs': AskDocsNavbarItem};
