import {type ReactNode, useRef, useState} from 'react';
import type {KeptConversation} from '../conversation/archive.js';
import {useAskDocs} from './context.js';

/** The conversations that the browser keeps: by day, searchable, each and all deletable. */
export function Conversations({onResume}: {readonly onResume: (kept: KeptConversation) => void}): ReactNode {
  const {
    host: {translate, language},
    options,
    archive,
    parts: {Icon},
  } = useAskDocs();
  const [kept, setKept] = useState(archive.list);
  const [isAllowed, setIsAllowed] = useState(archive.isAllowed);
  const [wanted, setWanted] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const shown = kept.filter(({exchanges}) => matches(exchanges, wanted));
  const days = groupByDay(shown, language);

  /** The focus goes to a row beside the one that will be gone, else to the list: a reader at the keyboard goes on there. */
  function leave(row?: Element | null): void {
    const beside = row?.nextElementSibling ?? row?.previousElementSibling;
    (beside?.querySelector<HTMLElement>('.askdocs-icon-button') ?? list.current)?.focus();
  }

  return (
    <div ref={list} className="askdocs-conversations" tabIndex={-1}>
      {options.history === 'ask' && (
        <label>
          <input
            type="checkbox"
            checked={isAllowed}
            onChange={(event) => {
              archive.allow(event.target.checked);
              setIsAllowed(archive.isAllowed());
              setKept(archive.list());
            }}
          />
          {translate('keepHere')}
        </label>
      )}
      {kept.length > 0 && (
        <input
          type="search"
          dir="auto"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          aria-label={translate('searchConversations')}
          placeholder={translate('searchConversations')}
        />
      )}
      <p className={shown.length > 0 ? 'askdocs-hidden' : undefined} role="status">
        {shown.length > 0 ? '' : translate('noConversations')}
      </p>
      {days.map(([day, conversations]) => (
        <section key={day}>
          <h3>{day}</h3>
          <ul>
            {conversations.map((one) => {
              const title = one.exchanges[0]?.question ?? '';
              return (
                <li key={one.id}>
                  <button type="button" className="askdocs-conversation" dir="auto" onClick={() => onResume(one)}>
                    {title}
                  </button>
                  <button
                    type="button"
                    className="askdocs-icon-button"
                    aria-label={translate('deleteOne', {title})}
                    onClick={(event) => {
                      leave(event.currentTarget.closest('li'));
                      archive.delete(one.id);
                      setKept(archive.list());
                    }}
                  >
                    <Icon name="delete" />
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {kept.length > 0 && (
        <button
          type="button"
          className="askdocs-text-button"
          onClick={() => {
            leave();
            archive.deleteAll();
            setKept(archive.list());
          }}
        >
          {translate('deleteAll')}
        </button>
      )}
    </div>
  );
}

function matches(exchanges: KeptConversation['exchanges'], wanted: string): boolean {
  const words = wanted.toLowerCase().split(/\s+/);
  const text = exchanges.map(({question, answer}) => `${question} ${answer.response}`.toLowerCase()).join(' ');
  return words.every((word) => text.includes(word));
}

const DAY_MS = 86_400_000;

/** Today and yesterday by their names, older days by their dates. */
function groupByDay(kept: readonly KeptConversation[], language: string): [string, KeptConversation[]][] {
  const near = new Intl.RelativeTimeFormat(language, {numeric: 'auto'});
  const far = new Intl.DateTimeFormat(language, {dateStyle: 'long'});
  const groups = new Map<string, KeptConversation[]>();
  for (const one of kept) {
    const age = Math.round((startOfDay(Date.now()) - startOfDay(one.at)) / DAY_MS);
    const name = age < 2 ? near.format(-Math.max(age, 0), 'day') : far.format(one.at);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return Array.from(groups);
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
