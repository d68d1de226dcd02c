import {cut} from './text.js';

/** The service's request and answer, and how an untrusted JSON value becomes one. */

export interface Turn {
  type: 'human' | 'ai';
  content: string;
}

export interface ChatRequest {
  query: string;
  chat_history: Turn[];
  filters: {version: string; locale: string; docusaurus_tag: string[]};
  page_url: string;
}

export interface Source {
  number: number;
  title: string;
  section: string;
  url: string;
  snippet: string;
  version: string;
  locale: string;
}

const OUTCOMES = ['answered', 'abstained', 'extractive', 'blocked', 'truncated'] as const;
export type Outcome = (typeof OUTCOMES)[number] | 'unknown';

export interface Answer {
  /** Names this delivery of the answer: a vote names it. */
  id: string;
  response: string;
  sources: Source[];
  cited: number[];
  nearest: Source[];
  /** Names in code that stand in no passage. */
  unverified: string[];
  /** Sentences that the passages they cite do not support. */
  unsupported: string[];
  /** Questions to ask next. */
  suggestions: string[];
  /** `''` until the last part has come. */
  outcome: Outcome | '';
  reason: string;
}

export const EMPTY_ANSWER: Answer = {
  id: '',
  response: '',
  sources: [],
  cited: [],
  nearest: [],
  unverified: [],
  unsupported: [],
  suggestions: [],
  outcome: '',
  reason: '',
};

/** Of the service, in characters as it counts them. */
export const LIMITS = {query: 2000, turns: 20, turn: 8000, url: 2000, response: 1_000_000, sources: 50, names: 50};

/** What the value holds of an answer; everything of another type is left out. */
export function readPart(value: unknown): Partial<Answer> {
  if (!isRecord(value)) {
    return {};
  }
  const part: Partial<Answer> = {};
  if (typeof value['id'] === 'string') part.id = value['id'];
  if (typeof value['response'] === 'string') part.response = value['response'];
  if (Array.isArray(value['sources'])) part.sources = readSources(value['sources']);
  if (Array.isArray(value['nearest'])) part.nearest = readSources(value['nearest']);
  if (Array.isArray(value['cited']))
    part.cited = value['cited'].filter((number): number is number => Number.isInteger(number));
  for (const key of ['unverified', 'unsupported', 'suggestions'] as const) {
    if (Array.isArray(value[key])) part[key] = readTexts(value[key]);
  }
  if (typeof value['reason'] === 'string') part.reason = value['reason'];
  if (typeof value['outcome'] === 'string')
    part.outcome = OUTCOMES.find((known) => known === value['outcome']) ?? 'unknown';
  return part;
}

/** Text is joined; everything else comes once. */
export function addPart(answer: Answer, part: Partial<Answer>): Answer {
  const response = cut(answer.response + (part.response ?? ''), LIMITS.response);
  return {...answer, ...part, response};
}

function readTexts(values: unknown[]): string[] {
  return values.filter((text): text is string => typeof text === 'string' && text !== '').slice(0, LIMITS.names);
}

export function readSources(values: unknown[]): Source[] {
  return values.slice(0, LIMITS.sources).flatMap((value) => {
    if (!isRecord(value) || !Number.isInteger(value['number'])) {
      return [];
    }
    const text = (key: string): string => (typeof value[key] === 'string' ? value[key] : '');
    return [
      {
        number: value['number'] as number,
        title: text('title'),
        section: text('section'),
        url: text('url'),
        snippet: text('snippet'),
        version: text('version'),
        locale: text('locale'),
      },
    ];
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
