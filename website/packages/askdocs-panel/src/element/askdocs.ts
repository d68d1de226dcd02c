import type {Launcher} from '../launcher/launcher.js';
import {addElement, type RenderPanel} from './element.js';
import {type ElementOptions, readAttributes, readOptions} from './settings.js';
import {findWords} from './words.js';

interface ScriptFile {
  readonly file: string;
  readonly integrity: string;
}

/** The file with the panel's code, and by language that with its words, as the build has made them. */
declare const __PANEL__: ScriptFile;
declare const __WORDS__: Readonly<Record<string, ScriptFile>>;

/** What a page can call. */
export interface AskDocsGlobal {
  /** Adds the button and the panel, once a page. `apiUrl` is where this script came from, unless it is said. */
  mount: (options?: Partial<ElementOptions>) => void;
  /** Opens the panel; the question is put into the question field and not sent. */
  open: (question?: string) => void;
  close: () => void;
  /** Called by the code of the panel, which is loaded when it is opened. */
  provide: (render: RenderPanel) => void;
  /** Set by the file with the words of a language; English ones stand in the code. */
  words?: Readonly<Record<string, string>>;
}

declare global {
  var askdocs: AskDocsGlobal | undefined;
}

interface TrustedTypes {
  createPolicy: (name: string, rules: {createScriptURL: (url: string) => string}) => typeof rules;
}

const {trustedTypes} = globalThis as {trustedTypes?: TrustedTypes};
/** Where the page demands trusted types, its policy must allow one named `askdocs`. */
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
let launcher: Launcher | null = null;
let panel: RenderPanel | null = null;

// A page may hold the script twice: the first one stays.
if (!globalThis.askdocs) {
  globalThis.askdocs = {
    mount(given = {}) {
      const options = readOptions({...(script && {apiUrl: readAttributes(script).apiUrl ?? ''}), ...given});
      launcher ??= addElement(options, loadPanel);
    },
    open: (question) => launcher?.open(question),
    close: () => launcher?.close(),
    provide: (render) => void (panel = render),
  };
  if (script && script.dataset['mount'] !== 'manual') {
    whenBodyIsThere(() => globalThis.askdocs?.mount(readAttributes(script)));
  }
}

function whenBodyIsThere(action: () => void): void {
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', action, {once: true});
  } else {
    action();
  }
}

async function loadPanel(language: string): Promise<RenderPanel> {
  const words = findWords<ScriptFile | undefined>(__WORDS__, language);
  await Promise.all([__PANEL__, ...(words ? [words] : [])].map(loadScript));
  if (!panel) {
    throw new Error(`askdocs: ${__PANEL__.file} is not the panel`);
  }
  return panel;
}

/** Loads a file from where this script came from; the browser refuses it when it was changed. */
function loadScript({file, integrity}: ScriptFile): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    const address = new URL(file, script?.src ?? document.baseURI).href;
    element.integrity = integrity;
    element.crossOrigin = 'anonymous';
    element.nonce = script?.nonce ?? '';
    element.src = trust(address);
    element.addEventListener('load', () => {
      element.remove();
      resolve();
    });
    element.addEventListener('error', () => {
      element.remove();
      reject(new Error(`askdocs: ${address} could not be loaded`));
    });
    document.head.append(element);
  });
}

function trust(address: string): string {
  policy ??= trustedTypes?.createPolicy('askdocs', {createScriptURL: (url) => url});
  return policy?.createScriptURL(address) ?? address;
}
