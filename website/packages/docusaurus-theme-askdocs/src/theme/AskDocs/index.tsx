import {type ComponentType, type ReactNode, useEffect, useRef, useState, useSyncExternalStore} from 'react';
import {translate} from '@docusaurus/Translate';
import {createSkipLink, formatHotkey, keepTyping, listenForHotkey} from 'askdocs-panel/launcher';
import AskDocsButton from '@theme/AskDocsButton';
import label from '@theme/AskDocsButton/label';
import {launcher, options, useStore} from 'docusaurus-theme-askdocs/client';

/** The button, the shortcut and, from the first opening on, the panel. */
export default function AskDocs(): ReactNode {
  const isOpen = useStore(launcher.isOpen);
  const isLoading = useStore(launcher.isLoading);
  const [Panel, setPanel] = useState<ComponentType | null>(null);
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    if (!isOpen || Panel) {
      return undefined;
    }
    const onKeyDown = keepTyping(launcher);
    document.addEventListener('keydown', onKeyDown, true);
    launcher.isLoading.set(true);
    import('@theme/AskDocsPanel').then(
      (panel) => {
        launcher.isLoading.set(false);
        setHasFailed(false);
        setPanel(() => panel.default);
      },
      () => {
        launcher.isLoading.set(false);
        setHasFailed(true);
        launcher.close();
      },
    );
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [isOpen, Panel]);

  useEffect(() => (options.hotkey ? listenForHotkey(launcher, options.hotkey) : undefined), []);

  const corner = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = createSkipLink(
      translate(
        {
          id: 'theme.AskDocs.skip',
          message: 'Skip to “{label}”',
          description: 'The link for keyboards at the beginning of the page',
        },
        {label: label()},
      ),
      () => corner.current?.querySelector('button') ?? null,
    );
    if (corner.current) {
      document.body.prepend(link);
    }
    return () => link.remove();
  }, []);

  useEffect(() => {
    if (options.askSelection) {
      void import('@theme/AskDocs/selection').then(({default: offerSelection}) => offerSelection(document.body));
    }
  }, []);

  return (
    <>
      {options.position !== 'none' && (
        <aside
          id="askdocs"
          ref={corner}
          className={`askdocs-corner askdocs-corner--${options.position}`}
          aria-label={label()}
        >
          {hasFailed && !isOpen && (
            <p role="alert">
              {translate({
                id: 'theme.AskDocs.loadError',
                message: 'The panel could not be loaded. Check your connection and try again.',
                description: 'Shown beside the button when the code of the panel cannot be fetched',
              })}
            </p>
          )}
          <AskDocsButton>
            <span className="askdocs-label">
              <span className={isOpen && isLoading ? 'askdocs-unseen' : undefined}>{label()}</span>
              {isOpen && isLoading && (
                <span>
                  {translate({
                    id: 'theme.AskDocs.loading',
                    message: 'Loading…',
                    description: 'In the button, while the code of the panel is fetched',
                  })}
                </span>
              )}
            </span>
            {options.hotkey && <Hotkey hotkey={options.hotkey} />}
          </AskDocsButton>
        </aside>
      )}
      {isOpen && Panel && <Panel />}
    </>
  );
}

/** The server does not know the reader's keyboard. */
function Hotkey({hotkey}: {readonly hotkey: string}): ReactNode {
  const name = useSyncExternalStore(
    subscribeToNothing,
    () => formatHotkey(hotkey),
    () => '',
  );
  return name && <kbd aria-hidden="true">{name}</kbd>;
}

const subscribeToNothing = (): (() => void) => () => undefined;
