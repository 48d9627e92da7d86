import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import type { Incident } from '../incident/incident.js';
import { Incidents } from '../incident/incidents.js';
import { NoteRepository, type Note } from './note.repository.js';
import type { NoteRequest, NoteView } from './note.dto.js';

/**
 * Notes are only ever added, also to a closed incident: the record may be completed, never changed. They leave the
 * incident's version alone, so that a note never costs somebody else's edit a 412.
 */
@Injectable()
export class Notes {
  constructor(
    private readonly commands: Commands,
    private readonly incidents: Incidents,
    private readonly notes: NoteRepository,
  ) {}

  add(caller: Caller, incidentId: string, { text }: NoteRequest): Promise<Result<NoteView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const incident = await this.incidents.findVisible(tx.manager, caller, incidentId);
      if (!incident) return refuse({ code: 'not_found' });
      const note = await this.write(tx, incident, text);
      return accept({ ...note, writtenAt: note.writtenAt.toISOString() });
    });
  }

  /** Adds a note within a command that has something to say, such as why an incident was reopened. */
  async write(tx: Transaction, incident: Incident, text: string): Promise<Note> {
    const note: Note = {
      id: tx.newIdentifier(),
      incidentId: incident.id,
      text,
      author: tx.caller.actor,
      writtenAt: tx.now,
    };
    await this.notes.insert(tx.manager, tx.centerId, note);
    tx.record({
      type: 'incident.note_added',
      subjectId: incident.id,
      subjectVersion: incident.version,
      incidentId: incident.id,
      payload: { noteId: note.id },
    });
    return note;
  }
}
