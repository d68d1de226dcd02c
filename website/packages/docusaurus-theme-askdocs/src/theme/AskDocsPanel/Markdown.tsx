import {Fragment, memo, type ReactNode, useState} from 'react';
import type {Tokens} from 'marked';
import {translate} from '@docusaurus/Translate';
import CodeBlock from '@theme/AskDocsPanel/CodeBlock';
import type {Props} from '@theme/AskDocsPanel/Markdown';
import SourceLink from '@theme/AskDocsPanel/SourceLink';
import {createMarkdownReader, decodeEntities, type MarkdownToken} from 'docusaurus-theme-askdocs/client';

/** Deeper than any answer; shallower than the stack. */
const MAX_DEPTH = 30;

/**
 * An answer's Markdown as React elements. HTML in it is shown as the text that it is, images are never fetched, and
 * links lead nowhere but to web pages: the text comes from a model and may be hostile.
 */
export default function Markdown({text, ...context}: Props): ReactNode {
  const [read] = useState(createMarkdownReader);
  return read(text).map((block, index) => <Block key={index} raw={block.raw} token={block} {...context} />);
}

type Context = Omit<Props, 'text'>;
type BlockProps = Context & {readonly token: MarkdownToken; readonly raw: string};

/** While an answer grows, only its last block changes. */
const Block = memo(
  ({token, sources, onFollow}: BlockProps): ReactNode => renderToken(token, {sources, onFollow}, 0),
  (before, after) =>
    before.raw === after.raw &&
    before.token.type === after.token.type &&
    before.sources === after.sources &&
    before.onFollow === after.onFollow,
);
Block.displayName = 'Block';

function renderTokens(tokens: readonly unknown[] | undefined, context: Context, depth: number): ReactNode {
  return (tokens as MarkdownToken[] | undefined)?.map((token, index) => (
    <Fragment key={index}>{renderToken(token, context, depth)}</Fragment>
  ));
}

function renderToken(token: MarkdownToken, context: Context, depth: number): ReactNode {
  if (depth > MAX_DEPTH) {
    return token.raw;
  }
  const inner = (tokens: readonly unknown[] | undefined): ReactNode => renderTokens(tokens, context, depth + 1);

  switch (token.type) {
    case 'citation':
      return <Citation number={token.number} raw={token.raw} {...context} />;
    case 'paragraph':
      return <p>{inner(token.tokens)}</p>;
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
      return <code dir="ltr">{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return (
        <SourceLink address={token.href} onFollow={context.onFollow}>
          {inner(token.tokens)}
        </SourceLink>
      );
    case 'image':
      return token.text && `[${decodeEntities(token.text)}]`;
    case 'heading':
      return <h4 data-depth={token.depth}>{inner(token.tokens)}</h4>;
    case 'code':
      return <CodeBlock code={token.text} language={token.lang?.match(/^[\w+#-]+/)?.[0].toLowerCase() ?? 'text'} />;
    case 'blockquote':
      return <blockquote>{inner(token.tokens)}</blockquote>;
    case 'hr':
      return <hr />;
    case 'list':
      return renderList(token, inner);
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'table':
      return renderTable(token, inner);
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

function renderTable({header, rows}: Tokens.Table, inner: Inner): ReactNode {
  return (
    <div
      className="askdocs-table thin-scrollbar"
      tabIndex={0}
      role="group"
      aria-label={translate({id: 'theme.AskDocs.table', message: 'Table', description: 'Name of a table'})}
    >
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

/** A marker in the text; one that names no source stays text. */
function Citation({
  number,
  raw,
  sources,
  onFollow,
}: Context & {readonly number: number; readonly raw: string}): ReactNode {
  const source = sources.find((candidate) => candidate.number === number);
  if (!source) {
    return raw;
  }
  return (
    <SourceLink
      className="askdocs-citation"
      address={source.url}
      onFollow={onFollow}
      title={source.section || source.title}
      aria-label={translate(
        {
          id: 'theme.AskDocs.citation',
          message: 'Source {number}: {title}',
          description: 'Name of a numbered link in the text of an answer',
        },
        {number, title: source.title},
      )}
    >
      {number}
    </SourceLink>
  );
}
