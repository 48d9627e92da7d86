import { incidentTypes, priorities } from '#lib/contract';
import { builtInPlans } from './built-in-plans.js';
import { planFor, type ResponsePlan } from './response-plan.js';

const anyTeam: ResponsePlan['units'] = [{ kinds: ['field_team'], capabilities: [], count: 1 }];

describe('the response plan that applies', () => {
  it('exists for every type and priority, known or not, and sends somebody', () => {
    for (const type of incidentTypes) {
      for (const priority of [...priorities, null]) {
        expect(planFor(type, priority, []).units[0]!.kinds.length).toBeGreaterThan(0);
      }
    }
  });

  it('is the built-in one for the type, then the built-in one for all types', () => {
    expect(planFor('cardiac_arrest', 'P1', [])).toMatchObject({ type: 'cardiac_arrest', priority: 'P1' });
    expect(planFor('headache', 'P1', [])).toMatchObject({ type: null, priority: 'P1' });
  });

  it('is the center’s where the center has one that is as specific', () => {
    const own: ResponsePlan = { type: 'cardiac_arrest', priority: 'P1', determinant: null, units: anyTeam };
    const general: ResponsePlan = { type: null, priority: 'P1', determinant: null, units: anyTeam };
    expect(planFor('cardiac_arrest', 'P1', [own])).toBe(own);
    expect(planFor('headache', 'P1', [general])).toBe(general);
  });

  it('stays the one for the type when the center changed only the one for all types', () => {
    const general: ResponsePlan = { type: null, priority: 'P1', determinant: null, units: anyTeam };
    expect(planFor('cardiac_arrest', 'P1', [general])).toMatchObject({ type: 'cardiac_arrest' });
  });

  it('is the center’s for the determinant, before that for the type', () => {
    const own: ResponsePlan = { type: null, priority: 'P1', determinant: '03.A.01', units: anyTeam };
    expect(planFor('cardiac_arrest', 'P1', [own], '03.A.01')).toBe(own);
    expect(planFor('cardiac_arrest', 'P1', [own], '03.A.02')).toMatchObject({ type: 'cardiac_arrest' });
    expect(planFor('headache', 'P1', [own], null)).toMatchObject({ type: null, determinant: null });
    expect(planFor('cardiac_arrest', 'P2', [own], '03.A.01')).toMatchObject({ priority: 'P2' });
  });

  it('is that of P2 while nobody knows the priority', () => {
    expect(planFor('headache', null, [])).toBe(planFor('headache', 'P2', []));
  });

  it('is that of P3 for a visit or a transfer of which nobody knows the priority: no ambulance goes for it', () => {
    expect(planFor('home_visit', null, [])).toBe(planFor('home_visit', 'P3', []));
    expect(planFor('transfer', null, [])).toBe(planFor('transfer', 'P3', []));
  });
});

describe('the built-in plans', () => {
  it('are one for each type and priority', () => {
    const keys = builtInPlans.map(({ type, priority }) => `${type} ${priority}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('never hold up the first team by asking for something its kind does not always carry', () => {
    for (const { units } of builtInPlans) expect(units[0]!.capabilities).toEqual([]);
  });
});
