const FOCUSABLE = 'a[href], button:not(:disabled), textarea, input, summary, [tabindex="0"]';

/** Keeps Tab inside `container`: from the last element to the first, and back. */
export function trapFocus(event: KeyboardEvent, container: HTMLElement): void {
  if (event.key !== 'Tab') {
    return;
  }
  const focusable = Array.from(container.querySelectorAll<HTMLElement>(FOCUSABLE)).filter(
    (element) => element.getClientRects().length > 0,
  );
  const first = focusable[0];
  const last = focusable.at(-1);
  const active = (container.getRootNode() as Document | ShadowRoot).activeElement;
  if (!first || !last) {
    return;
  }
  if (event.shiftKey ? active === first || active === container : active === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
