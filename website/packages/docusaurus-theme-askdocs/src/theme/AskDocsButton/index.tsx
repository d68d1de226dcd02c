import type {ReactNode} from 'react';
import clsx from 'clsx';
import type {Props} from '@theme/AskDocsButton';
import label from '@theme/AskDocsButton/label';
import {launcher, useStore} from 'docusaurus-theme-askdocs/client';
import 'askdocs-panel/launcher.css';
import '../AskDocs/styles.css';

export default function AskDocsButton({children, className, question}: Props): ReactNode {
  const isOpen = useStore(launcher.isOpen);

  return (
    <button
      type="button"
      className={clsx('askdocs-button', className)}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={() => (question ? launcher.open(question) : launcher.toggle())}
    >
      <svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20">
        <path
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
          strokeLinecap="round"
          d="M4 4h16v12h-9l-5 4v-4H4zM9.7 8.6a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1.1.8-1.1 1.4M12 14.2v0"
        />
      </svg>
      {children ?? label()}
    </button>
  );
}
