import type { OpenPlaceView, PlanUnitBody, RecommendationView } from '../api/generated/types.gen.js';
import { inEnglish as language } from '../language/english.fixture.js';
import { lackText, sentTogether, teamsInOrder, unitsInWords } from './planned-teams.js';

const unit = (
  kinds: PlanUnitBody['kinds'],
  capabilities: PlanUnitBody['capabilities'] = [],
): PlanUnitBody => ({
  kinds,
  capabilities,
  count: 1,
});
const responder = unit(['als_ambulance', 'bls_ambulance', 'motor_ambulance']);
const advanced = unit(['als_ambulance']);
const near = (id: string) => ({ team: { id } }) as RecommendationView['items'][number];
const place = (unitNumber: number, of: PlanUnitBody, best: string | null): OpenPlaceView => ({
  unitNumber,
  unit: of,
  best: best === null ? null : near(best),
});
const recommendation = (places: OpenPlaceView[], items: string[]): RecommendationView =>
  ({ places, items: items.map(near) }) as RecommendationView;
const ids = (teams: RecommendationView['items']): string[] => teams.map(({ team }) => team.id);

describe('the teams of a plan', () => {
  it('are those of its places, and come before others that fit', () => {
    const arrest = recommendation(
      [place(1, responder, 'mtr'), place(2, advanced, 'als')],
      ['mtr', 'bls', 'als', 'far'],
    );
    expect(ids(sentTogether(arrest))).toEqual(['mtr', 'als']);
    expect(ids(teamsInOrder(arrest, 3))).toEqual(['mtr', 'als', 'bls']);
  });

  it('are all shown, however few are wanted', () => {
    const many = recommendation(
      ['a', 'b', 'c', 'd'].map((id) => place(1, responder, id)),
      ['a', 'x'],
    );
    expect(ids(teamsInOrder(many, 3))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that cannot be had are named in plain words', () => {
    expect(lackText([place(2, advanced, null)], language)).toBe(
      'The plan asks for 1 ALS ambulance; no other team can be offered it.',
    );
    expect(lackText([], language)).toBeNull();
    const others = [place(2, responder, null), place(1, unit(['field_team'], ['midwife']), null)];
    expect(unitsInWords([...others, place(2, responder, null)], language)).toBe(
      '1 field team with midwife, 2 × ambulance or motorcycle',
    );
  });
});
