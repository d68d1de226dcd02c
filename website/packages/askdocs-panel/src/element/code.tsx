import type {ReactNode} from 'react';

/**
 * Code in colours: comments, strings, numbers, words of the language. A library for many languages weighs 16 kB (gzip),
 * as much as all that reads Markdown, and the whole element may weigh 60.
 */
export function renderCode(code: string, language: string): ReactNode {
  const pattern = findPattern(language);
  if (!pattern) {
    return null;
  }
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    const kind = KINDS.find((name) => match.groups?.[name]);
    parts.push(
      code.slice(end, match.index),
      <span key={match.index} className={`code-${kind}`}>
        {match[0]}
      </span>,
    );
    end = match.index + match[0].length;
  }
  return (
    <pre dir="ltr" tabIndex={0}>
      <code>
        {parts}
        {code.slice(end)}
      </code>
    </pre>
  );
}

const KINDS = ['comment', 'string', 'number', 'flag', 'word'] as const;

/** How comments begin, and the languages in which they begin so. */
const FAMILIES: [comment: string, languages: string][] = [
  [
    String.raw`(?<=^|\s)#.*`,
    'bash sh shell console zsh fish powershell python py ruby rb perl r yaml yml toml ini conf nginx docker dockerfile makefile env elixir',
  ],
  [
    String.raw`\/\/.*|\/\*[^]*?(?:\*\/|$(?![^]))`,
    'javascript js jsx mjs typescript ts tsx java go rust rs c cpp csharp cs php kotlin swift scala dart json jsonc json5 css scss less graphql proto',
  ],
  [String.raw`--.*`, 'sql lua haskell'],
  [String.raw`<!--[^]*?(?:-->|$(?![^]))`, 'html xml svg vue markup mdx'],
];

const STRING = String.raw`"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|${'`'}(?:\\.|[^${'`'}\\])*${'`'}?`;
const NUMBER = String.raw`\b\d[\d_.]*\b`;
const FLAG = String.raw`(?<=\s)--?[A-Za-z][\w-]*|\$\w+|(?<=<\/?)[\w-]+`;
const WORDS =
  'and as async await break case catch class const continue def default delete do done echo elif else enum esac except export extends false fi finally fn for from func function if impl implements import in interface is lambda let match mod new nil none not null or package pass pub public private raise return select self static struct super switch then this throw true try type use var void where while with yield';

const patterns = new Map<string, RegExp>();

function findPattern(language: string): RegExp | null {
  const family = FAMILIES.find(([, languages]) => languages.split(' ').includes(language));
  if (!family) {
    return null;
  }
  const [comment] = family;
  let pattern = patterns.get(comment);
  if (!pattern) {
    const words = `\\b(?:${WORDS.replaceAll(' ', '|')})\\b`;
    const sources = {comment, string: STRING, number: NUMBER, flag: FLAG, word: words};
    const groups = KINDS.map((name) => `(?<${name}>${sources[name]})`);
    pattern = new RegExp(groups.join('|'), 'gim');
    patterns.set(comment, pattern);
  }
  return pattern;
}
