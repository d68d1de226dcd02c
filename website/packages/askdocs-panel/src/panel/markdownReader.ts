import {Lexer, Marked, type MarkedToken, type TokenizerAndRendererExtension} from 'marked';

/** A marker `[2]` in the text of an answer. */
export interface CitationToken {
  type: 'citation';
  raw: string;
  number: number;
}

export type MarkdownToken = MarkedToken | CitationToken;

/** Above this length a paragraph stays plain text: emphasis rules take quadratic time on hostile input. */
const INLINE_LIMIT = 10_000;

const citation: TokenizerAndRendererExtension = {
  name: 'citation',
  level: 'inline',
  start: (text) => /\[\d/.exec(text)?.index,
  tokenizer(text): CitationToken | undefined {
    const match = /^\[(\d{1,3})\](?!\()/.exec(text);
    return match ? {type: 'citation', raw: match[0], number: Number(match[1])} : undefined;
  },
};

const marked = new Marked({gfm: true, extensions: [citation]});

/**
 * A reader of one growing text. Returns blocks; a block that has not changed since the last call keeps its `raw`, and
 * its inline content is not read again. Text that Markdown cannot make sense of comes back as one paragraph.
 */
export function createMarkdownReader(): (text: string) => MarkdownToken[] {
  const inline = new Map<string, MarkedToken[]>();

  return (text) => {
    const lexer = new Lexer(marked.defaults);
    try {
      const blocks = lexer.blockTokens(text.replace(/\r\n?/g, '\n'), lexer.tokens);
      for (const {src, tokens} of lexer.inlineQueue) {
        let read = inline.get(src);
        if (!read) {
          read = (src.length > INLINE_LIMIT ? [plain(src)] : lexer.inlineTokens(src)) as MarkedToken[];
          inline.set(src, read);
        }
        tokens.push(...read);
      }
      return blocks as MarkdownToken[];
    } catch (error) {
      if (error instanceof RangeError) {
        return [{type: 'paragraph', raw: text, text, tokens: [plain(text)]}]; // nested too deeply for the stack
      }
      throw error;
    }
  };
}

function plain(text: string): MarkedToken {
  return {type: 'text', raw: text, text, escaped: false};
}

const ENTITIES: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0'};

/** `&lt;` and its like as the characters that they stand for; React escapes them again. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi,
    (entity, decimal?: string, hex?: string, name?: string) => {
      if (name) {
        return ENTITIES[name] ?? entity;
      }
      const code = decimal ? Number(decimal) : parseInt(hex ?? '', 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}

/** The numbers of the markers that the text holds so far, in order of appearance. */
export function findCitations(text: string): number[] {
  return Array.from(new Set(Array.from(text.matchAll(/\[(\d{1,3})\]/g), ([, digits]) => Number(digits))));
}
