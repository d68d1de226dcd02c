import {createStore} from 'askdocs-panel/launcher';

/** How many pages have been rendered. Docusaurus tells client modules of each; this hands the news on. */
const renderedPages = createStore(0);

export function announceRouteUpdate(): void {
  renderedPages.set(renderedPages.get() + 1);
}

export function onceRouteUpdated(listener: () => void): void {
  const unsubscribe = renderedPages.subscribe(() => {
    unsubscribe();
    listener();
  });
}
