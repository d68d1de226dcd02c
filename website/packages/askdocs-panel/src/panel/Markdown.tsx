import {Fragment, memo, type ReactNode, useState} from 'react';
import type {Tokens} from 'marked';
import {type AskDocs, type Parts, useAskDocs} from './context.js';
import {createMarkdownReader, decodeEntities, type MarkdownToken} from './markdownReader.js';
import {type InlineToken, markSentences, MAX_DEPTH} from './marking.js';
import type {MarkdownProps} from './props.js';

/**
 * An answer's Markdown as React elements. HTML in it is shown as the text that it is, images are never fetched, and
 * links lead nowhere but to web pages: the text comes from a model and may be hostile.
 */
export default function Markdown({
  text,
  sources,
  unverified = [],
  unsupported = [],
  onFollow,
}: MarkdownProps): ReactNode {
  const [read] = useState(createMarkdownReader);
  const {host, parts} = useAskDocs();
  const context = {sources, unverified, unsupported, onFollow, host, parts};
  return read(text).map((block, index) => <Block key={index} raw={block.raw} token={block} {...context} />);
}

interface Context extends Required<Omit<MarkdownProps, 'text'>> {
  readonly host: AskDocs['host'];
  readonly parts: Parts;
}

/** While an answer grows, only its last block changes. */
const Block = memo(
  ({token, ...context}: Context & {readonly token: MarkdownToken; readonly raw: string}): ReactNode =>
    renderToken(context.unsupported.length > 0 ? markSentences(token, context.unsupported) : token, context, 0),
  (before, after) =>
    before.raw === after.raw &&
    before.token.type === after.token.type &&
    before.sources === after.sources &&
    before.unsupported.length === after.unsupported.length &&
    before.unverified.length === after.unverified.length &&
    before.onFollow === after.onFollow,
);
Block.displayName = 'Block';

function renderTokens(tokens: readonly unknown[] | undefined, context: Context, depth: number): ReactNode {
  return (tokens as InlineToken[] | undefined)?.map((token, index) => (
    <Fragment key={index}>{renderToken(token, context, depth)}</Fragment>
  ));
}

function renderToken(token: InlineToken, context: Context, depth: number): ReactNode {
  if (depth > MAX_DEPTH) {
    return token.raw;
  }
  const inner = (tokens: readonly unknown[] | undefined): ReactNode => renderTokens(tokens, context, depth + 1);

  switch (token.type) {
    case 'citation':
      return <Citation {...context} number={token.number} raw={token.raw} />;
    case 'paragraph':
      return <p>{inner(token.tokens)}</p>;
    case 'mark':
      return (
        <mark className="askdocs-unsupported" title={context.host.translate('unsupportedMark')}>
          {renderTokens(token.tokens, context, depth)}
        </mark>
      );
    case 'text':
      return token.tokens ? inner(token.tokens) : decodeEntities(token.text);
    case 'escape':
      return token.text;
    case 'strong':
      return <strong>{inner(token.tokens)}</strong>;
    case 'em':
      return <em>{inner(token.tokens)}</em>;
    case 'del':
      return <del>{inner(token.tokens)}</del>;
    case 'codespan':
      return renderCodeSpan(token.text, context);
    case 'br':
      return <br />;
    case 'link':
      return (
        <context.parts.SourceLink address={token.href} onFollow={context.onFollow}>
          {inner(token.tokens)}
        </context.parts.SourceLink>
      );
    case 'image':
      return token.text && `[${decodeEntities(token.text)}]`;
    case 'heading':
      return <h4 data-depth={token.depth}>{inner(token.tokens)}</h4>;
    case 'code':
      return (
        <context.parts.CodeBlock
          code={token.text}
          language={token.lang?.match(/^[\w+#-]+/)?.[0].toLowerCase() ?? 'text'}
        />
      );
    case 'blockquote':
      return <blockquote dir="auto">{inner(token.tokens)}</blockquote>;
    case 'hr':
      return <hr />;
    case 'list':
      return renderList(token, inner);
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'table':
      return renderTable(token, inner, context.host.translate('table'));
    case 'html':
      return renderHtml(token.raw);
    case 'space':
    case 'def':
      return null;
    default:
      return token.raw;
  }
}

type Inner = (tokens: readonly unknown[]) => ReactNode;

function renderList({ordered, start, items}: Tokens.List, inner: Inner): ReactNode {
  const entries = items.map((item, index) => <li key={index}>{inner(item.tokens)}</li>);
  return ordered ? <ol start={Number(start)}>{entries}</ol> : <ul>{entries}</ul>;
}

function renderTable({header, rows}: Tokens.Table, inner: Inner, name: string): ReactNode {
  return (
    <div className="askdocs-table thin-scrollbar" tabIndex={0} role="group" aria-label={name}>
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index}>{inner(cell.tokens)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place}>{inner(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function renderHtml(raw: string): ReactNode {
  if (/^<br\s*\/?>\s*$/i.test(raw)) {
    return <br />;
  }
  return raw.startsWith('<!--') ? null : raw;
}

function renderCodeSpan(text: string, {unverified, host}: Context): ReactNode {
  const isUnverified = unverified.some((name) => text === name || text.split(/[\s=(),;]+/).includes(name));
  return isUnverified ? (
    <code dir="ltr" className="askdocs-unverified" title={host.translate('unverified').replace(/\s*[:：]\s*$/, '.')}>
      {text}
    </code>
  ) : (
    <code dir="ltr">{text}</code>
  );
}

/** A marker in the text; one that names no source stays text. */
function Citation({
  number,
  raw,
  sources,
  onFollow,
  host,
  parts,
}: Context & {readonly number: number; readonly raw: string}): ReactNode {
  const source = sources.find((candidate) => candidate.number === number);
  if (!source) {
    return raw;
  }
  return (
    <parts.SourceLink
      className="askdocs-citation"
      address={source.url}
      onFollow={onFollow}
      title={source.section || source.title}
      aria-label={host.translate('citation', {number, title: source.title})}
    >
      {number}
    </parts.SourceLink>
  );
}
