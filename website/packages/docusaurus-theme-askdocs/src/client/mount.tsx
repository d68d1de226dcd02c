import {createRoot} from 'react-dom/client';
import {openFromAddress} from 'askdocs-panel/launcher';
import AskDocs from '@theme/AskDocs';
import {launcher, options} from './config.js';
import {announceRouteUpdate} from './routeUpdates.js';

let isMounted = options.mount === 'manual';
let isFirstPage = true;

/**
 * Runs whenever a page has been rendered, first after hydration. The button gets a root of its own, because
 * `@theme/Root` is a single slot that the site or another plugin may hold.
 */
export function onRouteDidUpdate(): void {
  announceRouteUpdate();
  if (isFirstPage) {
    isFirstPage = false;
    openFromAddress(launcher);
  }
  if (isMounted) {
    return;
  }
  isMounted = true;
  const container = document.createElement('div');
  container.className = 'askdocs';
  document.body.append(container);
  createRoot(container).render(<AskDocs />);
}
