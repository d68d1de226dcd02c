import type {ReactNode} from 'react';
import type {PanelOptions} from '../options.js';
import {useAskDocs} from './context.js';
import {useStore} from './hooks.js';
import type {WelcomeProps} from './props.js';

export default function Welcome({onAsk}: WelcomeProps): ReactNode {
  const askdocs = useAskDocs();
  const {translate} = askdocs.host;
  const {privacyUrl} = askdocs.options;
  const questions = findQuestions(askdocs.options);
  const {keptDays, extracts} = useStore(askdocs.offers);

  return (
    <div className="askdocs-welcome">
      <p>{translate('welcome')}</p>
      {extracts && <p className="askdocs-small">{translate('extracts')}</p>}
      {(keptDays > 0 || privacyUrl !== '') && (
        <p className="askdocs-small">
          {keptDays > 0 && translate('kept', {days: keptDays})}{' '}
          {privacyUrl !== '' && (
            <a href={privacyUrl} target="_blank" rel="noopener">
              {translate('privacy')}
            </a>
          )}
        </p>
      )}
      {questions.length > 0 && (
        <ul>
          {questions.map((question) => (
            <li key={question}>
              <button type="button" dir="auto" onClick={() => onAsk(question)}>
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Those for this page, else those for every page. */
function findQuestions({exampleQuestions, pathQuestions}: PanelOptions): readonly string[] {
  const paths = Object.keys(pathQuestions).filter((path) => location.pathname.startsWith(path));
  const longest = paths.sort((one, other) => other.length - one.length)[0];
  return pathQuestions[longest ?? ''] ?? exampleQuestions;
}
