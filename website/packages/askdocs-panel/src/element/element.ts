import {openFromAddress} from '../launcher/askLink.js';
import {formatHotkey, listenForHotkey} from '../launcher/hotkey.js';
import {createLauncher, type Launcher} from '../launcher/launcher.js';
import {watchSelection} from '../launcher/selection.js';
import {keepTyping} from '../launcher/typing.js';
import type {Translate} from '../messages.js';
import launcherStyles from '../styles/launcher.css';
import {readLanguage} from './page.js';
import {isReturning} from './returning.js';
import {watchScheme} from './scheme.js';
import type {ElementOptions} from './settings.js';
import {addSkipLink} from './skip.js';
import {addStyles, createNode} from './nodes.js';
import {HOST_STYLES} from './tokens.js';
import {createLauncherTranslate} from './words.js';

/** What the code of the panel, which is loaded later, is told. */
export interface Mounted {
  readonly options: ElementOptions;
  readonly launcher: Launcher;
  readonly language: string;
  /** Where the panel is rendered, and what its styles are added to. */
  readonly container: HTMLElement;
  readonly root: ShadowRoot;
}

export type RenderPanel = (mounted: Mounted) => void;

/** Adds the element to the page: the button, the shortcut and, from the first opening on, the panel. */
export function addElement(options: ElementOptions, loadPanel: (language: string) => Promise<RenderPanel>): Launcher {
  const language = options.language || readLanguage();
  const translate = createLauncherTranslate(language);
  const launcher = createLauncher();
  registerRem();

  const host = document.createElement('askdocs-panel');
  const root = host.attachShadow({mode: 'open'});
  addStyles(root, HOST_STYLES + launcherStyles);
  const scheme = createNode('div', 'askdocs-scheme');
  scheme.dir = getComputedStyle(document.documentElement).direction;
  scheme.lang = language;
  const corner = createCorner(options, launcher, translate);
  const container = createNode('div', 'askdocs-root');
  scheme.append(corner.node, container);
  root.append(scheme);
  // Beside the body: what some sites swap when they load another page.
  document.documentElement.append(host);

  const setDark = (isDark: boolean): void => void scheme.classList.toggle('askdocs-scheme--dark', isDark);
  if (options.scheme === 'auto') {
    watchScheme(setDark);
  } else {
    setDark(options.scheme === 'dark');
  }

  let isRendered = false;
  launcher.isOpen.subscribe(() => {
    if (launcher.isOpen.get() && !isRendered && !launcher.isLoading.get()) {
      void load();
    }
  });

  async function load(): Promise<void> {
    launcher.isLoading.set(true);
    corner.setFailed(false);
    try {
      const render = await loadPanel(language);
      isRendered = true;
      launcher.isLoading.set(false);
      render({options, launcher, language, container, root});
    } catch (error) {
      console.error(error);
      launcher.isLoading.set(false);
      launcher.close();
      corner.setFailed(true);
    }
  }

  document.addEventListener('keydown', keepTyping(launcher), true);
  if (options.hotkey) {
    listenForHotkey(launcher, options.hotkey);
  }
  if (options.position !== 'none') {
    addSkipLink(translate('skip', {label: translate('label')}), corner.button);
  }
  if (options.askSelection) {
    watchSelection(scheme, launcher, translate);
  }
  if (isReturning(options)) {
    launcher.reopen();
  }
  openFromAddress(launcher);
  return launcher;
}

interface Corner {
  readonly node: HTMLElement;
  readonly button: HTMLButtonElement;
  setFailed: (hasFailed: boolean) => void;
}

function createCorner(options: ElementOptions, launcher: Launcher, translate: Translate): Corner {
  const node = createNode('aside', `askdocs-corner askdocs-corner--${options.position}`);
  node.hidden = options.position === 'none';
  node.setAttribute('aria-label', translate('label'));

  const alert = createNode('p', '');
  alert.setAttribute('role', 'alert');
  alert.hidden = true;

  const button = createNode('button', 'askdocs-button');
  button.type = 'button';
  button.setAttribute('aria-haspopup', 'dialog');
  const label = createNode('span', 'askdocs-label');
  const name = createNode('span', '');
  name.textContent = translate('label');
  const loading = createNode('span', '');
  loading.textContent = translate('loading');
  label.append(name);
  const show = (): void => {
    button.setAttribute('aria-expanded', String(launcher.isOpen.get()));
    const isLoading = launcher.isLoading.get();
    name.classList.toggle('askdocs-unseen', isLoading);
    if (isLoading) {
      label.append(loading);
    } else {
      loading.remove();
    }
  };
  show();
  launcher.isOpen.subscribe(show);
  launcher.isLoading.subscribe(show);
  button.addEventListener('click', launcher.toggle);
  button.append(createBubble(), label);
  if (options.hotkey) {
    const hint = createNode('kbd', '');
    hint.textContent = formatHotkey(options.hotkey);
    hint.setAttribute('aria-hidden', 'true');
    button.append(hint);
  }
  node.append(alert, button);
  return {
    node,
    button,
    setFailed(hasFailed) {
      alert.textContent = hasFailed ? translate('loadError') : '';
      alert.hidden = !hasFailed;
    },
  };
}

function createBubble(): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  const attributes: [Element, Record<string, string>][] = [
    [svg, {'aria-hidden': 'true', viewBox: '0 0 24 24', width: '20', height: '20'}],
    [
      path,
      {
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': '2',
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
        d: 'M4 4h16v12h-9l-5 4v-4H4zM9.7 8.6a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1.1.8-1.1 1.4M12 14.2v0',
      },
    ],
  ];
  for (const [element, named] of attributes) {
    for (const [name, value] of Object.entries(named)) {
      element.setAttribute(name, value);
    }
  }
  svg.append(path);
  return svg;
}

/** As a length, `1em` is computed where it is given, and means the same in all that is within. */
function registerRem(): void {
  try {
    CSS.registerProperty({name: '--askdocs-rem', syntax: '<length>', inherits: true, initialValue: '16px'});
  } catch {
    // Registered already, or the browser is too old: then sizes count from those around them.
  }
}
