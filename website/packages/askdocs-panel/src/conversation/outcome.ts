import type {MessageId} from '../messages.js';
import type {Answer} from '../service/wire.js';
import type {Exchange} from './exchange.js';

/** What kept the answer from being a whole and proven one; null when nothing did. */
export function describeOutcome({state, failure, answer}: Exchange): MessageId | null {
  if (state === 'stopped') {
    return 'stopped';
  }
  return failure ? failure.kind : describeAnswer(answer);
}

function describeAnswer({outcome, reason, response}: Answer): MessageId | null {
  switch (outcome) {
    case 'abstained':
    case 'extractive':
    case 'blocked':
    case 'truncated':
      return outcome;
    case 'answered':
      if (response.trim() === '') {
        return 'foreign';
      }
      return reason === 'uncited' ? 'uncited' : null;
    default:
      return 'unknownOutcome';
  }
}
