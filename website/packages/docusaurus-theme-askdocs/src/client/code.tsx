import {type ReactNode, useSyncExternalStore} from 'react';
import siteConfig from '@generated/docusaurus.config';
import clsx from 'clsx';
import {Highlight, type PrismTheme} from 'prism-react-renderer';

const PLAIN: PrismTheme = {plain: {}, styles: []};

/** Code in the colours of the site. */
export function renderCode(code: string, language: string): ReactNode {
  return <Code code={code} language={language} />;
}

function Code({code, language}: {readonly code: string; readonly language: string}): ReactNode {
  const theme = usePrismTheme() ?? PLAIN;
  return (
    <Highlight code={code} language={language} theme={theme}>
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
  );
}

interface PrismConfig {
  theme?: PrismTheme;
  darkTheme?: PrismTheme;
}

/** The site's Prism theme for the colour mode that the reader has chosen. */
function usePrismTheme(): PrismTheme | undefined {
  const isDark = useSyncExternalStore(subscribeToColorMode, readIsDark, () => false);
  const {theme, darkTheme} = (siteConfig.themeConfig['prism'] ?? {}) as PrismConfig;
  return isDark ? (darkTheme ?? theme) : theme;
}

function readIsDark(): boolean {
  return document.documentElement.dataset['theme'] === 'dark';
}

function subscribeToColorMode(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, {attributeFilter: ['data-theme']});
  return () => observer.disconnect();
}
