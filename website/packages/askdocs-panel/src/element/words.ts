import {fillIn, type MessageId, type Translate} from '../messages.js';

type LauncherMessage = 'label' | 'loading' | 'loadError' | 'skip' | 'askSelection' | 'selection';
type Words = Readonly<Partial<Record<LauncherMessage, string>>>;

/** By language: what the button says before the code of the panel is there. The build takes it from the locales. */
declare const __LAUNCHER_WORDS__: Readonly<Record<string, Words>>;

export function createLauncherTranslate(language: string): Translate {
  const words = findWords(__LAUNCHER_WORDS__, language);
  return (id: MessageId, values) => fillIn(words[id as LauncherMessage] ?? id, values);
}

/** Those of the language, else of its main language, else English ones. */
export function findWords<Found>(all: Readonly<Record<string, Found>>, language: string): Found {
  return (all[language] ?? all[language.split('-')[0] ?? ''] ?? all['en']) as Found;
}
