import {type ReactNode, useMemo} from 'react';
import {useAskDocs} from './context.js';
import {CopyButton} from './CopyButton.js';
import type {CodeBlockProps} from './props.js';

/** Longer code is shown without colours: it would be coloured anew with every word that streams in. */
const HIGHLIGHT_LIMIT = 20_000;

export default function CodeBlock({code, language}: CodeBlockProps): ReactNode {
  const {host} = useAskDocs();
  const coloured = useMemo(
    () => (code.length <= HIGHLIGHT_LIMIT ? host.renderCode(code, language) : null),
    [host, code, language],
  );
  return (
    <div className="askdocs-code">
      {coloured ?? (
        <pre className="thin-scrollbar" dir="ltr" tabIndex={0}>
          <code>{code}</code>
        </pre>
      )}
      <CopyButton text={code} message="copy" />
    </div>
  );
}
