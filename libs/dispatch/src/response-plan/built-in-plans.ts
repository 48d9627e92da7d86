import type { IncidentType, Priority, TeamCapability, TeamKind } from '#lib/contract';
import type { PlanUnit } from '../recommendation/engine/plan.js';

export interface BuiltInPlan {
  /** Null: for every type without a plan of its own. */
  type: IncidentType | null;
  priority: Priority;
  /** None: which results deserve another answer is for a center to say. */
  determinant: null;
  units: PlanUnit[];
  /** Why these teams. */
  reason: string;
}

const unit = (kinds: TeamKind[], count = 1, capabilities: TeamCapability[] = []): PlanUnit => ({
  kinds,
  capabilities,
  count,
});

const ambulances: TeamKind[] = ['als_ambulance', 'bls_ambulance'];
const firstResponders: TeamKind[] = [...ambulances, 'motor_ambulance'];
const visitors: TeamKind[] = ['home_visit_team', 'field_team'];

/**
 * What a center sends until it decides for itself. There is no national Indonesian figure for how many teams of which
 * kind an emergency needs, so these are starting points, each with its reason. None needs a capability that a kind
 * of team does not always carry, except as a second unit: a first team must never be held up by a list that is too long.
 */
const plans: readonly Omit<BuiltInPlan, 'determinant'>[] = [
  {
    type: null,
    priority: 'P1',
    units: [unit(ambulances)],
    reason: 'Life-threatening now: the nearest ambulance that can both treat and transport.',
  },
  {
    type: null,
    priority: 'P2',
    units: [unit(ambulances)],
    reason: 'May become life-threatening on the way: the same as P1, behind it in the queue.',
  },
  {
    type: null,
    priority: 'P3',
    units: [unit([...visitors, ...firstResponders])],
    reason: 'Needs to be seen, not at risk: any crew that can examine, whichever is nearest.',
  },
  {
    type: null,
    priority: 'P4',
    units: [unit([...visitors, 'patient_transport', 'motor_ambulance', 'bls_ambulance'])],
    reason: 'Advice or another service; if somebody goes at all, ALS ambulances stay free for P1.',
  },
  {
    type: 'cardiac_arrest',
    priority: 'P1',
    units: [unit(firstResponders), unit(['als_ambulance'])],
    reason:
      'Survival falls by 7 to 10 % a minute without defibrillation (AHA 2000 guidelines): whoever is first begins, ALS follows.',
  },
  {
    type: 'choking',
    priority: 'P1',
    units: [unit(firstResponders), unit(['als_ambulance'])],
    reason: 'Minutes decide, as in cardiac arrest, and it may become one.',
  },
  {
    type: 'drowning',
    priority: 'P1',
    units: [unit(firstResponders), unit(['als_ambulance'])],
    reason: 'Minutes decide, as in cardiac arrest, and it may become one.',
  },
  {
    type: 'traffic_accident',
    priority: 'P1',
    units: [unit(ambulances, 2)],
    reason: 'Often more than one patient, and one ambulance takes one lying patient.',
  },
  {
    type: 'childbirth',
    priority: 'P1',
    units: [unit(ambulances), unit([...visitors, ...firstResponders], 1, ['midwife'])],
    reason: 'Two patients within minutes: an ambulance for the way, a midwife for the birth.',
  },
  {
    type: 'childbirth',
    priority: 'P2',
    units: [unit(ambulances), unit([...visitors, ...firstResponders], 1, ['midwife'])],
    reason: 'As P1: a birth that is not yet urgent becomes so without warning.',
  },
  {
    type: 'mass_casualty',
    priority: 'P1',
    units: [unit(['als_ambulance']), unit(ambulances, 3), unit(['field_team', 'home_visit_team'])],
    reason:
      'ALS to sort and treat, three to carry, one team for those who walk; the commander asks for more.',
  },
  {
    type: 'home_visit',
    priority: 'P2',
    units: [unit([...visitors, ...ambulances])],
    reason:
      'A visit that cannot wait for the day’s round: a visiting team, or an ambulance if that is nearer.',
  },
  {
    type: 'home_visit',
    priority: 'P3',
    units: [unit(visitors)],
    reason: 'What home visit teams are for; ambulances stay free.',
  },
  {
    type: 'home_visit',
    priority: 'P4',
    units: [unit(visitors)],
    reason: 'What home visit teams are for; ambulances stay free.',
  },
  {
    type: 'transfer',
    priority: 'P1',
    units: [unit(['als_ambulance'])],
    reason: 'Between hospitals with a patient in danger: intensive care has to go on during the way.',
  },
  {
    type: 'transfer',
    priority: 'P2',
    units: [unit(ambulances)],
    reason: 'Between hospitals with a patient who has to be watched.',
  },
  {
    type: 'transfer',
    priority: 'P3',
    units: [unit(['patient_transport', 'bls_ambulance'])],
    reason: 'A stable patient who cannot sit: a stretcher is enough.',
  },
  {
    type: 'transfer',
    priority: 'P4',
    units: [unit(['patient_transport', 'bls_ambulance'])],
    reason: 'A stable patient who cannot sit: a stretcher is enough.',
  },
];

export const builtInPlans: readonly BuiltInPlan[] = plans.map((plan) => ({ ...plan, determinant: null }));
