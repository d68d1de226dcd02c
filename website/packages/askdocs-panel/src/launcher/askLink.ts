import {cut} from '../service/text.js';
import type {Launcher} from './launcher.js';

const PARAMETER = 'ask';
const QUESTION_LIMIT = 2000;

/** Opens the panel with the question of `?ask=…`. It is not sent: no link may spend the money of the site. */
export function openFromAddress(launcher: Launcher): void {
  const question = new URLSearchParams(location.search).get(PARAMETER)?.trim();
  if (question) {
    launcher.open(cut(question, QUESTION_LIMIT));
  }
}

/** The address of this page that opens the panel with the question. */
export function createAskLink(question: string): string {
  const url = new URL(location.href);
  url.hash = '';
  url.searchParams.set(PARAMETER, question);
  return url.href;
}
