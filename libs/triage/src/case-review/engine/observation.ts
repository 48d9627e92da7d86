import type { Priority } from '#lib/contract';
import {
  entryNumber,
  fullName,
  TriageRun,
  type ReadyProtocol,
  type TriageEvent,
} from '../../engine/index.js';

/** A triage as it was recorded, and the moment its clocks begin: the answer of the call. */
export interface RecordedTriage {
  startedAt: Date;
  clockAt: Date;
  events: readonly TriageEvent[];
}

export interface FirstAnswer {
  name: string;
  at: Date;
  /** Essential questions that stood before this one in the protocol, applied, and had no answer yet. */
  overtook: string[];
}

/** What was to be seen while the triage ran, besides what its run keeps. */
export interface Observation {
  run: TriageRun;
  /** The first answer to each question, as they came. */
  firstAnswers: FirstAnswer[];
  /** What the priority was before a person set it. */
  overrides: { priority: Priority; before: Priority | null; at: Date }[];
  /** When the first card after the entry was reached. */
  cardReachedAt: Date | null;
  /** Scripts of which a step was read. */
  scriptsBegun: ReadonlySet<string>;
}

/** Plays a recorded triage again, act by act, on the protocol it ran on. */
export function observe(protocol: ReadyProtocol, { startedAt, events }: RecordedTriage): Observation {
  const run = new TriageRun(protocol, startedAt);
  const firstAnswers: FirstAnswer[] = [];
  const overrides: Observation['overrides'] = [];
  const scriptsBegun = new Set<string>();
  for (const event of events) {
    if (event.kind === 'answered') {
      const name = fullName(event.card, event.question);
      if (!run.given.has(name)) firstAnswers.push({ name, at: event.at, overtook: overtakenBy(name, run) });
    }
    if (event.kind === 'overridden') {
      overrides.push({ priority: event.priority, before: run.priority, at: event.at });
    }
    if (event.kind === 'step_read') scriptsBegun.add(event.script);
    run.take(event);
  }
  const cardReachedAt = run.path.find(({ card }) => card !== entryNumber)?.at ?? null;
  return { run, firstAnswers, overrides, cardReachedAt, scriptsBegun };
}

function overtakenBy(name: string, run: TriageRun): string[] {
  const open = run.nextQuestions();
  const place = open.findIndex((one) => one.name === name);
  return open
    .slice(0, Math.max(0, place))
    .filter(({ question }) => question.essential)
    .map((one) => one.name);
}

/** Whoever acted in it, the one with the most acts first. */
export function handlersOf(events: readonly TriageEvent[]): string[] {
  const acts = new Map<string, number>();
  for (const { by } of events) acts.set(by, (acts.get(by) ?? 0) + 1);
  return [...acts].sort(([, one], [, other]) => other - one).map(([by]) => by);
}
