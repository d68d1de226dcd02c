import {countCharacters, cut, mend} from '../service/text.js';
import type {Answer} from '../service/wire.js';
import type {Exchange} from './exchange.js';

/** An answer as Markdown: its markers are links, because the sources that they name are defined below it. */
export function formatAnswer({response, sources, cited}: Answer): string {
  const used = sources.filter(({number}) => cited.includes(number));
  const list = used.map(({number, title, section, url}) => `[${number}]: <${url}> "${quote(section || title)}"`);
  return [response.trim(), list.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** The whole conversation as text that a person can read. */
export function formatConversation(exchanges: readonly Exchange[]): string {
  return exchanges
    .map(({question, answer}) => `> ${question.replaceAll('\n', '\n> ')}\n\n${formatAnswer(answer)}`)
    .join('\n\n');
}

/** Titles are plain text. */
function quote(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replace(/\s+/g, ' ');
}

/** Browsers, servers and mail programs take addresses of about this length. */
const ADDRESS_LIMIT = 6000;
const QUESTION_LIMIT = 300;

/** The owner's address with the question and the conversation in it; as much of the latter as fits. */
export function fillAddress(address: string, exchanges: readonly Exchange[]): string {
  const question = cut(mend(exchanges.at(-1)?.question ?? ''), QUESTION_LIMIT);
  const filled = address.replaceAll('{question}', encodeURIComponent(question));
  let text = mend(formatConversation(exchanges));
  while (text !== '' && filled.length + encodeURIComponent(text).length > ADDRESS_LIMIT) {
    text = cut(text, Math.floor(countCharacters(text) * 0.8));
  }
  return filled.replaceAll('{conversation}', encodeURIComponent(text));
}
