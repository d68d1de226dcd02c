import {setPageBeside as setBeside, showHeading} from 'askdocs-panel';
import {options} from './config.js';
import {onceRouteUpdated} from './routeUpdates.js';

/** Whether the page keeps clear of the panel: where there is room, and from the first followed citation on. */
export function setPageBeside(isBeside: boolean): void {
  setBeside(isBeside, options.position);
}

/**
 * Goes to a page of this site without a reload, and shows the heading. Docusaurus' router listens to `popstate`,
 * which is the one way to reach it from outside of its React tree.
 */
export function navigate(path: string): Promise<void> {
  setPageBeside(true);
  return new Promise((resolve) => {
    onceRouteUpdated(() => resolve(showHeading(new URL(path, location.href).hash)));
    if (path !== location.pathname + location.search + location.hash) {
      history.pushState(null, '', path);
    }
    window.dispatchEvent(new PopStateEvent('popstate', {state: null}));
  });
}
