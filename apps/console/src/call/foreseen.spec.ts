import type { RecommendedTeamView } from '../api/generated/types.gen.js';
import { english } from '../language/catalogue.en.js';
import type { Language } from '../language/language.js';
import { keyText, minutesOf, sentText, type Foreseen } from './foreseen.js';

const language: Pick<Language, 'text'> = {
  text: (key, values) =>
    (english[key] as string).replace(/\{(\w+)\}/g, (_, name: string) => String(values?.[name])),
};
const foreseen = (id: string, etaSeconds = 250): Foreseen => ({
  best: { team: { id, callSign: id.toUpperCase() }, etaSeconds } as RecommendedTeamView,
});

describe('the key of the form', () => {
  it('names the team that it would send, and its minutes', () => {
    expect(keyText(language, true, foreseen('amb-07'))).toBe('Save and send AMB-07 · 4 min');
    expect(minutesOf({ etaSeconds: 5 })).toBe(1);
  });

  it('promises nobody where nobody is known, nobody is free, or nobody can be asked', () => {
    expect(keyText(language, true, null)).toBe('Save and send the nearest team');
    expect(keyText(language, true, { best: null })).toBe('Save and wait for a team');
    expect(keyText(language, false, foreseen('amb-07'))).not.toContain('AMB-07');
  });
});

describe('what is told after it was pressed', () => {
  const sent = { id: 'amb-07', callSign: 'AMB-07' };

  it('names the team that was really sent', () => {
    expect(sentText(language, '17', sent, foreseen('amb-07'))).toBe(
      'Incident 17 saved and offered to AMB-07.',
    );
    expect(sentText(language, '17', sent, null)).toBe('Incident 17 saved and offered to AMB-07.');
    expect(sentText(language, '17', sent, { best: null })).toBe('Incident 17 saved and offered to AMB-07.');
    expect(sentText(language, '17', null, foreseen('amb-07'))).toBe('Incident 17 saved.');
  });

  it('says so first when it is not the one that was shown', () => {
    expect(sentText(language, '17', sent, foreseen('mtr-01'))).toMatch(/^Offered to AMB-07, not to MTR-01/);
  });

  it('names a team that the board has not heard of by what was shown', () => {
    expect(sentText(language, '17', { ...sent, callSign: undefined }, foreseen('amb-07'))).toContain(
      'AMB-07',
    );
  });
});
