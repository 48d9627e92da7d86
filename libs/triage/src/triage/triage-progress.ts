import type { TriageMark } from '#lib/contract';
import type { Transaction } from '#lib/platform';
import type { Stop, TriageAct, TriageRun } from '../engine/index.js';
import type { Triage } from './triage.repository.js';

/** The triage as its run now makes it. */
export const withProgress = (triage: Triage, run: TriageRun, entries: number): Triage => ({
  ...triage,
  entries,
  state: run.finishedAt ? 'finished' : 'running',
  finishedAt: run.finishedAt,
  card: run.card.card.number,
  type: run.type,
  // A result that does not count yet is for the screen of the operator only.
  determinant: run.priority === null ? null : (run.danger?.grade?.code ?? null),
  priority: run.priority,
  priorityKnownAt: run.priorityKnownAt,
  overridden: run.danger?.overridden ?? false,
  placeKnownAt: run.marks.placeKnown,
  arrestRecognisedAt: run.marks.arrestRecognised,
  firstInstructionAt: run.marks.firstInstruction,
  firstCompressionAt: run.marks.firstCompression,
});

interface Progress {
  before: Triage;
  after: Triage;
  run: TriageRun;
  act: TriageAct;
  /** Whether an answer given before was changed. */
  changed: boolean;
  /** Cards reached by this act. */
  stops: readonly Stop[];
}

const marks = [
  ['place_known', 'placeKnownAt'],
  ['arrest_recognised', 'arrestRecognisedAt'],
  ['first_instruction', 'firstInstructionAt'],
  ['first_compression', 'firstCompressionAt'],
] as const satisfies [TriageMark, keyof Triage][];

/** Tells what an act has brought about. Never what was answered: that is health data. */
export function recordProgress(tx: Transaction, { before, after, run, act, changed, stops }: Progress): void {
  const entry = { subjectId: after.id, subjectVersion: after.version, incidentId: after.incidentId };
  if (act.kind === 'answered') {
    tx.record({ ...entry, type: 'triage.answered', payload: { card: act.card, changed } });
  }
  if (act.kind === 'step_read') {
    tx.record({ ...entry, type: 'triage.step_read', payload: { script: act.script, step: act.step } });
  }
  for (const { card, by } of stops) {
    const { type } = run.protocol.cards.get(card)!.card;
    const payload = { card, type, by: by === 'jump' ? ('jump' as const) : ('person' as const) };
    tx.record({ ...entry, type: 'triage.card_reached', payload });
  }
  for (const [mark, field] of marks) {
    const at = after[field];
    if (at && !before[field]) {
      tx.record({ ...entry, type: 'triage.mark_reached', payload: { mark, at: at.toISOString() } });
    }
  }
  if (act.kind === 'overridden') {
    const payload = { priority: act.priority, previous: before.priority };
    tx.record({ ...entry, type: 'triage.overridden', payload });
  }
  if (before.determinant !== after.determinant || before.priority !== after.priority) {
    const { determinant, priority } = after;
    tx.record({
      ...entry,
      type: 'triage.graded',
      payload: { determinant, priority, previous: before.priority },
    });
  }
  if (act.kind === 'finished') {
    tx.record({ ...entry, type: 'triage.finished', payload: { complete: run.complete } });
  }
}
