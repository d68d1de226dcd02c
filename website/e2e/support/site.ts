import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** Docusaurus' own inline scripts (colour mode, base URL check) are named by their hashes; nothing else is inline. */
export function createPolicy(html: string, service: string): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) =>
      `'sha256-${createHash('sha256')
        .update(script ?? '')
        .digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(' ')}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${service}`,
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves a built site as a static host does, with the strict policy where a service is named that it may ask. */
export async function startSite(
  folder: string,
  service?: string,
  port = 0,
): Promise<{url: string; close: () => Promise<void>}> {
  const server = createServer((request, response) => {
    void (async () => {
      const pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
      for (const candidate of [pathname, `${pathname}.html`, path.join(pathname, 'index.html')]) {
        const file = path.join(folder, candidate);
        if (!file.startsWith(folder) || !path.extname(file)) continue;
        const content = await readFile(file).catch(() => null);
        if (content) {
          const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
          response.setHeader('Content-Type', type);
          if (service && type.startsWith('text/html')) {
            response.setHeader('Content-Security-Policy', createPolicy(content.toString(), service));
          }
          response.end(content);
          return;
        }
      }
      response.writeHead(404, {'Content-Type': 'text/html'});
      response.end(await readFile(path.join(folder, '404.html')).catch(() => 'Not found'));
    })();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
