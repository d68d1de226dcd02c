import {existsSync, readFileSync} from 'node:fs';
import {createServer, type Server, type ServerResponse} from 'node:http';
import path from 'node:path';
import {PLAYS, type SeenRequest, SOURCES} from './plays';

export const SERVICE_PORT = 8901;
/** The bundle for any site, as the real service has it. */
const WIDGET = path.resolve(__dirname, '../../../app/data/widget');
export interface ScriptedService {
  requests: SeenRequest[];
  /** What was sent to `/feedback`; those that are to fail have the note "fail". */
  votes: Record<string, unknown>[];
  /** What was looked for at `/search`. */
  searches: URLSearchParams[];
  close: () => Promise<void>;
}

/** A service that does as the question says; it speaks the wire of `/chat/stream` and `/chat`. */
export async function startService(port = SERVICE_PORT): Promise<ScriptedService> {
  const requests: SeenRequest[] = [];
  const votes: Record<string, unknown>[] = [];
  const searches: URLSearchParams[] = [];
  const server: Server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
    response.setHeader('Access-Control-Allow-Headers', 'content-type, authorization');
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'GET') {
      if (url.pathname === '/search') {
        searches.push(url.searchParams);
      }
      sendFile(response, url);
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const content = JSON.parse(body) as {input?: SeenRequest['input']} & SeenRequest['input'];
      if (url.pathname === '/feedback') {
        votes.push(content);
        response.writeHead((content as {note?: string}).note === 'fail' ? 503 : 204).end();
        return;
      }
      const input = content.input ?? content;
      const seen: SeenRequest = {path: request.url ?? '', headers: request.headers, input, wasCut: false};
      requests.push(seen);
      response.on('close', () => (seen.wasCut = !response.writableFinished));
      const play = PLAYS[input.query.split(' ')[0]?.toLowerCase() ?? ''] ?? PLAYS['rich'];
      void play?.(response, seen);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    requests,
    votes,
    searches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const OFFERS = {votes: true, search: true, kept_days: 90, extracts: false};

function sendFile(response: ServerResponse, {pathname, searchParams}: URL): void {
  const file = path.join(WIDGET, path.basename(pathname));
  if (pathname === '/widget/config.json') {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(OFFERS));
  } else if (pathname === '/search') {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({results: searchParams.get('q') === 'nothing' ? [] : SOURCES.slice(0, 3)}));
  } else if (pathname.startsWith('/widget/') && existsSync(file)) {
    response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
    response.end(readFileSync(file));
  } else {
    response.writeHead(404).end();
  }
}
