import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const PANEL = createRequire(import.meta.url).resolve('askdocs-panel/package.json');
const FOLDER = path.join(path.dirname(PANEL), 'locales');

/** The panel's words in a language, else in its main language, as Docusaurus wants them; none where English is spoken. */
export function loadMessages(locale: string): Record<string, string> {
  const names = [locale, locale.split(/[-_]/)[0] ?? ''];
  const file = names.map((name) => path.join(FOLDER, `${name}.json`)).find((one) => existsSync(one));
  const words = file ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  return Object.fromEntries(Object.entries(words).map(([id, message]) => [`theme.AskDocs.${id}`, message]));
}
