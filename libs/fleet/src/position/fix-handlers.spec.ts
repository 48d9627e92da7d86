import { ignoredReasons, reasonToIgnore, type FixCircumstances } from './fix-handlers.js';
import type { Fix, FixedTeam } from './fix.js';

const at = (time: string) => new Date(`2026-11-21T${time}Z`);
const fix = (more: Partial<Fix> = {}): Fix => ({ lat: -6.9, lon: 107.6, at: at('12:00:00'), ...more });
const team: FixedTeam = {
  id: 't',
  callSign: 'AMB-01',
  onDuty: true,
  dutySince: at('08:00:00'),
  lastFixAt: at('11:59:55'),
};
const circumstances: FixCircumstances = { team, oldestAt: at('00:00:00'), newestAt: at('12:00:30') };

describe('a fix', () => {
  it('is stored when it is newer than what is known', () => {
    expect(reasonToIgnore(fix(), circumstances)).toBeUndefined();
    expect(reasonToIgnore(fix(), { ...circumstances, team: { ...team, lastFixAt: null } })).toBeUndefined();
  });

  it.each([
    ['unknown_team', fix(), { team: undefined }],
    ['no_place', fix({ lat: 0, lon: 0 }), {}],
    ['off_duty', fix(), { team: { ...team, onDuty: false, dutySince: null } }],
    ['off_duty', fix({ at: at('07:59:59') }), {}],
    ['too_old', fix(), { oldestAt: at('12:00:01') }],
    ['future', fix({ at: at('12:00:31') }), {}],
    ['duplicate', fix({ at: at('11:59:55') }), {}],
    ['out_of_order', fix({ at: at('11:59:54') }), {}],
  ] as const)('is ignored as %s', (reason, judged, more) => {
    expect(reasonToIgnore(judged, { ...circumstances, ...more })).toBe(reason);
    expect(ignoredReasons).toContain(reason);
  });

  it('on the equator or the meridian of Greenwich is a place like any other', () => {
    expect(reasonToIgnore(fix({ lat: 0 }), circumstances)).toBeUndefined();
    expect(reasonToIgnore(fix({ lon: 0 }), circumstances)).toBeUndefined();
  });
});
