import {translate} from '@docusaurus/Translate';
import {fillIn} from 'askdocs-panel/messages';
import {watchSelection} from 'askdocs-panel/selection';
import {launcher} from 'docusaurus-theme-askdocs/client';

/** Offers to ask about text that the reader selects; loaded only where the site wants it. */
export default function offerSelection(container: HTMLElement): void {
  const words = {
    askSelection: translate({
      id: 'theme.AskDocs.askSelection',
      message: 'Ask about this',
      description: 'The button beside text that the reader has selected',
    }),
    selection: translate({
      id: 'theme.AskDocs.selection',
      message: 'About “{text}”: ',
      description: 'What is put into the question field for text that the reader has selected',
    }),
  };
  watchSelection(container, launcher, (id, values) => fillIn(words[id], values));
}
