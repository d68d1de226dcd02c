import {translate} from '@docusaurus/Translate';

export default function label(): string {
  return translate({
    id: 'theme.AskDocs.label',
    message: 'Ask the docs',
    description: 'The button that opens the panel, and the title of the panel',
  });
}
