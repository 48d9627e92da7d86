import type { TeamCapability, TeamKind } from '#lib/contract';

/**
 * What a team of each kind can do or carry without saying so; its own list holds what it has beyond this.
 * Working assumptions, deliberately modest: a defibrillator is taken for granted on an ALS ambulance only, a midwife
 * or doctor nowhere, because sending somebody without what is needed is worse than asking for a longer list.
 */
export const impliedCapabilities: Readonly<Record<TeamKind, readonly TeamCapability[]>> = {
  als_ambulance: ['advanced_life_support', 'basic_life_support', 'defibrillator', 'oxygen', 'stretcher'],
  bls_ambulance: ['basic_life_support', 'oxygen', 'stretcher'],
  motor_ambulance: ['basic_life_support', 'oxygen'],
  patient_transport: ['stretcher'],
  home_visit_team: ['nurse'],
  field_team: [],
};

/** Of the `wanted` capabilities, those that a team of this kind must list itself. */
export const capabilitiesToList = (kind: TeamKind, wanted: readonly TeamCapability[]): TeamCapability[] =>
  wanted.filter((capability) => !impliedCapabilities[kind].includes(capability));
