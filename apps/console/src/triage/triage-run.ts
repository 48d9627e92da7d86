import { useCallback, useEffect, useRef, useState } from 'react';
import type { Api } from '../api/api.js';
import type { ProtocolVersionView, TriageView } from '../api/generated/types.gen.js';
import type { Obstacle, Outcome } from '../api/outcome.js';

export interface TriageSubject {
  /** The triage, where one was begun. */
  readonly triageId: string | null;
  readonly contactId: string | null;
  readonly incidentId: string | null;
  /** Answers to first questions that stand in the form anyway, by the key of the question. */
  readonly known: Readonly<Record<string, string>>;
}

export interface TriageActs {
  readonly view: TriageView | null;
  readonly protocol: ProtocolVersionView | null;
  readonly obstacle: Obstacle | null;
  readonly answer: (card: string, question: string, value: string) => void;
  readonly choose: (card: string) => void;
  readonly read: (script: string, step: string) => void;
}

type Act = (view: TriageView) => Promise<Outcome<TriageView>>;

/** A triage being run: acts go one after the other, the first of them begins it, and each answer is shown at once. */
export function useTriage(
  api: Api,
  subject: TriageSubject,
  onChange: (view: TriageView) => void,
): TriageActs {
  const [view, setView] = useState<TriageView | null>(null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const present = useRef({ view, subject, onChange });
  const line = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    present.current = { ...present.current, subject, onChange };
  });
  const protocol = useProtocol(api, view?.protocol.id ?? null);

  const show = useCallback((next: TriageView): void => {
    present.current.view = next;
    setView(next);
    present.current.onChange(next);
  }, []);

  const { triageId } = subject;
  useEffect(() => {
    if (triageId === null || present.current.view?.id === triageId) return;
    void api.triage(triageId).then((found) => found.ok && show(found.value));
  }, [api, triageId, show]);

  const act = useCallback(
    (doing: Act): void => {
      const perform = async (): Promise<void> => {
        const begun = await begin(api, present.current.view, present.current.subject);
        if (!begun.ok) return setObstacle(begun.obstacle);
        const done = await doing(begun.value);
        if (!done.ok) {
          show(await afterRefusal(api, begun.value));
          return setObstacle(done.obstacle);
        }
        setObstacle(null);
        show(done.value);
        show(await withKnown(api, done.value, present.current.subject.known));
      };
      line.current = line.current.then(perform);
    },
    [api, show],
  );

  return {
    view,
    protocol,
    obstacle,
    answer: (card, question, value) =>
      act((now) => {
        const changes = now.answers.some((given) => given.card === card && given.question === question);
        return api.answerTriage(now.id, { card, question, value }, changes ? now.version : null);
      }),
    choose: (card) =>
      act((now) =>
        now.card.number === card
          ? Promise.resolve({ ok: true, value: now })
          : api.chooseCard(now.id, card, now.version),
      ),
    read: (script, step) => act((now) => api.readStep(now.id, { script, step })),
  };
}

const begin = (api: Api, view: TriageView | null, subject: TriageSubject): Promise<Outcome<TriageView>> => {
  if (view) return Promise.resolve({ ok: true, value: view });
  const { triageId, contactId, incidentId } = subject;
  return triageId === null ? api.startTriage({ contactId, incidentId }) : api.triage(triageId);
};

/** What it is now, where somebody else was faster. */
async function afterRefusal(api: Api, before: TriageView): Promise<TriageView> {
  const now = await api.triage(before.id);
  return now.ok ? now.value : before;
}

/** Tells the triage what the form knows already, so that nobody types it twice. */
async function withKnown(
  api: Api,
  view: TriageView,
  known: Readonly<Record<string, string>>,
): Promise<TriageView> {
  let now = view;
  for (const { card, key } of view.next) {
    const value = card === '00' ? (known[key] ?? '').trim() : '';
    if (value === '') continue;
    const told = await api.answerTriage(now.id, { card, question: key, value }, null);
    if (told.ok) now = told.value;
  }
  return now;
}

const protocols = new Map<string, Promise<Outcome<ProtocolVersionView>>>();

/** The protocol of a triage, or the one in force before one was begun. A version never changes, so it is read once. */
function useProtocol(api: Api, id: string | null): ProtocolVersionView | null {
  const [protocol, setProtocol] = useState<ProtocolVersionView | null>(null);
  const known = protocol !== null && (id === null || protocol.id === id);
  useEffect(() => {
    if (known) return;
    let stopped = false;
    const reading = id === null ? api.protocolInForce() : (protocols.get(id) ?? api.protocol(id));
    if (id !== null) protocols.set(id, reading);
    void reading.then((read) => {
      if (!stopped && read.ok) setProtocol(read.value);
      if (!read.ok && id !== null) protocols.delete(id);
    });
    return () => {
      stopped = true;
    };
  }, [api, id, known]);
  return protocol;
}
