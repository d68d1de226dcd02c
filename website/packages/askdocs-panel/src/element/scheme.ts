/**
 * Whether the page is dark, whatever made it so: its background counts, not the name of a class. `notify` is called
 * after each change, until the function that it returns is called.
 */
export function watchScheme(notify: (isDark: boolean) => void): () => void {
  const tell = (): void => notify(isPageDark());
  const tellLater = (): void => {
    tell();
    setTimeout(tell, TRANSITION_MS);
  };
  const observer = new MutationObserver(tellLater);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, {attributeFilter: ATTRIBUTES});
  }
  const preference = window.matchMedia('(prefers-color-scheme: dark)');
  preference.addEventListener('change', tellLater);
  tell();
  return () => {
    observer.disconnect();
    preference.removeEventListener('change', tellLater);
  };
}

/** Where generators note the scheme. */
const ATTRIBUTES = [
  'class',
  'style',
  'data-theme',
  'data-mode',
  'data-color-mode',
  'data-bs-theme',
  'data-md-color-scheme',
  'data-color-scheme',
];
/** Backgrounds of many themes fade. */
const TRANSITION_MS = 400;
const OPAQUE = 0.5;

function isPageDark(): boolean {
  for (const element of [document.body, document.documentElement]) {
    const colour = readColour(getComputedStyle(element).backgroundColor);
    if (colour && colour.alpha > OPAQUE) {
      return colour.light < 0.5;
    }
  }
  // The canvas shows, whose colour the page chooses by `color-scheme`.
  const schemes = getComputedStyle(document.documentElement).colorScheme;
  const isDarkWanted = window.matchMedia('(prefers-color-scheme: dark)').matches;
  return schemes.includes('dark') && (isDarkWanted || !schemes.includes('light'));
}

/** How light a computed colour is (0 is black), and how opaque; null for one in a notation that is not known. */
export function readColour(text: string): {light: number; alpha: number} | null {
  const [red, green, blue, alpha = 1] = (/^rgba?\((.*)\)$/.exec(text)?.[1] ?? '').split(/[\s,/]+/).map(Number);
  if (red === undefined || green === undefined || blue === undefined || Number.isNaN(red)) {
    const lightness = /^(?:ok)?l(?:ab|ch)\(([\d.]+)(%?)/.exec(text);
    return lightness
      ? {light: Number(lightness[1]) / (lightness[2] || !text.startsWith('ok') ? 100 : 1), alpha: 1}
      : null;
  }
  return {light: (0.299 * red + 0.587 * green + 0.114 * blue) / 255, alpha};
}
