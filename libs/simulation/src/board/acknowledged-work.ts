import type { EventType, ScreenEvent } from '#lib/contract';

/** Something the server acknowledged, as the journal must tell it. */
export interface Acknowledged {
  readonly type: EventType;
  readonly subjectId: string;
}

const keyOf = ({ type, subjectId }: Acknowledged) => `${type} ${subjectId}`;

/**
 * Everything that was answered with success, against everything the journal told: what was acknowledged and never
 * appears there is lost, whatever the tables say.
 */
export class AcknowledgedWork {
  private readonly acknowledged = new Map<string, Acknowledged>();
  private readonly told = new Set<string>();

  /** The server answered with success. */
  acknowledge(type: EventType, subjectId: string): void {
    const work = { type, subjectId };
    this.acknowledged.set(keyOf(work), work);
  }

  take(event: ScreenEvent): void {
    this.told.add(keyOf(event));
  }

  /** The ids acknowledged for events of this type. */
  subjectsOf(type: EventType): string[] {
    return [...this.acknowledged.values()].filter((work) => work.type === type).map((work) => work.subjectId);
  }

  /** What was acknowledged and not told. Empty is as it should be. */
  untold(): Acknowledged[] {
    return [...this.acknowledged].filter(([key]) => !this.told.has(key)).map(([, work]) => work);
  }
}
