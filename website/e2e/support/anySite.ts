import {createServer} from 'node:http';
import {SERVICE_PORT} from './service';

const SERVICE = `http://127.0.0.1:${SERVICE_PORT}`;

/** As strict as a page can be that loads the script from the service. */
const POLICY = [
  "default-src 'none'",
  `script-src ${SERVICE}`,
  `connect-src ${SERVICE}`,
  "style-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types askdocs',
].join('; ');

const HOSTILE_CSS = `
html { font-size: 62.5% }
*, *::before, *::after { all: unset !important; display: block !important; color: red !important; font-size: 7px !important }
head, script, link, title, meta { display: none !important }
askdocs-panel, body > div { display: none !important; visibility: hidden !important; opacity: 0 !important; zoom: 9 }
`;

const PLAIN_CSS =
  'body { font-family: sans-serif; margin: 2rem; background: #fff } .dark { background: #111; color: #eee }';

export interface SitePage {
  lang?: string;
  dir?: string;
  attributes?: string;
  head?: string;
  body?: string;
  isHostile?: boolean;
}

/** A site of one hand-made page, which each test may change. */
export async function startAnySite(): Promise<{url: string; page: SitePage; close: () => Promise<void>}> {
  const site = {page: {} as SitePage};
  const server = createServer((request, response) => {
    const {lang = 'en', dir = 'ltr', attributes = '', head = '', body = '', isHostile = false} = site.page;
    if (request.url === '/site.css') {
      response.setHeader('Content-Type', 'text/css');
      response.end(isHostile ? HOSTILE_CSS : PLAIN_CSS);
      return;
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', POLICY);
    response.end(
      `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>A site</title>${head}
      <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css">
      <script src="${SERVICE}/widget/askdocs.js" defer ${attributes}></script></head>
      <body><main><h1>A site</h1><p>Words of the page.</p><label>Name <input></label>
      ${body}<h2 id="far">Far</h2><p>The end.</p></main></body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return Object.assign(site, {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
