import type {PageContext} from '../host.js';
import {isRecord, readSources, type Source} from './wire.js';

const RESULTS = 5;

/** Pages found by keywords alone, which costs nothing; none where the service cannot say. */
export async function searchPages(
  query: string,
  page: PageContext,
  {apiUrl, apiKey}: {apiUrl: string; apiKey: string},
  signal: AbortSignal,
): Promise<Source[]> {
  const parameters = new URLSearchParams({q: query, limit: String(RESULTS), page_url: page.url});
  for (const key of ['version', 'locale'] as const) {
    if (page[key]) {
      parameters.set(key, page[key]);
    }
  }
  const response = await fetch(`${apiUrl}/search?${parameters}`, {
    headers: apiKey ? {Authorization: `Bearer ${apiKey}`} : {},
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal,
  });
  const found: unknown = response.ok ? await response.json() : null;
  return isRecord(found) && Array.isArray(found['results']) ? readSources(found['results']) : [];
}
