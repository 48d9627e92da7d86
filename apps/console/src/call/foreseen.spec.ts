import type { RecommendedTeamView } from '../api/generated/types.gen.js';
import { inEnglish as language } from '../language/english.fixture.js';
import { keyText, sentText, type Foreseen } from './foreseen.js';

const near = (id: string, etaSeconds = 250) =>
  ({ team: { id, callSign: id.toUpperCase() }, etaSeconds }) as RecommendedTeamView;
const foreseen = (...teams: RecommendedTeamView[]): Foreseen => ({ teams });

describe('the key of the form', () => {
  it('names the team that it would send, and its minutes', () => {
    expect(keyText(language, true, foreseen(near('amb-07')))).toBe('Save and send AMB-07 · 4 min');
    expect(keyText(language, true, foreseen(near('amb-07', 5)))).toBe('Save and send AMB-07 · 1 min');
  });

  it('names every team that it would send, each with its minutes', () => {
    const two = foreseen(near('mtr-01', 190), near('amb-01', 460));
    expect(keyText(language, true, two)).toBe('Save and send MTR-01 + AMB-01 · 3 / 8 min');
  });

  it('counts those for which it has no room', () => {
    const five = foreseen(...[190, 460, 500, 700, 900].map((seconds, at) => near(`a-${at}`, seconds)));
    expect(keyText(language, true, five)).toBe('Save and send A-0 + A-1 + 3 more · 3–15 min');
  });

  it('promises nobody where nobody is known, nobody is free, or nobody can be asked', () => {
    expect(keyText(language, true, null)).toBe('Save and send the nearest team');
    expect(keyText(language, true, foreseen())).toBe('Save and wait for a team');
    expect(keyText(language, false, foreseen(near('amb-07')))).not.toContain('AMB-07');
  });
});

describe('what is told after it was pressed', () => {
  const ambulance = { id: 'amb-07', callSign: 'AMB-07' };
  const motor = { id: 'mtr-01', callSign: 'MTR-01' };

  it('names the teams that were really sent', () => {
    const told = 'Incident 17 saved and offered to AMB-07.';
    expect(sentText(language, '17', [ambulance], foreseen(near('amb-07')))).toBe(told);
    expect(sentText(language, '17', [ambulance], null)).toBe(told);
    expect(sentText(language, '17', [ambulance], foreseen())).toBe(told);
    expect(sentText(language, '17', [], foreseen(near('amb-07')))).toBe('Incident 17 saved.');
    const both = foreseen(near('amb-07'), near('mtr-01'));
    expect(sentText(language, '17', [motor, ambulance], both)).toBe(
      'Incident 17 saved and offered to MTR-01 + AMB-07.',
    );
  });

  it('says so first when they are not those that were shown', () => {
    expect(sentText(language, '17', [ambulance], foreseen(near('mtr-01')))).toMatch(
      /^Offered to AMB-07, not to MTR-01/,
    );
    const both = foreseen(near('mtr-01'), near('amb-07'));
    expect(sentText(language, '17', [motor], both)).toMatch(/^Offered to MTR-01, not to MTR-01 \+ AMB-07/);
  });
});
