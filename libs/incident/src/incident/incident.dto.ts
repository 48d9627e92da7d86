import {
  dispositions,
  incidentStates,
  incidentTypes,
  priorities,
  type Disposition,
  type IncidentState,
  type IncidentType,
  type Priority,
} from '#lib/contract';
import { Choice, Choices, Identifier, Nested, PageQuery, Text, Time } from '#lib/platform';
import { PlaceChange } from '../place/place.dto.js';

/** Every state but `closed`, in one word. */
export const open = 'open';

export class IncidentQuery extends PageQuery {
  @Choices([...incidentStates, open], {
    optional: true,
    query: true,
    description: 'Only these states, repeated or separated by commas; `open` is every state but `closed`.',
  })
  state?: (IncidentState | typeof open)[];

  @Identifier({ optional: true, description: 'Only in this area and the areas inside it.' })
  area?: string;

  @Time({ optional: true, description: 'Opened at or after.' })
  from?: Date;

  @Time({ optional: true, description: 'Opened before.' })
  to?: Date;
}

/** Who called, as told. */
export class CallerRequest {
  @Text({ max: 200, optional: true, nullable: true, description: 'Personal data.' })
  name?: string | null;

  @Text({
    max: 40,
    optional: true,
    nullable: true,
    description: 'Kept in E.164 where it is a telephone number, else as typed. Personal data.',
  })
  phone?: string | null;
}

/** What is to change; what is left out stays. The caller's words stay as said: further words are notes. */
export class IncidentChange {
  @Choice(incidentTypes, { optional: true, name: 'IncidentType', description: 'What kind of emergency.' })
  type?: IncidentType;

  @Choice(priorities, { optional: true, name: 'Priority', description: 'How urgent.' })
  priority?: Priority;

  @Nested(() => CallerRequest, { optional: true, description: 'Who called; null clears a field.' })
  caller?: CallerRequest;

  @Nested(() => PlaceChange, { optional: true, description: 'Where; null clears a field.' })
  place?: PlaceChange;
}

export class CloseRequest {
  @Choice(dispositions, { name: 'Disposition', description: 'How it ended.' })
  disposition: Disposition;

  @Text({
    max: 4_000,
    optional: true,
    nullable: true,
    description: 'Kept as a note in the timeline. Personal data.',
  })
  note?: string | null;

  @Identifier({
    optional: true,
    nullable: true,
    description: 'The incident that this one repeats; with the disposition `duplicate`, and only with it.',
  })
  duplicateOf?: string | null;
}

export class ReopenRequest {
  @Text({ max: 4_000, description: 'Why. Kept as a note in the timeline. Personal data.' })
  reason: string;
}
