import type { BoardFacility } from '#lib/contract';
import { FollowedJournal, team } from '../live/board.fixture.js';
import { teamRows } from '../teams/team-rows.js';
import { suggestionsFor, type World } from './suggestions.js';

const journal = new FollowedJournal({
  teams: [
    team('amb-02', { callSign: 'AMB-02' }),
    team('amb-07', { callSign: 'AMB-07' }),
    team('amb-08', { callSign: 'AMB-08' }),
    team('pkm', { callSign: 'PKM-ARCAMANIK', kind: 'home_visit_team' }),
  ],
  facilities: [
    { id: 'f', name: 'RS Hasan Sadikin', lat: -6.89, lon: 107.6, kind: 'hospital' } as BoardFacility,
  ],
})
  .open('0041')
  .open('0042')
  .offer('a', '0041', 'amb-08');

const world = (more: Partial<World> = {}): World => ({
  locale: 'id',
  teams: teamRows(journal.board),
  incidents: [...journal.board.incidents.values()],
  facilities: [...journal.board.facilities.values()],
  areas: [{ name: 'Cicendo', at: { lat: -6.9, lon: 107.58 } }],
  selected: undefined,
  recommended: [],
  may: { write: true, assign: true, progress: true },
  ...more,
});

const lines = (typed: string, more?: Partial<World>): string[] =>
  suggestionsFor(typed, world(more)).map(({ line }) => line);
const first = (typed: string, more?: Partial<World>) => suggestionsFor(typed, world(more))[0];

describe('the command line', () => {
  it.each(['kirim AMB-07 ke 42', 'send amb07 to 42', 'kirim amb 7 ke 0042'])(
    'understands "%s" in both languages, however the call sign is spelt',
    (typed) => {
      expect(first(typed)?.act).toMatchObject({
        kind: 'send',
        team: { callSign: 'AMB-07' },
        incident: { number: 'BDG-0042' },
      });
    },
  );

  it('completes a team, then the incident', () => {
    expect(lines('kirim am')).toEqual(['kirim AMB-02 ke ', 'kirim AMB-07 ke ', 'kirim PKM-ARCAMANIK ke ']);
    expect(lines('kirim AMB-07 ke ')).toEqual(['kirim AMB-07 ke 41', 'kirim AMB-07 ke 42']);
    expect(lines('send AMB-07 to 42', { locale: 'en' })).toEqual(['send AMB-07 to 42']);
  });

  it('offers all that the plan of the selected incident asks for first, then its recommended teams, whole', () => {
    const selected = journal.board.incidents.get('0042');
    const [plan, best] = suggestionsFor('kirim', world({ selected, recommended: ['amb-07', 'amb-02'] }));
    expect(plan).toMatchObject({ line: 'kirim ke 42', act: { kind: 'send_plan', incident: selected } });
    expect(best).toMatchObject({ line: 'kirim AMB-07 ke 42', act: { kind: 'send' } });
  });

  it.each(['kirim ke 42', 'send to 42'])(
    'sends all that the plan asks for where "%s" names no team',
    (typed) => {
      expect(first(typed)?.act).toMatchObject({ kind: 'send_plan', incident: { number: 'BDG-0042' } });
      expect(lines('kirim ke ')).toEqual(['kirim ke 41', 'kirim ke 42']);
    },
  );

  it('does not offer a team that is at work', () => {
    expect(lines('kirim AMB-08 ke 42')).toEqual([]);
  });

  it.each(['status AMB-08 terima', 'status amb8 accept'])('understands "%s"', (typed) => {
    expect(first(typed)?.act).toMatchObject({ kind: 'step', assignmentId: 'a', state: 'acknowledged' });
  });

  it('offers only the steps that may follow', () => {
    expect(lines('status AMB-08')).toEqual(['status AMB-08 terima', 'status AMB-08 berangkat']);
  });

  it('goes to an incident by its short number, and finds by words', () => {
    expect(first('42')?.act).toMatchObject({ kind: 'open', incident: { number: 'BDG-0042' } });
    expect(first('cari hasan')?.act).toMatchObject({ kind: 'show_facility' });
    expect(first('find cicen')?.act).toMatchObject({ kind: 'show_area' });
    expect(first('cari -6,9147 107,6098')?.act).toMatchObject({
      kind: 'show_point',
      point: { lat: -6.9147, lon: 107.6098 },
    });
  });

  it('begins a call with the words that follow', () => {
    expect(first('panggilan baru Ibu pingsan')?.act).toEqual({ kind: 'new_call', complaint: 'Ibu pingsan' });
    expect(first('new call')?.act).toEqual({ kind: 'new_call', complaint: '' });
  });

  it('offers nobody what they may not do', () => {
    const may = { write: false, assign: false, progress: false };
    expect(lines('kirim AMB-07 ke 42', { may })).toEqual([]);
    expect(lines('', { may })).not.toContain('panggilan baru');
  });
});
