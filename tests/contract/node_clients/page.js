// A page in jsdom, for clients that want a browser.
import { JSDOM } from "jsdom";

const DOCUMENTED = "http://127.0.0.1:8000";

/** Open an empty page of this address; what clients look for in a browser is global from now on. */
export function openPage(address) {
  const { window } = new JSDOM('<!doctype html><div id="root"></div>', { url: `${address}/`, pretendToBeVisual: true });
  const ask = fetch;
  const ours = {
    window,
    CustomEvent: window.CustomEvent, // Node's own are none to a page
    Event: window.Event,
    // A path is one of this page, and the address in our documentation is that of the service.
    fetch: (path, options) => ask(new URL(String(path).replace(DOCUMENTED, address), address), options),
    ResizeObserver: class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  };
  window.Element.prototype.scrollTo ??= () => {};
  const names = Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis));
  for (const name of names) ours[name] = window[name];
  for (const [name, value] of Object.entries(ours)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return window.document.getElementById("root");
}

/** Tells when a condition has come true; call `look` whenever something may have changed. */
export function createWatch(look) {
  let waiting = [];
  return {
    look() {
      const met = waiting.filter(({ condition }) => condition(look()));
      waiting = waiting.filter((each) => !met.includes(each));
      for (const { resolve } of met) resolve();
    },
    until(condition) {
      return new Promise((resolve) => {
        waiting.push({ condition, resolve });
        this.look();
      });
    },
  };
}
