import {createSkipLink} from '../launcher/skip.js';
import launcherStyles from '../styles/launcher.css';
import {addStyles, createNode} from './nodes.js';
import {HOST_STYLES} from './tokens.js';

/** Adds the link to the beginning of the page, in a shadow root of its own. */
export function addSkipLink(text: string, button: HTMLButtonElement): void {
  const host = document.createElement('div');
  const root = host.attachShadow({mode: 'open'});
  addStyles(root, HOST_STYLES + launcherStyles);
  const scheme = createNode('div', 'askdocs-scheme');
  scheme.setAttribute('role', 'navigation'); // what stands in no landmark is hard to find
  scheme.setAttribute('aria-label', text);
  scheme.append(createSkipLink(text, () => button));
  root.append(scheme);
  document.body.prepend(host);
}
