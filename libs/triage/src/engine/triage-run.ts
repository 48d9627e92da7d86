import type { IncidentType, Priority } from '#lib/contract';
import { entryNumber, fullName, unknown, type AnswerValue } from './conditions.js';
import type { Words } from './protocol.js';
import {
  priorityOf,
  rankOfPriority,
  stepOf,
  type Grade,
  type ReadyCard,
  type ReadyProtocol,
  type ReadyQuestion,
} from './ready-protocol.js';
import type { TriageEvent } from './triage-event.js';

/** Questions of the entry card that decide at once: whoever is not awake or not breathing normally is in danger now. */
export const vitalQuestions = ['awake', 'breathingNormally'] as const;

/** The question of the entry card that asks where it is. */
export const placeQuestion = 'place';

/** Moments that the clocks of an incident are made of. */
export const triageMarks = [
  'placeKnown',
  'arrestRecognised',
  'firstInstruction',
  'firstCompression',
] as const;
export type TriageMark = (typeof triageMarks)[number];

/** A card the conversation came to. */
export interface Stop {
  card: string;
  at: Date;
  by: 'start' | 'person' | 'jump';
  /** Of a jump: why. */
  reason: Words | null;
}

export interface Answer {
  value: AnswerValue;
  at: Date;
  by: string;
  /** How often it had been answered otherwise before. */
  changes: number;
}

export interface Override {
  priority: Priority;
  reason: string;
  at: Date;
  by: string;
}

/** The highest danger found so far. */
export interface HighestDanger {
  /** 0 for A to 3 for D. */
  rank: number;
  /** The graded result it stands on; null where only the vital questions or a person said so. */
  grade: Grade | null;
  at: Date;
  /** Whether a person set it: it holds until something graver is found that was not known then. */
  overridden: boolean;
}

const vital = 'vital';

/**
 * A triage as its events make it. The same events on the same protocol always give the same run.
 *
 * The highest danger only ever rises, whatever is answered later and whichever card is taken next; a person may set it
 * otherwise, with a reason. What was known then cannot raise it again by itself, anything new that is graver does.
 * A jump leads only to a card the run has not been on, so no circle of jumps can hold it.
 */
export class TriageRun {
  readonly answers = new Map<string, AnswerValue>();
  readonly given = new Map<string, Answer>();
  readonly path: Stop[] = [];
  readonly overrides: Override[] = [];
  readonly stepsRead: { script: string; step: string; at: Date; by: string }[] = [];
  readonly marks: Record<TriageMark, Date | null> = {
    placeKnown: null,
    arrestRecognised: null,
    firstInstruction: null,
    firstCompression: null,
  };
  danger: HighestDanger | null = null;
  finishedAt: Date | null = null;
  /** When a priority that counts was first known: t3. */
  priorityKnownAt: Date | null = null;

  private readonly visited = new Set<string>();
  /** What held when a person set the danger lower: it does not raise it again while it goes on holding. */
  private readonly setAside = new Set<string>();
  private readonly entry: ReadyCard;
  private current: ReadyCard;

  constructor(
    readonly protocol: ReadyProtocol,
    startedAt: Date,
  ) {
    this.entry = protocol.cards.get(entryNumber)!;
    this.current = this.entry;
    this.arrive(this.entry, { card: entryNumber, at: startedAt, by: 'start', reason: null });
  }

  static of(protocol: ReadyProtocol, startedAt: Date, events: Iterable<TriageEvent>): TriageRun {
    const run = new TriageRun(protocol, startedAt);
    for (const event of events) run.take(event);
    return run;
  }

  get card(): ReadyCard {
    return this.current;
  }

  /** The type of the card; null while only the entry was asked. */
  get type(): IncidentType | null {
    return this.current === this.entry ? null : this.current.card.type;
  }

  /** Whether every key question that a result can depend on, of the entry and of a chosen card, has an answer. */
  get complete(): boolean {
    return this.current !== this.entry && this.isAnswered(this.current) && this.isAnswered(this.entry);
  }

  /**
   * What the incident is to be treated as; null while nothing certain is known. A low priority counts only when the
   * questions have been asked: until then it says no more than that nothing bad was found yet.
   */
  get priority(): Priority | null {
    const { danger } = this;
    if (danger === null) return null;
    const counts = danger.rank <= 1 || danger.overridden || this.finishedAt !== null || this.complete;
    return counts ? priorityOf(danger.rank) : null;
  }

  /** What the present answers on the present card would give by themselves; may be lower than the highest danger. */
  get proposal(): Grade | null {
    return this.gradeOf(this.current);
  }

  /** Questions that apply and have no answer, those of the entry first. */
  nextQuestions(): ReadyQuestion[] {
    const cards = this.current === this.entry ? [this.entry] : [this.entry, this.current];
    return cards.flatMap(({ questions }) =>
      questions.filter((one) => !this.answers.has(one.name) && this.applies(one)),
    );
  }

  /** The first of them. */
  nextQuestion(): ReadyQuestion | undefined {
    return (
      this.firstOpen(this.entry) ?? (this.current === this.entry ? undefined : this.firstOpen(this.current))
    );
  }

  applies({ asked }: ReadyQuestion): boolean {
    return asked === undefined || asked(this.answers);
  }

  /** The cards of the run without repetition, in the order they were reached. */
  cardsReached(): ReadyCard[] {
    return [...this.visited].map((number) => this.protocol.cards.get(number)!);
  }

  take(event: TriageEvent): void {
    switch (event.kind) {
      case 'answered':
        this.answer(event);
        this.followJumps(event.at);
        break;
      case 'card_chosen':
        this.arrive(this.protocol.cards.get(event.card)!, {
          card: event.card,
          at: event.at,
          by: 'person',
          reason: null,
        });
        this.followJumps(event.at);
        break;
      case 'step_read':
        this.readStep(event);
        return;
      case 'overridden':
        this.override(event);
        break;
      case 'finished':
        this.finishedAt = event.at;
        break;
    }
    if (event.kind !== 'overridden') this.regrade(event.at);
    if (this.priorityKnownAt === null && this.priority !== null) this.priorityKnownAt = event.at;
  }

  private answer({ card, question, value, at, by }: Extract<TriageEvent, { kind: 'answered' }>): void {
    const name = fullName(card, question);
    const before = this.given.get(name);
    const changes = before === undefined ? 0 : before.changes + (before.value === value ? 0 : 1);
    this.answers.set(name, value);
    this.given.set(name, { value, at, by, changes });
    if (name === placeName && value !== unknown) this.marks.placeKnown ??= at;
  }

  private arrive(card: ReadyCard, stop: Stop): void {
    this.current = card;
    this.path.push(stop);
    this.visited.add(stop.card);
    if (card.card.type === 'cardiac_arrest') this.marks.arrestRecognised ??= stop.at;
  }

  private followJumps(at: Date): void {
    for (;;) {
      const jump = this.jumpFrom(this.entry) ?? this.jumpFrom(this.current);
      if (jump === undefined) return;
      this.arrive(this.protocol.cards.get(jump.to)!, { card: jump.to, at, by: 'jump', reason: jump.reason });
    }
  }

  private jumpFrom({ jumps }: ReadyCard): { to: string; reason: Words } | undefined {
    for (const { jump, test } of jumps) {
      if (!this.visited.has(jump.to) && test(this.answers)) return jump;
    }
    return undefined;
  }

  private readStep({ script, step, at, by }: Extract<TriageEvent, { kind: 'step_read' }>): void {
    this.stepsRead.push({ script, step, at, by });
    const marks = stepOf(this.protocol, script, step)?.marks;
    if (marks !== undefined) this.marks.firstInstruction ??= at;
    if (marks === 'first_compression') this.marks.firstCompression ??= at;
  }

  private override({ priority, reason, at, by }: Extract<TriageEvent, { kind: 'overridden' }>): void {
    this.overrides.push({ priority, reason, at, by });
    this.setAside.clear();
    if (this.vitalDanger()) this.setAside.add(vital);
    for (const card of this.gradingCards()) {
      for (const grade of card.grades) if (this.holds(card, grade)) this.setAside.add(grade.code);
    }
    const grade = this.danger?.grade ?? this.gradeOf(this.current);
    this.danger = { rank: rankOfPriority(priority), grade, at, overridden: true };
  }

  /** Lets the highest danger rise to what the answers say now. */
  private regrade(at: Date): void {
    this.forgetWhatNoLongerHolds();
    const vitally = this.vitalDanger() && !this.setAside.has(vital);
    // Of equal ones the card's own result says more than the entry's, and that more than the bare fact.
    let grade = this.gradeOf(this.current, this.setAside);
    if (this.current !== this.entry && grade?.rank !== 0) {
      const found = this.gradeOf(this.entry, this.setAside);
      if (found && (grade === null || found.rank < grade.rank)) grade = found;
    }
    const rank = vitally ? 0 : grade?.rank;
    if (rank === undefined) return;
    if (vitally && grade !== null && grade.rank > 0) grade = null;
    const { danger } = this;
    if (danger === null || rank < danger.rank) {
      this.danger = { rank, grade, at, overridden: false };
    } else if (rank === danger.rank && grade !== null && grade !== danger.grade) {
      this.danger = { ...danger, grade };
    }
  }

  private forgetWhatNoLongerHolds(): void {
    if (this.setAside.size === 0) return;
    if (!this.vitalDanger()) this.setAside.delete(vital);
    for (const card of this.cardsReached()) {
      for (const grade of card.grades) if (!this.holds(card, grade)) this.setAside.delete(grade.code);
    }
  }

  private gradingCards(): ReadyCard[] {
    return this.current === this.entry ? [this.entry] : [this.current, this.entry];
  }

  private gradeOf(card: ReadyCard, without?: ReadonlySet<string>): Grade | null {
    for (const grade of card.grades) {
      if (!without?.has(grade.code) && this.holds(card, grade)) return grade;
    }
    return null;
  }

  /**
   * The last result of a card holds when the key questions were asked and nothing graver was found, or when the
   * triage ended there; the entry's only when it ended without any card.
   */
  private holds(card: ReadyCard, { test }: Grade): boolean {
    if (test !== undefined) return test(this.answers);
    if (card === this.entry) return this.current === this.entry && this.finishedAt !== null;
    return this.finishedAt !== null || (this.isAnswered(card) && this.isAnswered(this.entry));
  }

  private isAnswered({ questions }: ReadyCard): boolean {
    for (const one of questions) {
      if (decides(one) && !this.answers.has(one.name) && this.applies(one)) return false;
    }
    return true;
  }

  private firstOpen({ questions }: ReadyCard): ReadyQuestion | undefined {
    for (const one of questions) if (!this.answers.has(one.name) && this.applies(one)) return one;
    return undefined;
  }

  private vitalDanger(): boolean {
    return vitalNames.some((name) => this.answers.get(name) === 'no');
  }
}

/** Words are for people: no condition can depend on them, so no result waits for them. */
const decides = ({ question }: ReadyQuestion): boolean => question.essential && question.kind !== 'text';

const placeName = fullName(entryNumber, placeQuestion);
const vitalNames = vitalQuestions.map((question) => fullName(entryNumber, question));
