import type { Channel, ContactOutcome, Disposition, IncidentType, Priority } from '#lib/contract';
import type { LatLon } from '#lib/kernel';

/** A call as it will go, decided beforehand by a recorded log or by a seed. All seconds are the server's. */
export interface CallPlan {
  /** Names the call in messages: its number in the log. */
  readonly reference: string;
  readonly channel: Channel;
  readonly callerNumber?: string;
  readonly ringsAt: Date;
  /** From the ring; undefined when the caller hangs up first. */
  readonly answeredAfterSeconds: number | undefined;
  /** From the ring to the end of the conversation, or to hanging up. */
  readonly endsAfterSeconds: number;
  /** Undefined when it is no emergency. */
  readonly emergency: Emergency | undefined;
  /** Of a call without emergency. */
  readonly outcome: Exclude<ContactOutcome, 'linked_to_incident'>;
}

export interface Emergency {
  readonly place: LatLon;
  readonly accuracyMetres?: number;
  readonly address?: string;
  readonly complaint: string;
  readonly type: IncidentType;
  readonly priority: Priority;
  /** From the ring. */
  readonly openedAfterSeconds: number;
  /** From the ring: when the operator sends a team. */
  readonly dispatchedAfterSeconds: number;
  readonly work: Work;
  readonly disposition: Disposition;
}

/** What a team does with it, each from the step before. */
export interface Work {
  readonly acknowledgeSeconds: number;
  readonly turnoutSeconds: number;
  /** Undefined: as long as the way takes. */
  readonly travelSeconds: number | undefined;
  readonly sceneSeconds: number;
  /** Undefined when nobody is taken to a hospital. */
  readonly transport:
    { readonly travelSeconds: number | undefined; readonly hospitalSeconds: number } | undefined;
  /** From dispatch: the operator calls the team back, because it is not needed any more. */
  readonly calledOffAfterSeconds?: number;
}
