import type { BoardContact } from '#lib/contract';
import { inEnglish } from '../language/english.fixture.js';
import type { Board } from '../live/board.js';
import { at, FollowedJournal, team } from '../live/board.fixture.js';
import { alarmsOf } from './alarms-of-board.js';

const settings = { targets: { answer: { seconds: 10 } } } as Parameters<typeof alarmsOf>[1];
const saidOf = (board: Board, second: number): string[] =>
  alarmsOf(board, settings, Date.parse(at(second)), inEnglish).map(({ sentence }) => sentence);
const teams = [team('amb-01'), team('amb-02')];

/** An incident for which one team was asked at the second 12. */
const asked = (): FollowedJournal =>
  new FollowedJournal({ teams })
    .open('i1')
    .add('incident.state_changed', 'i1', {
      incidentId: 'i1',
      subjectVersion: 2,
      payload: { from: 'queued', to: 'assigned' },
    })
    .offer('a1', 'i1', 'amb-01');
const answered = (
  journal: FollowedJournal,
  type: 'assignment.expired' | 'assignment.acknowledged',
  assignmentId: string,
  teamId: string,
): FollowedJournal =>
  journal.add(type, assignmentId, {
    incidentId: 'i1',
    teamId,
    subjectVersion: 2,
    payload: { incidentId: 'i1', teamId, from: 'offered', at: at(50) },
  });
/** The first team let its time pass, and the second one is asked. */
const passedOn = (): FollowedJournal =>
  answered(asked(), 'assignment.expired', 'a1', 'amb-01').offer('a2', 'i1', 'amb-02');

describe('what is loud', () => {
  it('is a life-threatening incident without a team, as soon as its words may be there', () => {
    const { board } = new FollowedJournal().open('i1');
    expect(saidOf(board, 11)).toEqual([]);
    expect(saidOf(board, 13)).toEqual(['New life-threatening incident: Chest pain']);
  });

  it('is a team past its time, and one that is being replaced because it was', () => {
    expect(saidOf(asked().board, 99)).toEqual([]);
    expect(saidOf(asked().board, 100)).toEqual(['AMB-01 has not answered its assignment']);
    expect(saidOf(passedOn().board, 60)).toEqual(['AMB-01 has not answered its assignment']);
  });

  it('is no team whose place another one has taken meanwhile', () => {
    const { board } = answered(passedOn(), 'assignment.acknowledged', 'a2', 'amb-02');
    expect(saidOf(board, 60)).toEqual([]);
  });

  it('is a contact that rings longer than the center answers within', () => {
    const contact = { id: 'c1', state: 'ringing', ringingAt: at(0) } as BoardContact;
    const { board } = new FollowedJournal({ contacts: [contact] });
    expect(saidOf(board, 10)).toEqual([]);
    expect(saidOf(board, 11)).toEqual(['A call has been ringing too long']);
  });
});
