import {isRecord} from './wire.js';

/** What the service offers beside answers. */
export interface Offers {
  votes: boolean;
  search: boolean;
  /** For how many days it keeps questions; 0: not at all. */
  keptDays: number;
  /** Whether answers are extracts because no language model is connected. */
  extracts: boolean;
}

export const NO_OFFERS: Offers = {votes: false, search: false, keptDays: 0, extracts: false};

/** Asks the service what it offers. One that cannot say it, such as an older one, offers nothing. */
export async function loadOffers(apiUrl: string): Promise<Offers> {
  try {
    const response = await fetch(`${apiUrl}/widget/config.json`, {credentials: 'omit', referrerPolicy: 'no-referrer'});
    return response.ok ? readOffers(await response.json()) : NO_OFFERS;
  } catch {
    return NO_OFFERS; // unreachable: the first question says so
  }
}

export function readOffers(value: unknown): Offers {
  if (!isRecord(value)) {
    return NO_OFFERS;
  }
  const days = value['kept_days'];
  return {
    votes: value['votes'] === true,
    search: value['search'] === true,
    keptDays: typeof days === 'number' && days > 0 ? days : 0,
    extracts: value['extracts'] === true,
  };
}
