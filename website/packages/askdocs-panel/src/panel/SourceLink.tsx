import type {MouseEvent, ReactNode} from 'react';
import {tell} from '../events.js';
import {useAskDocs} from './context.js';
import type {SourceLinkProps} from './props.js';

/** A link out of an answer; one that must not be followed is plain text. */
export default function SourceLink({address, children, onFollow, ...props}: SourceLinkProps): ReactNode {
  const {host} = useAskDocs();
  const target = host.resolveLink(address);
  if (!target) {
    return <span className={props.className}>{children}</span>;
  }
  const {href, kind} = target;
  if (kind === 'external') {
    return (
      <a
        {...props}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        onClick={() => tell({type: 'followed', url: href})}
      >
        {children}
      </a>
    );
  }

  function onClick(event: MouseEvent): void {
    tell({type: 'followed', url: href});
    const wantsOwnTab = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (kind === 'page' && !wantsOwnTab) {
      event.preventDefault();
      void host.navigate(href).then(onFollow);
    }
  }

  return (
    <a {...props} href={href} onClick={onClick}>
      {children}
    </a>
  );
}
