import { afterEvent } from './board-events.js';
import { at, FollowedJournal, team } from './board.fixture.js';
import { withContact, withIncident } from './wanted-facts.js';
import type { ContactView, IncidentView } from '../api/generated/types.gen.js';

const step = (incidentId: string, teamId: string, second: number) => ({
  incidentId,
  teamId,
  subjectVersion: 2,
  payload: { incidentId, teamId, from: 'offered' as const, at: at(second) },
});

describe('the board after an entry of the journal', () => {
  it('shows a new incident as waiting, with its clock running from the ring of its contact', () => {
    const journal = new FollowedJournal()
      .add('contact.rang', 'contact', { payload: { channel: 'voice', at: at(3) } })
      .open('incident', 'contact');
    const incident = journal.board.incidents.get('incident');
    expect(incident).toMatchObject({ state: 'queued', priority: 'P1', clockStartedAt: at(3) });
    expect(journal.board.contacts.get('contact')?.incidentId).toBe('incident');
  });

  it('lets the clock of a call that was begun by hand run from there', () => {
    const { board } = new FollowedJournal().open('incident', null, at(0));
    expect(board.incidents.get('incident')).toMatchObject({ clockStartedAt: at(0), openedAt: at(11) });
  });

  it('wants the words that the journal does not carry, and shows them once they are told', () => {
    const { board } = new FollowedJournal().open('incident');
    expect([...board.wanted.incidents]).toEqual(['incident']);
    const view = {
      id: 'incident',
      complaint: 'Dada sakit',
      clockStartedAt: at(1),
      state: 'closed',
      place: { address: 'Jl. Cimandiri' },
    } as IncidentView;
    expect(withIncident(board, view).incidents.get('incident')).toMatchObject({
      complaint: 'Dada sakit',
      address: 'Jl. Cimandiri',
      // The state is the journal's to tell.
      state: 'queued',
    });
  });

  it('takes a team with an offer and frees it when its work ends', () => {
    const journal = new FollowedJournal({ teams: [team('amb')] }).open('incident');
    journal.offer('assignment', 'incident', 'amb');
    expect(journal.board.teams.get('amb')?.assignmentId).toBe('assignment');
    journal.add('assignment.departed', 'assignment', step('incident', 'amb', 40));
    expect(journal.board.incidents.get('incident')?.assignments).toMatchObject([
      { state: 'en_route', stateSince: at(40), acknowledgeBy: null },
    ]);
    expect(journal.board.teams.get('amb')?.assignmentId).toBe('assignment');
    journal.add('assignment.cleared', 'assignment', step('incident', 'amb', 50));
    expect(journal.board.teams.get('amb')?.assignmentId).toBeNull();
  });

  it('leaves a team with its newer assignment when the older one ends', () => {
    const journal = new FollowedJournal({ teams: [team('amb')] }).open('first').open('second');
    journal.offer('older', 'first', 'amb').offer('newer', 'second', 'amb');
    journal.add('assignment.diverted', 'older', step('first', 'amb', 50));
    expect(journal.board.teams.get('amb')?.assignmentId).toBe('newer');
  });

  it('says since when a team is late, until it takes the step', () => {
    const journal = new FollowedJournal({ teams: [team('amb')] }).open('incident');
    journal.offer('assignment', 'incident', 'amb');
    const lateSince = () => journal.board.incidents.get('incident')?.assignments[0]?.overdueSince;
    const late = (deadline: 'en_route_by' | 'on_scene_by', since?: string) =>
      journal.add('assignment.overdue', 'assignment', {
        incidentId: 'incident',
        payload: { incidentId: 'incident', teamId: 'amb', deadline, ...(since && { since }) },
      });
    journal.add('assignment.acknowledged', 'assignment', step('incident', 'amb', 20));
    expect(lateSince()).toBeNull();
    late('en_route_by', at(22));
    expect(lateSince()).toBe(at(22));
    journal.add('assignment.departed', 'assignment', step('incident', 'amb', 30));
    expect(lateSince()).toBeNull();
    // One that was told late, of a step that was taken meanwhile, is of no account.
    late('en_route_by', at(22));
    expect(lateSince()).toBeNull();
    late('on_scene_by');
    expect(lateSince()).toBe(at(journal.board.seq));
    journal.add('assignment.arrived', 'assignment', step('incident', 'amb', 50));
    expect(lateSince()).toBeNull();
  });

  it('says since when an incident waits again', () => {
    const journal = new FollowedJournal().open('incident');
    const about = { incidentId: 'incident', subjectVersion: 2 };
    journal.add('incident.state_changed', 'incident', {
      ...about,
      payload: { from: 'queued', to: 'assigned' },
    });
    expect(journal.board.incidents.get('incident')?.queuedSince).toBeNull();
    journal.add('incident.queued', 'incident', { ...about, payload: { reason: 'assignment_lost' } });
    expect(journal.board.incidents.get('incident')).toMatchObject({
      state: 'queued',
      queuedSince: at(journal.board.seq),
    });
  });

  it('tells an open incident to read its timeline again, and its details only when they changed', () => {
    const journal = new FollowedJournal({ teams: [team('amb')] }).open('incident');
    const opened = journal.board.seq;
    journal.offer('assignment', 'incident', 'amb');
    expect(journal.board.incidents.get('incident')).toMatchObject({
      detailsSeq: opened,
      timelineSeq: journal.board.seq,
    });
  });

  it('is the same after an entry it has seen', () => {
    const journal = new FollowedJournal().open('incident');
    const again = { ...journal.event('incident.reopened', 'incident', { payload: {} }), seq: 3 };
    expect(afterEvent(journal.board, again)).toBe(journal.board);
  });

  it('moves on past entries that are none of its business', () => {
    const journal = new FollowedJournal();
    journal.add('response_plan.changed', 'plan', { payload: { type: null, priority: 'P1' } });
    expect(journal.board.seq).toBe(11);
  });

  it('keeps closed incidents for whoever looks at them, but not for ever', () => {
    const journal = new FollowedJournal();
    for (let index = 0; index < 130; index += 1) {
      journal.open(`incident-${index}`);
      journal.add('incident.closed', `incident-${index}`, {
        incidentId: `incident-${index}`,
        payload: { disposition: 'cancelled', duplicateOf: null },
      });
    }
    expect(journal.board.incidents.size).toBe(100);
    expect(journal.board.incidents.has('incident-129')).toBe(true);
    expect(journal.board.incidents.has('incident-0')).toBe(false);
  });

  it('keeps a contact on the call-back list until the call back is settled', () => {
    const journal = new FollowedJournal();
    journal.add('contact.rang', 'contact', { payload: { channel: 'voice', at: at(1) } });
    journal.add('contact.ended', 'contact', {
      subjectVersion: 2,
      payload: { at: at(9), outcome: 'abandoned', incidentId: null },
    });
    expect(journal.board.wanted.contacts.has('contact')).toBe(true);
    journal.board = withContact(journal.board, {
      id: 'contact',
      state: 'ended',
      version: 2,
      callerNumber: '+62857',
      callBackBy: at(300),
    } as ContactView);
    expect(journal.board.contacts.get('contact')?.callBackBy).toBe(at(300));
    journal.add('contact.call_back_settled', 'contact', { payload: { reason: 'called_back' } });
    expect(journal.board.contacts.get('contact')?.callBackBy).toBeNull();
  });

  it('does not let an old answer undo what the journal has told of a contact', () => {
    const journal = new FollowedJournal();
    journal.add('contact.rang', 'contact', { payload: { channel: 'voice', at: at(1) } });
    journal.add('contact.answered', 'contact', {
      subjectVersion: 2,
      payload: { at: at(4), answeredBy: 'user' },
    });
    const stale = { id: 'contact', state: 'ringing', version: 1, callerNumber: '+62857' } as ContactView;
    expect(withContact(journal.board, stale).contacts.get('contact')).toMatchObject({
      state: 'answered',
      callerNumber: '+62857',
    });
  });

  it('shows at once that somebody calls back, and by name once the name is told', () => {
    const journal = new FollowedJournal();
    journal.add('contact.rang', 'contact', { payload: { channel: 'voice', at: at(1) } });
    journal.add('contact.call_back_owner_set', 'contact', { payload: { ownerId: 'siti' } });
    expect(journal.board.contacts.get('contact')).toMatchObject({
      callBackOwner: 'siti',
      callBackOwnerName: null,
    });
    expect([...journal.board.wanted.contacts]).toEqual(['contact']);
    journal.add('contact.call_back_owner_set', 'elsewhere', { payload: { ownerId: 'siti' } });
    expect([...journal.board.wanted.contacts]).toEqual(['contact']);
  });

  it('brings no contact back that has left the board while it was asked for', () => {
    const { board } = new FollowedJournal();
    const settled = { id: 'contact', state: 'ended', outcome: 'prank', callBackBy: null } as ContactView;
    expect(withContact(board, settled).contacts.size).toBe(0);
  });

  it('tells the lists of supervision when what they list has changed, and no others', () => {
    const journal = new FollowedJournal();
    const { seq, listsSeq } = journal.board;
    journal.add('number.lowering_ended', 'lowering', { payload: { end: 'ended' } });
    expect(journal.board.listsSeq).toEqual({ ...listsSeq, lowerings: seq + 1 });
    journal.add('protocol.card_signed', 'version', { payload: { number: 1, card: '09' } });
    expect(journal.board.listsSeq).toMatchObject({ protocols: seq + 2, reviews: listsSeq.reviews });
  });
});
