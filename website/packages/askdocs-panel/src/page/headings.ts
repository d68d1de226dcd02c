const HIGHLIGHT_MS = 2500;

/** The heading that the reader followed a citation to, while it is still on the page. */
let shown: HTMLElement | null = null;

export function getShownHeading(): HTMLElement | null {
  return shown?.isConnected ? shown : null;
}

export function forgetShownHeading(): void {
  shown = null;
}

/** Brings the heading that `#…` names into view, whatever hides it, and shows for a moment which it is. */
export async function showHeading(hash: string): Promise<void> {
  await nextFrame();
  const heading = hash ? document.getElementById(decodeHash(hash)) : null;
  shown = heading;
  if (!heading) {
    return;
  }
  reveal(heading);
  heading.tabIndex = -1;
  await standStill(heading);
  heading.scrollIntoView();
  heading.dataset['askdocsTarget'] = '';
  setTimeout(() => delete heading.dataset['askdocsTarget'], HIGHLIGHT_MS);
}

const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** Details unfold in an animation, and tabs are drawn a moment after the click. */
async function standStill(element: HTMLElement): Promise<void> {
  let stillFrames = 0;
  for (let frame = 0; frame < 60 && stillFrames < 3; frame += 1) {
    const {y, height} = element.getBoundingClientRect();
    await nextFrame();
    const now = element.getBoundingClientRect();
    stillFrames = now.y === y && now.height === height ? stillFrames + 1 : 0;
  }
}

/** Opens what hides the heading, or what stands under it: collapsed details, and tabs that are not selected. */
function reveal(element: HTMLElement): void {
  for (let outer: HTMLElement | null = element; outer; outer = outer.parentElement) {
    if (outer instanceof HTMLDetailsElement && !outer.open) {
      outer.querySelector('summary')?.click();
    } else if (outer.getAttribute('role') === 'tabpanel' && outer.hidden) {
      const panels = Array.from(outer.parentElement?.children ?? []);
      const tabs = outer.parentElement?.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]');
      tabs?.[panels.indexOf(outer)]?.click();
    }
  }
}

function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
