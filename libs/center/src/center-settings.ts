import { z } from 'zod';
import { type priorities, type teamKinds } from '#lib/contract';

/**
 * What a center decides for itself, with defaults and where they come from. Stored as JSON on the center; what a
 * center has not chosen follows these defaults.
 */
const seconds = (fallback: number, most = 86_400) => z.number().int().min(1).max(most).default(fallback);
/** The interval should end within `withinSeconds` in this share (0…1) of cases. Either part can be chosen alone. */
const target = (withinSeconds: number, share: number) =>
  z
    .strictObject({
      seconds: z.number().min(1).max(86_400).default(withinSeconds),
      share: z.number().min(0).max(1).default(share),
    })
    .prefault({});

export const targetIntervals = [
  'answer',
  'triage',
  'processing',
  'activation',
  'travel',
  'response',
] as const;
export type TargetInterval = (typeof targetIntervals)[number];

const targetsByInterval = z.strictObject({
  answer: target(15, 0.9), // NENA-STA-020.1-2020: 90 % in 15 s
  triage: target(120, 0.9), // local practice, no published figure
  processing: target(60, 0.9), // NFPA 1225 (2022): 90 % in 60 s
  activation: target(60, 0.9), // NFPA 1710: 60 s for EMS
  travel: target(480, 0.9), // NFPA 1710: ALS 480 s at 90 %
});

/** Response time by priority. P1, P2: NHS England category 1 and 2 at p90; P3, P4: no published figure, local practice. */
const responseTargets = z.strictObject({
  P1: target(900, 0.9),
  P2: target(2_400, 0.9),
  P3: target(7_200, 0.9),
  P4: target(10_800, 0.9),
} satisfies Record<(typeof priorities)[number], unknown>);

/** Straight-line travel: the figures and their sources stand in dispatch's `straight-line.ts`. */
const speeds = z.strictObject({
  als_ambulance: z.number().min(1).max(200).default(30),
  bls_ambulance: z.number().min(1).max(200).default(30),
  motor_ambulance: z.number().min(1).max(200).default(37),
  patient_transport: z.number().min(1).max(200).default(18),
  home_visit_team: z.number().min(1).max(200).default(18),
  field_team: z.number().min(1).max(200).default(18),
} satisfies Record<(typeof teamKinds)[number], unknown>);

const weight = (points: number, least = 0) => z.number().min(least).max(1_000).default(points);

/** Which triages are reviewed, and by what measure. */
const caseReview = z.strictObject({
  /**
   * Share (0…1) of the triages that neither an arrest nor an override brings into the queue. APCO/NENA ANS 1.107.1-2015
   * asks for 2 % of all calls at least; a center with few triages a day needs more to say anything about anybody.
   */
  randomShare: z.number().min(0).max(1).default(0.05),
  /** A triage that nobody finished goes the same way so long after its first answer: longer than any call. */
  unfinishedAfterSeconds: seconds(14_400, 604_800),
  /**
   * Seconds from the answer of the call. Arrest and compression: AHA telephone CPR measures. The two first questions:
   * half of what an arrest may take to be recognised, no published figure. Card: before the determinant, whose target
   * is that of `targets.triage`.
   */
  targets: z
    .strictObject({
      awakeSeconds: seconds(60, 3_600),
      breathingSeconds: seconds(60, 3_600),
      cardChosenSeconds: seconds(90, 3_600),
      arrestRecognisedSeconds: seconds(120, 3_600),
      firstCompressionSeconds: seconds(180, 3_600),
    })
    .prefault({}),
  /** How much each part counts, against each other: a judgement, told with its reasons in the README of triage. */
  weights: z
    .strictObject({
      questions: weight(45, 1),
      order: weight(10),
      times: weight(30),
      instructions: weight(15),
    })
    .prefault({}),
});

export const centerSettings = z
  .object({
    /** A team that has not acknowledged within this is passed over for the next one. */
    acknowledgeWithinSeconds: seconds(60, 3_600),
    /** A team that has not set out within this is reported as overdue (NFPA 1710 allows 60 s; doubled before alarm). */
    enRouteWithinSeconds: seconds(120, 7_200),
    /** A team that is this much later than its estimate is reported as overdue. */
    onSceneGraceSeconds: seconds(300, 7_200),
    /** An abandoned call is to be called back within this. */
    callBackWithinSeconds: seconds(300, 86_400),
    /** Whoever closed an incident may reopen it this long without a supervisor: a slip of the hand, no published figure. */
    reopenByCloserWithinSeconds: z.number().int().min(0).max(86_400).default(600),
    /** A device's fix older than this no longer tells where the team is. */
    fixMaximumAgeSeconds: seconds(900, 86_400),
    /** A fix dated further ahead than this is a wrong clock. */
    fixFutureToleranceSeconds: seconds(30, 3_600),
    /**
     * What people and exchanges tell late is no longer ago than this: a shift that writes down what was on paper during
     * an outage ends within a day. Older is a wrong clock and would spoil every median.
     */
    toldTimeMaximumAgeSeconds: seconds(86_400, 2_592_000),
    /** Teams further than this by straight line are not offered. */
    maximumDistanceMetres: z.number().int().min(500).max(500_000).default(50_000),
    /**
     * Teams whose travel times differ by no more than this count as equally near, and the less burdened goes. An
     * assumption: no estimate is better than a traffic light.
     */
    tieSeconds: z.number().int().min(0).max(600).default(15),
    /** How far back a team's assignments count as its burden, within its duty: one long shift. */
    burdenHours: z.number().int().min(1).max(168).default(12),
    /** A place further outside the service area than this is refused. */
    serviceAreaMarginMetres: z.number().int().min(0).max(500_000).default(20_000),
    /** What happens when a team becomes free while an incident waits. */
    waitingIncidents: z.enum(['offer', 'suggest', 'off']).default('offer'),
    /**
     * An incident that no team was offered to yet, or whose team a person recalled, is left to the operator for so
     * long before a free team is offered by itself: half again the triage target, since they may still be typing.
     */
    leaveToOperatorSeconds: seconds(180, 7_200),
    /** A number stays behind others at most so long, hours: no published figure; a week outlasts a school holiday's pranks. */
    loweringMaximumHours: z.number().int().min(1).max(2_160).default(168),
    /**
     * So many prank or silent calls from a number within `loweringProposalDays` are shown to a supervisor. No published
     * figure; Jakarta 112 counted 23 % pranks in 2024, so a single one says little.
     */
    loweringProposalCalls: z.number().int().min(2).max(1_000).default(3),
    loweringProposalDays: z.number().int().min(1).max(365).default(7),
    /** A location link that nobody opened works so long: a message may be late on a full network. */
    locationLinkOpenWithinSeconds: seconds(900, 86_400),
    /** From its first position on, a location link shares so long: about the response target of P1. */
    locationLinkShareSeconds: seconds(900, 86_400),
    /** A phone's position (AML) belongs to a call from its number that rang so long before it at most. */
    amlMatchWithinSeconds: seconds(600, 86_400),
    /** A phone's position (AML) that comes before its call is kept so long: ETSI TS 103 625 sends it within half a minute. */
    amlKeepSeconds: seconds(300, 3_600),
    /** Likely duplicates of an incident that is being taken. */
    duplicates: z
      .strictObject({
        /**
         * From this likelihood of a repeat call on, the first suggestions are shown as probable. Measured on the recorded
         * San Francisco calls (`npm run bench:duplicates`, docs/decisions/0015): over 95 % of repeat calls found, under
         * 5 % of new events told a false one.
         */
        shownAbove: z.number().min(0.01).max(0.99).default(0.68),
        /** How long after its closing an incident is still suggested: repeat calls end within the hour. Assumption. */
        recentSeconds: z.number().int().min(0).max(86_400).default(3_600),
      })
      .prefault({}),
    /**
     * How long what is about people is kept, days from the end of what it belongs to; counts, marks and results stay for
     * ever. Law 27/2022 asks for deletion once the purpose is met and names no figure; all but the first are judgements.
     */
    retention: z
      .strictObject({
        /** Answers of triages and words about them: part of the medical record, 25 years by Permenkes 24/2022, art. 39. */
        triageAnswerDays: z.number().int().min(30).max(36_525).default(9_132),
        /** Where callers and their phones said they are: as long as the positions of teams, for complaints. */
        placeSuggestionDays: z.number().int().min(1).max(3_650).default(90),
        /** When a location link was sent and opened: for whoever asks why a message did not come. */
        locationLinkDays: z.number().int().min(1).max(3_650).default(30),
        /** Numbers and names of callers, with what is known of a number by them: a year shows what comes with the seasons. */
        callerDays: z.number().int().min(1).max(9_132).default(365),
      })
      .prefault({}),
    positionRetentionDays: z.number().int().min(1).max(3_650).default(90),
    straightLine: z
      .strictObject({
        detourFactor: z.number().min(1).max(5).default(1.4),
        speedKilometresPerHour: speeds.prefault({}),
      })
      .prefault({}),
    targets: targetsByInterval.extend({ response: responseTargets.prefault({}) }).prefault({}),
    caseReview: caseReview.prefault({}),
  })
  .strict();

export type CenterSettings = z.infer<typeof centerSettings>;
