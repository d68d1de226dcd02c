import type {ReactNode} from 'react';
import type {MessageId} from '../messages.js';
import {useAskDocs} from './context.js';
import {useCopy} from './hooks.js';
import type {IconProps} from './props.js';

interface Props {
  readonly text: string;
  /** Its name. */
  readonly message: MessageId;
  readonly icon?: IconProps['name'];
}

/** Copies a text; is not there where the browser does not lend its clipboard. */
export function CopyButton({text, message, icon = 'copy'}: Props): ReactNode {
  const {
    host: {translate},
    parts: {Icon},
  } = useAskDocs();
  const clipboard = useCopy();
  if (!clipboard) {
    return null;
  }
  const name = translate(clipboard.isCopied ? 'copied' : message);
  return (
    <button
      type="button"
      className="askdocs-icon-button"
      onClick={() => clipboard.copy(text)}
      aria-label={name}
      title={name}
    >
      <Icon name={clipboard.isCopied ? 'copied' : icon} />
    </button>
  );
}
