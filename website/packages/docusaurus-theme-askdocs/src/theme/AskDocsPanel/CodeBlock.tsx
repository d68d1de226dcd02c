import {type ReactNode, useEffect, useState} from 'react';
import clsx from 'clsx';
import {Highlight, type PrismTheme} from 'prism-react-renderer';
import {translate} from '@docusaurus/Translate';
import type {Props} from '@theme/AskDocsPanel/CodeBlock';
import Icon from '@theme/AskDocsPanel/Icon';
import {usePrismTheme} from 'docusaurus-theme-askdocs/client';

const PLAIN: PrismTheme = {plain: {}, styles: []};
/** Longer code is shown without colours: it would be coloured anew with every word that streams in. */
const HIGHLIGHT_LIMIT = 20_000;

export default function CodeBlock({code, language}: Props): ReactNode {
  const theme = usePrismTheme() ?? PLAIN;
  const isShort = code.length <= HIGHLIGHT_LIMIT;

  return (
    <div className="askdocs-code">
      <Highlight code={code} language={isShort ? language : 'text'} theme={theme}>
        {({className, style, tokens, getLineProps, getTokenProps}) => (
          <pre className={clsx(className, 'thin-scrollbar')} style={style} dir="ltr" tabIndex={0}>
            <code>
              {tokens.map((line, index) => (
                <span key={index} {...getLineProps({line})}>
                  {line.map((token, place) => (
                    <span key={place} {...getTokenProps({token})} />
                  ))}
                  {'\n'}
                </span>
              ))}
            </code>
          </pre>
        )}
      </Highlight>
      <CopyButton code={code} />
    </div>
  );
}

function CopyButton({code}: {readonly code: string}): ReactNode {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    const timer = isCopied ? setTimeout(() => setIsCopied(false), 2000) : undefined;
    return () => clearTimeout(timer);
  }, [isCopied]);

  // Browsers lend the clipboard to secure pages only.
  const clipboard = (navigator as Partial<Navigator>).clipboard;
  if (!clipboard) {
    return null;
  }
  return (
    <button
      type="button"
      className="askdocs-icon-button"
      onClick={() => void clipboard.writeText(code).then(() => setIsCopied(true))}
      aria-label={
        isCopied
          ? translate({id: 'theme.AskDocs.copied', message: 'Copied', description: 'After code was copied'})
          : translate({
              id: 'theme.AskDocs.copy',
              message: 'Copy the code',
              description: 'The button on a block of code',
            })
      }
    >
      <Icon name={isCopied ? 'copied' : 'copy'} />
    </button>
  );
}
