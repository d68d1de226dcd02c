/** How long a text is as the service counts: in code points, of which an emoji is one. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** The beginning of a text, never with half of a character at its end. */
export function cut(text: string, characters: number): string {
  return text.length <= characters ? text : Array.from(text).slice(0, characters).join('');
}

/** A text without halves of characters, which no UTF-8 can hold: what a truncated paste or a foreign script left. */
export function mend(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
