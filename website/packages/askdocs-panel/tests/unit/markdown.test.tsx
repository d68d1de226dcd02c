import {beforeAll, expect, test, vi} from 'vitest';
import Markdown from '../../src/panel/Markdown.js';
import {createMarkdownReader} from '../../src/panel/markdownReader.js';
import type {Source} from '../../src/service/wire.js';
import {render as renderPart} from '../support/askdocs.js';

beforeAll(() => {
  vi.stubGlobal('location', new URL('https://kettle.example/docs/tea'));
  vi.stubGlobal('navigator', {});
});

const source = (url: string, title = 'Tea'): Source => ({
  number: 1,
  title,
  section: '',
  url,
  snippet: '',
  version: '',
  locale: '',
});

function render(text: string, sources: Source[] = [source('https://kettle.example/docs/tea#green')]): string {
  return renderPart(<Markdown text={text} sources={sources} onFollow={undefined} />);
}

function renderDoubtful(text: string, unsupported: string[], unverified: string[] = []): string {
  return renderPart(
    <Markdown text={text} sources={[]} unsupported={unsupported} unverified={unverified} onFollow={undefined} />,
  ).replaceAll(/ (?:title|dir)="[^"]*"/g, '');
}

test.each([
  '<script>alert(1)</script>',
  'text <script>alert(1)</script> text',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<iframe src="https://evil.example"></iframe>',
  '<svg/onload=alert(1)>',
  '<div\nonclick="x">\n\ntext\n\n</div>',
  '<![CDATA[ <script>x</script> ]]>',
  '<?php echo 1 ?>',
  '<!DOCTYPE html>',
])('HTML is shown as text: %j', (text) => {
  const html = render(text);
  expect(html.replace(/<\/?p>|<br\/>/g, '')).not.toMatch(/<[a-z!?]/i);
  expect(html).toContain('&lt;');
});

test.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](vbscript:x)',
  '[x](data:text/html,<script>1</script>)',
  '[x](blob:https://kettle.example/1)',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x](https://kettle.example@evil.example/)',
  '[x](relative)',
  '[x]()',
  '[x](http://[bad)',
  '[x][r]\n\n[r]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '[1](javascript:alert(1))',
])('no link is made of %j', (text) => {
  expect(render(text)).not.toContain('<a');
});

test('images are never fetched', () => {
  expect(render('![secret](https://evil.example/?q=1) ![](https://evil.example/?q=2)')).toBe('<p>[secret] </p>');
});

test('a comment is not shown', () => {
  expect(render('a <!-- hidden --> b')).toBe('<p>a  b</p>');
});

test('links to pages stay here, links to elsewhere open a tab without a way back', () => {
  expect(render('[a](https://kettle.example/docs/tea#x)')).toBe(
    '<p><a href="https://kettle.example/docs/tea#x">a</a></p>',
  );
  expect(render('[a](/docs/tea)')).toBe('<p><a href="https://kettle.example/docs/tea">a</a></p>');
  expect(render('[a](https://other.example/)')).toBe(
    '<p><a href="https://other.example/" target="_blank" rel="noopener noreferrer">a</a></p>',
  );
});

test('a marker links to its source and says which', () => {
  expect(render('Hot [1].')).toContain('href="https://kettle.example/docs/tea#green"');
  expect(render('Hot [1].')).toContain('aria-label="Source 1: Tea"');
  expect(render('Hot [1][1].').match(/<a/g)).toHaveLength(2);
  expect(render('- Hot [1]\n\n|a [1]|\n|-|\n|b [1]|').match(/<a/g)).toHaveLength(3);
});

test('a marker without a source, in code, or escaped stays text', () => {
  expect(render('Hot [9] `a[1]` \\[1\\].')).toBe('<p>Hot [9] <code dir="ltr">a[1]</code> [1].</p>');
  expect(render('```\na[1]\n```')).not.toContain('<a');
});

test('a hostile source is named, and not linked', () => {
  const html = render('Hot [1].', [source('javascript:alert(1)', '"><script>1</script>')]);
  expect(html).toBe('<p>Hot <span class="askdocs-citation">1</span>.</p>');
  expect(render('Hot [1].', [source('https://evil.example/"><script>')])).not.toContain('<script');
});

test('entities are read once', () => {
  expect(render('&lt;b&gt; &amp;lt; &#60; &#x3c; &copy; &nope;')).toBe(
    '<p>&lt;b&gt; &amp;lt; &lt; &lt; &amp;copy; &amp;nope;</p>',
  );
  expect(render('`&lt;`')).toBe('<p><code dir="ltr">&amp;lt;</code></p>');
});

test('everything that answers are made of is rendered', () => {
  const html = render(
    '# T\n\n1. a\n2. b\n\n- [x] done\n\n> q\n\n---\n\n~~d~~ **b** *i*\n\n```ts title="x"\nlet a = 1;\n```\n\n|a|b|\n|-|-|\n|c|d|\n',
  );
  for (const part of [
    '<h4 data-depth="1">T</h4>',
    '<ol start="1"><li>a</li>',
    '☑ done',
    '<blockquote dir="auto">',
    '<hr/>',
    '<del>d</del>',
    '<strong>b</strong>',
    '<em>i</em>',
    '<code>let a = 1;</code>',
    '<td>d</td>',
  ]) {
    expect(html).toContain(part);
  }
});

test('a code fence that is still open is code', () => {
  expect(render('```bash\nkettle --boil')).toContain('<code>kettle --boil</code>');
});

test.each([
  ['brackets', '['.repeat(100_000)],
  ['quotes', '>'.repeat(100_000)],
  ['quotes with spaces', '> '.repeat(50_000)],
  ['emphasis', '_a_b'.repeat(25_000)],
  ['stars', '*a '.repeat(33_000)],
  ['backticks', '`a '.repeat(33_000)],
  ['link starts', '[a]('.repeat(25_000)],
  ['image starts', '![['.repeat(33_000)],
  ['tags', '<a '.repeat(33_000)],
  ['a wide table', `${'|a'.repeat(5_000)}\n${'|-'.repeat(5_000)}\n`],
  ['deep lists', Array.from({length: 300}, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
  ['markers', '[1]'.repeat(33_000)],
])('100 KB of %s neither hang nor crash', (_, text) => {
  const start = performance.now();
  const html = render(text);
  expect(performance.now() - start).toBeLessThan(5000);
  expect(html.length).toBeGreaterThan(1000);
});

test('a text that grows is read like one that was there at once', () => {
  const text = 'Fill **it** [1].\n\n- a\n- b `c`\n\n```js\nlet x;\n```\n\n|a|\n|-|\n|b|\n\nEnd.';
  const read = createMarkdownReader();
  let blocks: unknown;
  for (let length = 0; length <= text.length; length += 1) {
    blocks = read(text.slice(0, length));
  }
  expect(blocks).toEqual(createMarkdownReader()(text));
});

test('a sentence that its sources do not support is marked, markup and citations within it too', () => {
  expect(renderDoubtful('It boils. Press **the lever** `-b` [1] twice. Done.', ['Press the lever -b twice.'])).toBe(
    '<p>It boils. <mark class="askdocs-unsupported">Press <strong>the lever</strong> <code>-b</code> [1] twice.</mark> Done.</p>',
  );
});

test.each([
  ['a list', '- Tea is hot.\n- It is blue.', 'It is blue.', '<li>Tea is hot.</li><li><mark'],
  ['a heading before it', '# It is blue.\n\nIt is blue.', 'It is blue.', '<p><mark'],
  ['quotes and entities', 'He said &quot;it is blue&quot;.', 'He said "it is blue".', '<p><mark'],
  ['other letters', '水は青い。熱い。', '熱い。', '<mark'],
])('a doubtful sentence is found in %s', (_, text, sentence, expected) => {
  expect(renderDoubtful(text, [sentence])).toContain(expected);
});

test('a sentence that is not there marks nothing', () => {
  expect(renderDoubtful('It boils.', ['It freezes.', '', '...'])).toBe('<p>It boils.</p>');
});

test('a name that stands in no source is marked where it is code', () => {
  expect(renderDoubtful('Use `--brew` or `kettle --brew` or `--boil`.', [], ['--brew'])).toBe(
    '<p>Use <code class="askdocs-unverified">--brew</code> or <code class="askdocs-unverified">kettle --brew</code> or <code>--boil</code>.</p>',
  );
});
