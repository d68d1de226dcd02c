import {decodeEntities, type MarkdownToken} from './markdownReader.js';

/** A run of inline content, and whether it belongs to a sentence that is to be marked. */
export interface Run {
  tokens: MarkdownToken[];
  isMarked: boolean;
}

/**
 * Cuts the inline content of a block where one of the sentences begins and ends. The sentences are those that a reader
 * sees: without Markdown, and without citations. One that is not found marks nothing.
 */
export function markSentences(tokens: readonly MarkdownToken[], sentences: readonly string[]): Run[] {
  const pieces = tokens.flatMap(cutText);
  const text = pieces.map(({plain}) => plain).join('');
  const ranges = sentences.flatMap((sentence) => {
    const wanted = normalise(sentence);
    const start = wanted === '' ? -1 : text.indexOf(wanted);
    return start === -1 ? [] : [[start, start + wanted.length] as const];
  });

  let place = 0;
  const marked = pieces.map(({plain}) => {
    const [from, to] = [place, place + plain.length];
    place = to;
    return plain !== '' && ranges.some(([start, end]) => from < end && to > start);
  });
  includeEnds(pieces, marked);

  const runs: Run[] = [];
  pieces.forEach(({token}, index) => {
    const isMarked = marked[index] === true;
    const last = runs.at(-1);
    if (last?.isMarked === isMarked) {
      last.tokens.push(token);
    } else {
      runs.push({tokens: [token], isMarked});
    }
  });
  return runs;
}

/** Citations, signs and spaces within a sentence belong to it, and so do the citations and signs at its end. */
function includeEnds(pieces: readonly Piece[], marked: boolean[]): void {
  for (let start = 0; start < pieces.length; start += 1) {
    if (pieces[start]?.plain === '' && marked[start - 1]) {
      let next = start;
      while (pieces[next]?.plain === '') {
        next += 1;
      }
      let end = next;
      while (!marked[next] && end > start && isSpace(pieces[end - 1])) {
        end -= 1;
      }
      marked.fill(true, start, end);
      start = next - 1;
    }
  }
}

function isSpace(piece: Piece | undefined): boolean {
  return piece?.token.type === 'text' && piece.token.text.trim() === '';
}

interface Piece {
  token: MarkdownToken;
  plain: string;
}

/** A text becomes a piece a word, so that a sentence may begin within it; everything else stays whole. */
function cutText(token: MarkdownToken): Piece[] {
  if (token.type !== 'text' || token.tokens) {
    return [{token, plain: normalise(readPlain(token))}];
  }
  return (token.text.match(/\s+|\S+/g) ?? []).map((text) => ({
    token: {...token, text, raw: text},
    plain: normalise(decodeEntities(text)),
  }));
}

function readPlain(token: MarkdownToken): string {
  if (token.type === 'citation') {
    return '';
  }
  const inner = 'tokens' in token ? (token.tokens as MarkdownToken[] | undefined) : undefined;
  return inner ? inner.map(readPlain).join('') : decodeEntities('text' in token ? token.text : '');
}

/** Letters and digits: what Markdown, white space and the service's reading of it cannot change. */
function normalise(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
