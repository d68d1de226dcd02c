import {beforeAll, expect, test, vi} from 'vitest';
import Markdown from '../../src/panel/Markdown.js';
import Notice from '../../src/panel/Notice.js';
import {MESSAGES} from '../../src/messages.js';
import {EMPTY_ANSWER} from '../../src/service/wire.js';
import {render as renderPart} from '../support/askdocs.js';

beforeAll(() => vi.stubGlobal('navigator', {}));

const DOTTED = MESSAGES.unsupported;

function render(text: string, unsupported: string[]): string {
  return renderPart(<Markdown text={text} sources={[]} unsupported={unsupported} onFollow={undefined} />).replaceAll(
    / (?:title|dir|href|target|rel|class)="[^"]*"/g,
    '',
  );
}

/** What is under an answer. */
function renderNotice(response: string, unsupported: string[]): string {
  const answer = {...EMPTY_ANSWER, outcome: 'answered' as const, response, unsupported};
  return renderPart(<Notice exchange={{id: 1, question: 'How?', answer, state: 'done', failure: null, vote: 0}} />);
}

const ROWS = '| What | How |\n| --- | --- |\n';

test.each([
  [
    'cells of a row',
    `${ROWS}| Tea | It is **very** blue |\n| Milk | White |`,
    'Tea It is very blue',
    '<tr><td><mark>Tea</mark></td><td><mark>It is <strong>very</strong> blue</mark></td></tr><tr><td>Milk</td><td>White</td></tr>',
  ],
  [
    'a cell with a marker of its own',
    `${ROWS}| It is blue. It boils [1] | [2] |`,
    'It is blue.',
    '<td><mark>It is blue.</mark> It boils [1]</td><td>[2]</td>',
  ],
  [
    'the end of one cell and the next',
    `${ROWS}| Yes. It | boils |`,
    'It boils',
    '<td>Yes. <mark>It</mark></td><td><mark>boils',
  ],
  [
    'a row with code that holds a pipe',
    `${ROWS}| \`a \\| b\` | A blue pipe |`,
    'a \\| b A blue pipe',
    '<td><mark><code>a | b',
  ],
  [
    'bold text that holds another one',
    'So: **Fill it. It is blue.** End.',
    'It is blue.',
    '<strong>Fill it. <mark>It is blue.</mark></strong> End.',
  ],
  [
    'bold text and what follows',
    '**Fill it. It is** blue. End.',
    'It is blue.',
    '<strong>Fill it. <mark>It is</mark></strong> <mark>blue.</mark> End.',
  ],
  [
    'a link',
    'See [the guide. It is](<https://a.example/>) blue [1].',
    'It is blue.',
    '<mark>It is</mark></span> <mark>blue [1].</mark>',
  ],
  ['an item', '- [x] Tea\n- a **b\n  c** `d`', 'a b c d', '<mark>a <strong>b\nc</strong> <code>d</code></mark>'],
  ['an item of paragraphs', '1. One.\n\n   It is blue.\n2. Two.', 'It is blue.', '<p><mark>It is blue.</mark></p>'],
  ['a quote', '> It boils.\n> It is\n> blue.', 'It is blue.', 'It boils.\n<mark>It is\nblue.</mark>'],
  [
    'code that looks like an entity',
    'Write `&lt;b` as it is.',
    'Write &lt;b as it is.',
    '<mark>Write <code>&amp;lt;b</code> as it is.</mark>',
  ],
  ['an image', 'It is ![a cup](<https://a.example/c.png>) blue.', 'It is blue.', '<mark>It is [a cup] blue.</mark>'],
  ['a break', 'It is<br>blue.', 'It is blue.', '<mark>It is<br/>blue.</mark>'],
  ['letters without blanks', '水は青い。热的。是。', '热的。', '水は青い。<mark>热的。</mark>是。'],
  [
    'both places',
    'It is blue. No. It is blue.',
    'It is blue.',
    '<mark>It is blue.</mark> No. <mark>It is blue.</mark>',
  ],
])('a sentence is marked in %s, and the note speaks of it', (_, text, sentence, expected) => {
  expect(render(text, [sentence])).toContain(expected);
  expect(renderNotice(text, [sentence])).toContain(DOTTED);
  expect(renderNotice(text, [sentence])).not.toContain('<li');
});

test.each([
  ['is not there', 'It boils.', 'It freezes.'],
  ['stands in a heading', '# It is blue.\n\nText.', 'It is blue.'],
  ['stands in code', '```\nIt is blue.\n```', 'It is blue.'],
  ['goes over two paragraphs', 'It is\n\nblue.', 'It is blue.'],
  ['goes over two rows', `${ROWS}| It | is |\n| so | blue |`, 'is so'],
  ['has no letters', 'It boils.', '...'],
])('of a sentence that %s the note speaks without a dotted line', (_, text, sentence) => {
  expect(render(text, [sentence])).not.toContain('<mark');
  const notice = renderNotice(text, [sentence]);
  expect(notice).not.toContain(DOTTED);
  expect(notice).toContain(`${MESSAGES.unsupportedText}<ul><li dir="auto">${sentence}</li></ul>`);
});

test('the note speaks of sentences that are marked and lists the others', () => {
  const notice = renderNotice('It is blue.', ['It is blue.', 'It is <red>.']);
  expect(notice).toContain(DOTTED);
  expect(notice).toContain('<li dir="auto">It is &lt;red&gt;.</li>');
  expect(renderNotice('It is blue.', [])).toBe('');
});

test('100 KB of rows with many sentences to mark do not hang', () => {
  const start = performance.now();
  const text = ROWS + '| It **is** blue | `x` |\n'.repeat(4_000);
  expect(render(text, [...Array(50).keys()].map((number) => `It is ${number}`).concat('It is blue x'))).toContain(
    '<mark>It',
  );
  expect(performance.now() - start).toBeLessThan(5000);
});
