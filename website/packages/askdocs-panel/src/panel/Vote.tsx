import {type SyntheticEvent, type ReactNode, useEffect, useId, useRef, useState} from 'react';
import {tell} from '../events.js';
import type {MessageId} from '../messages.js';
import {NOTE_LIMIT, type Reason, REASONS, sendVote} from '../service/votes.js';
import {useAskDocs} from './context.js';
import type {VoteProps} from './props.js';

const NAMES: Record<Reason, MessageId> = {
  incorrect: 'reasonIncorrect',
  off_topic: 'reasonOffTopic',
  slow_or_broken: 'reasonSlowOrBroken',
  style: 'reasonStyle',
  unsafe: 'reasonUnsafe',
  other: 'reasonOther',
};

/** Thumbs for an answer; whoever finds it unhelpful may say why. A vote can be changed and taken back. */
export default function Vote({exchange}: VoteProps): ReactNode {
  const {
    host: {translate},
    options,
    conversation,
    parts: {Icon},
  } = useAskDocs();
  const {vote, answer, id} = exchange;
  const [isFormOpen, setIsFormOpen] = useState(false);
  const [status, setStatus] = useState<'voteSent' | 'voteFailed' | null>(null);

  async function send(value: -1 | 0 | 1, reasons: readonly Reason[] = [], note = ''): Promise<boolean> {
    setStatus(null);
    try {
      await sendVote({answerId: answer.id, value, reasons, note}, options);
    } catch {
      setStatus('voteFailed');
      return false;
    }
    conversation.noteVote(id, value);
    tell({type: 'voted', id: answer.id, value});
    setStatus(value === 0 ? null : 'voteSent');
    return true;
  }

  function onVote(value: -1 | 1): void {
    const next = vote === value ? 0 : value;
    setIsFormOpen(next === -1);
    void send(next);
  }

  return (
    <>
      {([1, -1] as const).map((value) => {
        const name = translate(value === 1 ? 'up' : 'down');
        return (
          <button
            key={value}
            type="button"
            className="askdocs-icon-button"
            aria-label={name}
            title={name}
            aria-pressed={vote === value}
            onClick={() => onVote(value)}
          >
            <Icon name={value === 1 ? 'up' : 'down'} />
          </button>
        );
      })}
      {isFormOpen && (
        <ReasonsForm
          onSend={async (reasons, note) => {
            if (await send(-1, reasons, note)) {
              setIsFormOpen(false);
            }
          }}
        />
      )}
      {status && (
        <p className="askdocs-vote-status" role={status === 'voteFailed' ? 'alert' : 'status'}>
          {translate(status)}
        </p>
      )}
    </>
  );
}

function ReasonsForm({onSend}: {readonly onSend: (reasons: Reason[], note: string) => Promise<void>}): ReactNode {
  const {translate} = useAskDocs().host;
  const noteId = useId();
  const [chosen, setChosen] = useState<ReadonlySet<Reason>>(new Set());
  const [note, setNote] = useState('');
  const [isSending, setIsSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.scrollIntoView({block: 'nearest'}), []);

  function onSubmit(event: SyntheticEvent): void {
    event.preventDefault();
    if (!isSending) {
      setIsSending(true);
      void onSend(
        REASONS.filter((reason) => chosen.has(reason)),
        note,
      ).finally(() => setIsSending(false));
    }
  }

  return (
    <form ref={form} className="askdocs-reasons" onSubmit={onSubmit}>
      <fieldset>
        <legend>{translate('reasons')}</legend>
        {REASONS.map((reason) => (
          <label key={reason}>
            <input
              type="checkbox"
              checked={chosen.has(reason)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.target.checked) {
                  next.add(reason);
                } else {
                  next.delete(reason);
                }
                setChosen(next);
              }}
            />
            {translate(NAMES[reason])}
          </label>
        ))}
      </fieldset>
      <label htmlFor={noteId}>{translate('note')}</label>
      <textarea
        id={noteId}
        rows={2}
        dir="auto"
        maxLength={NOTE_LIMIT}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <button type="submit" className="askdocs-text-button" aria-disabled={isSending}>
        {translate('sendVote')}
      </button>
    </form>
  );
}
