import type { Center } from '#lib/center';
import type { EtaFallbackReason, EtaSource } from '#lib/contract';
import type { ResponsePlan } from '../response-plan/response-plan.js';
import type { Need } from './engine/candidate.js';
import type { NextUnit } from './engine/plan.js';
import type { FilledPlan } from './engine/fill-plan.js';
import type { Found } from './engine/search.js';
import type { Situation } from './situation.js';

/** Who to send next to a scene, and why, as far as could be known at one moment. */
export interface TeamChoice extends Found {
  /** With the settings it was made under. */
  center: Center;
  plan: ResponsePlan;
  /** The unit of the plan these teams are for. */
  next: NextUnit;
  need: Need;
  /** `valhalla` when any of the estimates came from roads. */
  etaSource: EtaSource;
  /** Why none of them did; null when some did, or when nobody had to be estimated. */
  fallbackReason: EtaFallbackReason | null;
  madeAt: Date;
}

/** The same for an incident, as it was when this was made. */
export interface Recommendation extends TeamChoice {
  situation: Situation;
}

/** Who to send to an incident for everything that its plan lacks; no choices when it lacks nothing. */
export interface PlanRecommendation extends FilledPlan<Recommendation> {
  center: Center;
  situation: Situation;
}
