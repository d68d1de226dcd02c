import {type ComponentType, type ReactNode, useEffect, useState, useSyncExternalStore} from 'react';
import {translate} from '@docusaurus/Translate';
import AskDocsButton from '@theme/AskDocsButton';
import label from '@theme/AskDocsButton/label';
import {
  closeAskDocs,
  formatHotkey,
  isHotkey,
  isRichText,
  openAskDocs,
  options,
  panel,
  useStore,
} from 'docusaurus-theme-askdocs/client';
import './styles.css';

/** The button, the shortcut and, from the first opening on, the panel. */
export default function AskDocs(): ReactNode {
  const isOpen = useStore(panel.isOpen);
  const [Panel, setPanel] = useState<ComponentType | null>(null);
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    if (!isOpen || Panel) {
      return;
    }
    import('@theme/AskDocsPanel').then(
      (panel) => {
        setHasFailed(false);
        setPanel(() => panel.default);
      },
      () => {
        setHasFailed(true);
        closeAskDocs();
      },
    );
  }, [isOpen, Panel]);

  useHotkey(options.hotkey);

  return (
    <>
      {options.position !== 'none' && (
        <aside className={`askdocs-corner askdocs-corner--${options.position}`} aria-label={label()}>
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
            {label()}
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

function useHotkey(hotkey: string | false): void {
  useEffect(() => {
    if (!hotkey) {
      return undefined;
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || !isHotkey(event, hotkey) || isRichText(event.target)) {
        return;
      }
      event.preventDefault();
      const isInPanel = document.activeElement?.closest('.askdocs-panel');
      if (isInPanel) {
        closeAskDocs();
      } else {
        openAskDocs();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [hotkey]);
}
