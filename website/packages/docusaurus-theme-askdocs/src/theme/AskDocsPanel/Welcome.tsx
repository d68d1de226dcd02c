import type {ReactNode} from 'react';
import {translate} from '@docusaurus/Translate';
import type {Props} from '@theme/AskDocsPanel/Welcome';
import {options} from 'docusaurus-theme-askdocs/client';

export default function Welcome({onAsk}: Props): ReactNode {
  return (
    <div className="askdocs-welcome">
      <p>
        {translate({
          id: 'theme.AskDocs.welcome',
          message: 'Ask a question about this documentation. Every answer links to the places that it comes from.',
          description: 'In the empty panel',
        })}
      </p>
      {options.exampleQuestions.length > 0 && (
        <ul>
          {options.exampleQuestions.map((question) => (
            <li key={question}>
              <button type="button" onClick={() => onAsk(question)}>
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
