import { useCallback, useEffect, useRef, useState } from 'react';
import type { Api } from '../api/api.js';
import type { Priority } from '#lib/contract';
import type { ProtocolVersionView, TriageView } from '../api/generated/types.gen.js';
import type { Obstacle, Outcome } from '../api/outcome.js';
import type { Desk } from '../board/desk.js';
import { entryCard, questionName } from './asked.js';
import { useProtocol } from './use-protocol.js';

export interface TriageSubject {
  /** The triage, where one was begun. */
  readonly triageId: string | null;
  /** The newest version of it that was heard of; 0 where none was. */
  readonly version: number;
  readonly contactId: string | null;
  readonly incidentId: string | null;
  /** Answers to first questions that stand on the screen anyway, by the key of the question; empty while unknown. */
  readonly known: Readonly<Record<string, string>>;
}

export interface TriageActs {
  readonly view: TriageView | null;
  readonly protocol: ProtocolVersionView | null;
  /** Why the protocol could not be had when it was last asked for. */
  readonly unread: Obstacle | null;
  readonly obstacle: Obstacle | null;
  /** Answers on their way, by the name of the question. */
  readonly pending: ReadonlyMap<string, string>;
  readonly answer: (card: string, question: string, value: string) => void;
  readonly choose: (card: string) => void;
  readonly read: (script: string, step: string) => void;
  readonly override: (priority: Priority, reason: string) => Promise<Outcome<TriageView>>;
  readonly finish: () => void;
}

type Act = (view: TriageView) => Promise<Outcome<TriageView>>;

/** A triage being run: acts go one after the other, the first of them begins it, and each answer is shown at once. */
export function useTriage(
  desk: Desk,
  subject: TriageSubject,
  onChange: (view: TriageView) => void,
): TriageActs {
  const { api } = desk;
  const [view, setView] = useState<TriageView | null>(() =>
    desk.triageShown?.id === subject.triageId ? desk.triageShown : null,
  );
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [pending, setPending] = useState<ReadonlyMap<string, string>>(new Map());
  const present = useRef({ view, subject, onChange });
  useEffect(() => {
    present.current = { ...present.current, subject, onChange };
  });
  const { value: protocol, obstacle: unread } = useProtocol(api, view?.protocol.id ?? null);

  const show = useCallback(
    (next: TriageView): void => {
      const { view: before, onChange: tell } = present.current;
      if (before?.id === next.id && before.version > next.version) return;
      present.current.view = next;
      desk.triageShown = next;
      setView(next);
      tell(next);
    },
    [desk],
  );

  const act = useCallback(
    (doing: Act): Promise<Outcome<TriageView>> => {
      const perform = async (): Promise<Outcome<TriageView>> => {
        const begun = await begin(api, present.current.view, present.current.subject);
        if (!begun.ok) return begun;
        show(begun.value);
        const told = await withKnown(api, begun.value, present.current.subject.known);
        const done = await doing(told);
        if (done.ok) show(done.value);
        else show(await afterRefusal(api, told));
        return done;
      };
      const performed = desk.triageSaving.then(perform);
      desk.triageSaving = performed.then((done) => setObstacle(done.ok ? null : done.obstacle));
      return performed;
    },
    [api, desk, show],
  );

  const { triageId, contactId, version } = subject;
  useEffect(() => {
    const known = present.current.view;
    if (known && (triageId === null || (known.id === triageId && known.version >= version))) return;
    void begunBefore(api, triageId, contactId).then((found) => found && show(found));
  }, [api, triageId, contactId, version, show]);

  useEffect(() => {
    const tell = (): void => {
      const { view: begun, subject: now } = present.current;
      if (begun && begun.state === 'running' && hasNews(begun, now.known)) {
        void act((told) => Promise.resolve({ ok: true, value: told }));
      }
    };
    document.addEventListener('focusout', tell);
    return () => document.removeEventListener('focusout', tell);
  }, [act]);

  const answer = (card: string, question: string, value: string): void => {
    const name = questionName(card, question);
    setPending((before) => new Map(before).set(name, value));
    void act((now) => {
      const before = answerIn(now, card, question);
      if (before?.value === value) return Promise.resolve({ ok: true, value: now });
      return api.answerTriage(now.id, { card, question, value }, before ? now.version : null);
    }).then(() =>
      setPending((before) => {
        const after = new Map(before);
        if (after.get(name) === value) after.delete(name);
        return after;
      }),
    );
  };

  return {
    view,
    protocol,
    unread,
    obstacle,
    pending,
    answer,
    choose: (card) =>
      void act((now) =>
        now.card.number === card
          ? Promise.resolve({ ok: true, value: now })
          : api.chooseCard(now.id, card, now.version),
      ),
    read: (script, step) => void act((now) => api.readStep(now.id, { script, step })),
    override: (priority, reason) =>
      act((now) => api.overrideTriage(now.id, { priority, reason }, now.version)),
    finish: () => void act((now) => api.finishTriage(now.id, now.version)),
  };
}

const answerIn = (view: TriageView, card: string, question: string): { value: string } | undefined =>
  view.answers.find((given) => given.card === card && given.question === question);

const begin = (api: Api, view: TriageView | null, subject: TriageSubject): Promise<Outcome<TriageView>> => {
  if (view) return Promise.resolve({ ok: true, value: view });
  const { triageId, contactId, incidentId } = subject;
  return triageId === null ? api.startTriage({ contactId, incidentId }) : api.triage(triageId);
};

/** The triage that is known, or the one that somebody began for the contact. */
async function begunBefore(
  api: Api,
  triageId: string | null,
  contactId: string | null,
): Promise<TriageView | null> {
  let id = triageId;
  if (id === null && contactId !== null) {
    const found = await api.triagesOfContact(contactId);
    id = (found.ok && found.value.items.find(({ state }) => state === 'running')?.id) || null;
  }
  const read = id === null ? null : await api.triage(id);
  return read?.ok ? read.value : null;
}

/** What it is now, where somebody else was faster. */
async function afterRefusal(api: Api, before: TriageView): Promise<TriageView> {
  const now = await api.triage(before.id);
  return now.ok ? now.value : before;
}

const hasNews = (view: TriageView, known: TriageSubject['known']): boolean =>
  Object.entries(known).some(
    ([key, value]) => value.trim() !== '' && answerIn(view, entryCard, key)?.value !== value.trim(),
  );

/** Tells the triage what stands on the screen already, so that nobody types it twice. */
async function withKnown(api: Api, view: TriageView, known: TriageSubject['known']): Promise<TriageView> {
  let now = view;
  for (const [question, typed] of Object.entries(known)) {
    const value = typed.trim();
    const before = answerIn(now, entryCard, question);
    if (now.state !== 'running' || value === '' || before?.value === value) continue;
    const told = await api.answerTriage(
      now.id,
      { card: entryCard, question, value },
      before ? now.version : null,
    );
    if (told.ok) now = told.value;
  }
  return now;
}
