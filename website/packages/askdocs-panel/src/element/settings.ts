import {DEFAULT_OPTIONS, type PanelOptions} from '../options.js';

/** What the owner of a page can say to the element, beside the options of every panel. */
export interface ElementOptions extends PanelOptions {
  /** Language of the panel; empty: that of the page. */
  language: string;
  /** Version of the docs that the page belongs to; empty: what the page declares, else what its address says. */
  version: string;
  /** Locale of the docs that the page belongs to; empty: the same. */
  locale: string;
  /** `auto` follows the page. */
  scheme: 'auto' | 'light' | 'dark';
}

export const DEFAULTS: Omit<ElementOptions, 'apiUrl'> = {
  ...DEFAULT_OPTIONS,
  language: '',
  version: '',
  locale: '',
  scheme: 'auto',
};

const CHOICES: Partial<Record<keyof ElementOptions, readonly string[]>> = {
  mode: ['stream', 'invoke'],
  position: ['bottom-end', 'bottom-start', 'none'],
  history: ['tab', 'browser', 'ask'],
  scheme: ['auto', 'light', 'dark'],
};

/** Completes what the owner wrote. Throws a TypeError that names what is wrong. */
export function readOptions(given: Partial<ElementOptions>): ElementOptions {
  for (const name of Object.keys(given)) {
    if (name !== 'apiUrl' && !(name in DEFAULTS)) {
      throw new TypeError(`askdocs: there is no option "${name}"`);
    }
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = given[name as 'mode'];
    if (value !== undefined && !choices.includes(value)) {
      throw new TypeError(`askdocs: ${name} must be one of ${choices.join(', ')}, not "${value}"`);
    }
  }
  if (!given.apiUrl || !/^(?:https?:\/\/|\/(?!\/))/.test(given.apiUrl)) {
    throw new TypeError('askdocs: apiUrl must be the address of the service, such as "https://ask.example.com"');
  }
  return {...DEFAULTS, ...given, apiUrl: given.apiUrl.replace(/\/+$/, '')};
}

/** The options in a script's `data-` attributes; `apiUrl` is where the script itself came from, unless it is said. */
export function readAttributes({dataset, src}: Pick<HTMLScriptElement, 'dataset' | 'src'>): Partial<ElementOptions> {
  const {questions, hotkey, disclaimer, search, askSelection, handOverUrl, handOverText, ...plain} = dataset;
  delete plain['mount'];
  return {
    apiUrl: /^(.*)\/widget\/[^/]*$/.exec(src)?.[1] ?? '',
    ...(plain as Partial<ElementOptions>),
    ...(questions && {exampleQuestions: questions.split('|').map((question) => question.trim())}),
    ...(hotkey !== undefined && {hotkey: isOff(hotkey) ? (false as const) : hotkey}),
    ...(disclaimer !== undefined && {disclaimer: isOff(disclaimer) ? (false as const) : disclaimer}),
    ...(search !== undefined && {search: !isOff(search)}),
    ...(askSelection !== undefined && {askSelection: !isOff(askSelection)}),
    ...(handOverUrl && {handOver: {url: handOverUrl, text: handOverText}}),
  };
}

function isOff(value: string): boolean {
  return value === 'false' || value === 'none';
}
