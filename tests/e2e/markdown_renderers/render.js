// Reads a JSON list of Markdown texts from stdin. Writes for each what every renderer would fetch, run or link to outside
// of the allowed hosts (`dangers`), and what a reader would see of it (`shapes`).
import {json} from 'node:stream/consumers';
import {parseFragment} from 'parse5';
import {Parser, HtmlRenderer} from 'commonmark';
import MarkdownIt from 'markdown-it';
import footnote from 'markdown-it-footnote';
import {Marked} from 'marked';
import {createElement} from 'react';
import {renderToStaticMarkup} from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import showdown from 'showdown';
import snarkdown from 'snarkdown';
import {unified} from 'unified';

const PAGE = 'https://docs.example.com/page/';
const HOSTS = new Set(['docs.example.com', 'github.com']);
const SECRET = 'SECRET';

const plain = new MarkdownIt();
const linkify = new MarkdownIt({linkify: true});
const withHtml = new MarkdownIt({html: true, linkify: true}).use(footnote);
const marked = new Marked({gfm: true});
const github = new showdown.Converter();
github.setFlavor('github');

function remark(...plugins) {
  const processor = plugins.reduce((chain, plugin) => chain.use(plugin), unified().use(remarkParse));
  return processor.use(remarkRehype).use(rehypeStringify);
}
const raw = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, {allowDangerousHtml: true})
  .use(rehypeRaw)
  .use(rehypeStringify);
const remarks = {plain: remark(), gfm: remark(remarkGfm), math: remark(remarkGfm, remarkMath)};

const RENDERERS = {
  'markdown-it': (text) => plain.render(text),
  'markdown-it linkify': (text) => linkify.render(text),
  'markdown-it html': (text) => withHtml.render(text),
  marked: (text) => marked.parse(text),
  commonmark: (text) => new HtmlRenderer().render(new Parser().parse(text)),
  'commonmark safe': (text) => new HtmlRenderer({safe: true}).render(new Parser().parse(text)),
  remark: (text) => String(remarks.plain.processSync(text)),
  'remark gfm': (text) => String(remarks.gfm.processSync(text)),
  'remark math': (text) => String(remarks.math.processSync(text)),
  'remark raw': (text) => String(raw.processSync(text)),
  'react-markdown': (text) => renderToStaticMarkup(createElement(ReactMarkdown, {remarkPlugins: [remarkGfm]}, text)),
  showdown: (text) => github.makeHtml(text),
  snarkdown: (text) => snarkdown(text),
};

const FETCHED = new Set(['src', 'srcset', 'poster', 'data', 'background']);
const FOLLOWED = new Set(['href', 'action', 'formaction', 'ping', 'cite', 'xlink:href']);

/** What would happen in a browser that shows this element. */
function* judge({tagName, attrs}) {
  if (['script', 'iframe', 'object', 'embed', 'base', 'meta', 'style', 'svg', 'form'].includes(tagName)) {
    yield ['SCRIPT', tagName, ''];
  }
  for (const {name, value} of attrs) {
    if (name.startsWith('on') || name === 'srcdoc') {
      yield ['SCRIPT', `${tagName} ${name}`, value];
    } else if (name === 'style' && /url|image-set|expression/i.test(value)) {
      yield ['FETCH', `${tagName} ${name}`, value];
    } else if (FETCHED.has(name) || FOLLOWED.has(name)) {
      const isFetched = FETCHED.has(name) || tagName === 'link';
      if (!URL.canParse(value, PAGE)) continue;
      const url = new URL(value, PAGE);
      if (!['http:', 'https:'].includes(url.protocol)) {
        yield ['SCRIPT', `${tagName} ${name}`, value];
      } else if (!HOSTS.has(url.hostname)) {
        yield [isFetched ? 'FETCH' : 'LINK', `${tagName} ${name}`, value];
      } else if (`${url.search}${url.hash}`.includes(SECRET)) {
        yield ['LEAK', `${tagName} ${name}`, value];
      }
    }
  }
}

function findDangers(root) {
  const found = [];
  const nodes = [root];
  while (nodes.length) {
    const node = nodes.pop();
    if (node.tagName) found.push(...judge(node));
    nodes.push(...(node.childNodes ?? []), ...(node.content ? [node.content] : []));
  }
  return found;
}

/** The elements that mean something to a reader, and their texts; white space as a browser shows it. */
function describe(node, isCode = false) {
  if (node.nodeName === '#text') return isCode ? node.value : node.value.replace(/\s+/g, ' ');
  const inner = (node.childNodes ?? []).map((child) => describe(child, isCode || node.tagName === 'pre')).join('');
  const attributes = Object.fromEntries((node.attrs ?? []).map(({name, value}) => [name, value]));
  switch (node.tagName) {
    case 'br':
      return '⏎';
    case 'img':
      return `<img ${attributes.src} ${attributes.alt}>`;
    case 'a':
      return `<a ${attributes.href}>${inner}</a>`;
    case 'ol':
      return `\n<ol ${attributes.start ?? 1}>${inner}\n</ol>\n`;
    case 'pre':
      return `\n<pre>${inner.replace(/\n+$/, '')}</pre>\n`;
    case 'p': // an item of a loose list shows the same text as one of a tight list
      return `\n${inner.trim()}\n`;
    case 'ul': case 'li': case 'blockquote': case 'table': case 'tr': case 'th': case 'td':
    case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6': case 'hr':
      return `\n<${node.tagName}>${inner.trim()}</${node.tagName}>\n`;
    case 'code': case 'em': case 'strong': case 'del': case 's':
      return `<${node.tagName}>${inner}</${node.tagName}>`;
    default:
      return inner;
  }
}

const results = (await json(process.stdin)).map((text) => {
  const dangers = [];
  const shapes = {};
  for (const [name, render] of Object.entries(RENDERERS)) {
    const root = parseFragment(render(text));
    dangers.push(...findDangers(root).map((danger) => [name, ...danger]));
    shapes[name] = describe(root).replace(/[ \t]*\n\s*/g, '\n').trim();
  }
  return {dangers, shapes};
});
process.stdout.write(JSON.stringify(results));
