/** Docusaurus tells client modules when a page is rendered; this hands the news to whoever waits for it. */

type Listener = () => void;

const waiting = new Set<Listener>();

export function onceRouteUpdated(listener: Listener): void {
  waiting.add(listener);
}

export function announceRouteUpdate(): void {
  const listeners = [...waiting];
  waiting.clear();
  listeners.forEach((listener) => listener());
}
