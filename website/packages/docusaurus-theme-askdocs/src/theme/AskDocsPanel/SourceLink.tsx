import type {MouseEvent, ReactNode} from 'react';
import type {Props} from '@theme/AskDocsPanel/SourceLink';
import {navigate, resolveLink} from 'docusaurus-theme-askdocs/client';

/** A link out of an answer; one that must not be followed is plain text. */
export default function SourceLink({address, children, onFollow, ...props}: Props): ReactNode {
  const target = resolveLink(address);
  if (!target) {
    return <span className={props.className}>{children}</span>;
  }
  const {href, kind} = target;
  if (kind === 'external') {
    return (
      <a {...props} href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    );
  }

  function onClick(event: MouseEvent): void {
    const wantsOwnTab = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (kind === 'route' && !wantsOwnTab) {
      event.preventDefault();
      void navigate(href).then(onFollow);
    }
  }

  return (
    <a {...props} href={href} onClick={onClick}>
      {children}
    </a>
  );
}
