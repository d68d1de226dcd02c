import {createMarkdownReader, decodeEntities, type MarkdownToken} from './markdownReader.js';

/** Deeper than any answer; shallower than the stack. */
export const MAX_DEPTH = 30;

/** Inline content that belongs to sentences which their sources do not support. */
export interface MarkToken {
  type: 'mark';
  raw: string;
  tokens: InlineToken[];
}

export type InlineToken = MarkdownToken | MarkToken;

/** Where sentences begin and end in the letters and digits of what holds them. */
type Ranges = readonly (readonly [start: number, end: number])[];

/**
 * A block in which these sentences are marked. They are those that a reader sees, without Markdown and citations, and
 * stand in a paragraph, the text of a list item, or a row of a table, over any of its cells. Headings and code hold none.
 */
export function markSentences(block: MarkdownToken, sentences: readonly string[]): MarkdownToken {
  const wanted = sentences.map(normalise);
  return mapContents(block, (contents) => {
    const letters = readLetters(contents);
    const ranges = wanted.flatMap((sentence) => findRanges(letters, sentence));
    return ranges.length > 0 ? markContents(contents, ranges) : contents;
  });
}

/** Those of the sentences that are marked nowhere in a text. */
export function findUnmarked(text: string, sentences: readonly string[]): string[] {
  const found: string[] = [];
  if (sentences.length > 0) {
    for (const block of createMarkdownReader()(text)) {
      mapContents(block, (contents) => {
        found.push(readLetters(contents));
        return contents;
      });
    }
  }
  return sentences.filter((sentence) => {
    const wanted = normalise(sentence);
    return wanted === '' || !found.some((letters) => letters.includes(wanted));
  });
}

type Contents = readonly (readonly InlineToken[])[];

/** The block with other inline contents. Those that a sentence may go over, as cells of a row, are changed together. */
function mapContents(block: MarkdownToken, change: (contents: Contents) => Contents, depth = 0): MarkdownToken {
  const inner = (tokens: unknown): unknown =>
    (tokens as MarkdownToken[]).map((token) => mapContents(token, change, depth + 1));

  if (depth > MAX_DEPTH) {
    return block;
  }
  switch (block.type) {
    case 'paragraph':
    case 'text':
      return block.tokens ? ({...block, tokens: change([block.tokens as InlineToken[]])[0]} as MarkdownToken) : block;
    case 'blockquote':
      return {...block, tokens: inner(block.tokens)} as MarkdownToken;
    case 'list':
      return {...block, items: block.items.map((item) => ({...item, tokens: inner(item.tokens)}))} as MarkdownToken;
    case 'table':
      return {
        ...block,
        rows: block.rows.map((row) => {
          const changed = change(row.map((cell) => cell.tokens as InlineToken[]));
          return row.map((cell, index) => ({...cell, tokens: changed[index]}));
        }),
      } as MarkdownToken;
    default:
      return block;
  }
}

function findRanges(letters: string, wanted: string): Ranges {
  const ranges: [number, number][] = [];
  let start = wanted === '' ? -1 : letters.indexOf(wanted);
  while (start !== -1) {
    ranges.push([start, start + wanted.length]);
    start = letters.indexOf(wanted, start + wanted.length);
  }
  return ranges;
}

function readLetters(contents: Contents): string {
  return contents.map((tokens) => tokens.map(readPlain).join('')).join('');
}

function markContents(contents: Contents, ranges: Ranges): Contents {
  let place = 0;
  return contents.map((tokens) => {
    const marked = markTokens(tokens, ranges, place);
    place += readLetters([tokens]).length;
    return marked;
  });
}

/** What begins at `start`, cut where sentences begin and end. What holds only a part of one is marked inside. */
function markTokens(tokens: readonly InlineToken[], ranges: Ranges, start: number, depth = 0): InlineToken[] {
  let place = start;
  const pieces = tokens.flatMap(cutText).map((piece) => {
    const [from, to] = [place, place + piece.plain.length];
    place = to;
    const isTouched = from < to && ranges.some((range) => from < range[1] && to > range[0]);
    const inner = readInner(piece.token);
    if (!isTouched || !inner || depth > MAX_DEPTH || ranges.some((range) => from >= range[0] && to <= range[1])) {
      return {...piece, isMarked: isTouched};
    }
    const token = {...piece.token, tokens: markTokens(inner, ranges, from, depth + 1)} as InlineToken;
    return {...piece, token, isMarked: false};
  });
  includeEnds(pieces);

  const marked: InlineToken[] = [];
  for (const {token, isMarked} of pieces) {
    const last = marked.at(-1);
    if (!isMarked) {
      marked.push(token);
    } else if (last?.type === 'mark') {
      last.tokens.push(token);
    } else {
      marked.push({type: 'mark', raw: '', tokens: [token]});
    }
  }
  return marked;
}

interface Piece {
  token: InlineToken;
  plain: string;
  isMarked: boolean;
}

/** Citations, signs and spaces within a sentence belong to it, and so do the citations and signs at its end. */
function includeEnds(pieces: readonly Piece[]): void {
  for (let start = 0; start < pieces.length; start += 1) {
    if (pieces[start]?.plain === '' && pieces[start - 1]?.isMarked) {
      let next = start;
      while (pieces[next]?.plain === '') {
        next += 1;
      }
      let end = next;
      while (!pieces[next]?.isMarked && end > start && isSpace(pieces[end - 1])) {
        end -= 1;
      }
      for (const piece of pieces.slice(start, end)) {
        piece.isMarked = true;
      }
      start = next - 1;
    }
  }
}

function isSpace(piece: Piece | undefined): boolean {
  return piece?.token.type === 'text' && piece.token.text.trim() === '';
}

/** A text becomes a piece a word, so that a sentence may begin within it; everything else stays whole. */
function cutText(token: InlineToken): Omit<Piece, 'isMarked'>[] {
  if (token.type !== 'text' || token.tokens) {
    return [{token, plain: readPlain(token)}];
  }
  return (token.text.match(/\s+|[^\s。！？]+[。！？]*|[。！？]+/g) ?? []).map((text) => {
    const word = {...token, text, raw: text};
    return {token: word, plain: readPlain(word)};
  });
}

/** The letters and digits of what the service reads as text: no citations, images and line breaks, and code as it is. */
function readPlain(token: InlineToken): string {
  const inner = readInner(token);
  if (inner) {
    return inner.map(readPlain).join('');
  }
  switch (token.type) {
    case 'citation':
    case 'image':
    case 'br':
    case 'checkbox':
      return '';
    case 'html':
      return /^<br\b/i.test(token.raw) ? '' : normalise(token.raw);
    case 'codespan':
      return normalise(token.text);
    default:
      return normalise(decodeEntities('text' in token ? token.text : ''));
  }
}

function readInner(token: InlineToken): InlineToken[] | undefined {
  return token.type !== 'image' && 'tokens' in token ? (token.tokens as InlineToken[] | undefined) : undefined;
}

/** What Markdown, white space and the service's reading of it cannot change. */
function normalise(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
