import { Choice, Decimal, Nested, NestedList, Text, Time, Whole } from '#lib/platform';
import { groupings, intervalNames, marks, type Grouping, type IntervalName, type Mark } from './intervals.js';

const most = Number.MAX_SAFE_INTEGER;
const count = (description: string) => Whole({ description, min: 0, max: most });

export class ResponseTimesQuery {
  @Time({ optional: true, description: 'Incidents opened from here; 24 hours before `to` if left out.' })
  from?: Date;

  @Time({ optional: true, description: 'Incidents opened before here; now if left out.' })
  to?: Date;

  @Choice(groupings, {
    optional: true,
    description: 'How the incidents are told apart; `none` (all together) if left out.',
  })
  groupBy?: Grouping;
}

export class LackingMark {
  @Choice(Object.keys(marks), { description: 'A mark that begins or ends the interval.' })
  mark: Mark;

  @count('Incidents that lack it.')
  incidents: number;
}

export class IntervalFigures {
  @Choice(intervalNames, { description: 'What is measured.' })
  interval: IntervalName;

  @Choice(Object.keys(marks), { description: 'The mark it begins with.' })
  from: Mark;

  @Choice(Object.keys(marks), { description: 'The mark it ends with.' })
  to: Mark;

  @count(
    'Incidents measured. With `missing`, `outOfOrder` and `notApplicable` it is every incident that is not excluded.',
  )
  count: number;

  @count('Incidents that the interval is not about: of those of an arrest, the ones without an arrest.')
  notApplicable: number;

  @count('Incidents left out because a mark lacks.')
  missing: number;

  @NestedList(() => LackingMark, {
    description: 'Which marks lack, and how often; an incident may lack both.',
    max: 2,
  })
  missingMarks: LackingMark[];

  @count('Incidents left out because the end lies before the beginning: a clock was wrong.')
  outOfOrder: number;

  @Decimal({ description: 'Seconds. Null when nothing was measured.', nullable: true, min: 0, max: most })
  medianSeconds: number | null;

  @Decimal({
    description: 'Seconds that 90 % stay below. Null when nothing was measured.',
    nullable: true,
    min: 0,
    max: most,
  })
  p90Seconds: number | null;

  @Decimal({
    description:
      'The center’s target, seconds. Null without one, and for the response of incidents of several priorities: each is judged by its own.',
    nullable: true,
    min: 0,
    max: most,
  })
  targetSeconds: number | null;

  @Decimal({
    description:
      'The share (0…1) that should meet the target. Null where `targetSeconds` is, and of an arrest.',
    nullable: true,
    min: 0,
    max: 1,
  })
  targetShare: number | null;

  @Decimal({
    description:
      'The share (0…1) within target, of the measured incidents that have one. Null when none has.',
    nullable: true,
    min: 0,
    max: 1,
  })
  withinTargetShare: number | null;
}

export class ExcludedIncidents {
  @count('Closed as a prank: nobody was owed a response.')
  prank: number;

  @count('Closed as a duplicate: the other incident answers for it.')
  duplicate: number;
}

export class ResponseTimesGroup {
  @Text({
    nullable: true,
    max: 50,
    description:
      'A priority, an area’s or team’s id, an hour (`00`…`23`, the center’s time zone of t0). Null: unknown, or not grouped.',
  })
  key: string | null;

  @Text({ nullable: true, max: 300, description: 'How the group is called.' })
  label: string | null;

  @count('Incidents opened, the excluded ones with them.')
  incidents: number;

  @Nested(() => ExcludedIncidents, { description: 'Incidents left out of every interval.' })
  excluded: ExcludedIncidents;

  @NestedList(() => IntervalFigures, {
    description: 'Every interval, in the order in which it happens.',
    max: intervalNames.length,
  })
  intervals: IntervalFigures[];
}

export class ResponseTimes {
  @Time({ description: 'Incidents opened from here…' })
  from: Date;

  @Time({ description: '…until before here.' })
  to: Date;

  @Choice(groupings, { description: 'How the incidents are told apart.' })
  groupBy: Grouping;

  @Text({ description: 'The time zone of the hours.', max: 60 })
  timeZone: string;

  @NestedList(() => ResponseTimesGroup, {
    description: 'One without grouping, else one for each key that occurs; the unknown last.',
    max: 100_000,
  })
  groups: ResponseTimesGroup[];
}
