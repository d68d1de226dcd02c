import {Parser} from 'htmlparser2';

const HEADING = /^h[1-6]$/;

export interface BuiltPage {
  /** The ids of the headings in the page's article (without one: in its `main`), in page order. */
  headingIds: string[];
  /** Whether search engines are told to leave the page alone: unlisted pages, and those that say so themselves. */
  isNoIndex: boolean;
}

export function readBuiltPage(html: string): BuiltPage {
  let isNoIndex = false;
  const inArticle: string[] = [];
  const inMain: string[] = [];
  const depth = {article: 0, main: 0};

  const parser = new Parser({
    onopentag(name, {id, name: meta, content}) {
      if (name === 'meta' && meta === 'robots') {
        isNoIndex ||= /noindex|none/i.test(content ?? '');
      } else if (name === 'article' || name === 'main') {
        depth[name] += 1;
      } else if (id && HEADING.test(name)) {
        if (depth.article > 0) inArticle.push(id);
        if (depth.main > 0) inMain.push(id);
      }
    },
    onclosetag(name) {
      if (name === 'article' || name === 'main') {
        depth[name] -= 1;
      }
    },
  });
  parser.end(html);
  return {headingIds: inArticle.length > 0 ? inArticle : inMain, isNoIndex};
}
