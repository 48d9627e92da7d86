import { Injectable } from '@nestjs/common';
import type { Queryable } from '#lib/platform';

/** Words added to an incident after the caller's own. */
export interface Note {
  id: string;
  incidentId: string;
  text: string;
  author: string;
  writtenAt: Date;
}

@Injectable()
export class NoteRepository {
  async insert(on: Queryable, centerId: string, note: Note): Promise<void> {
    await on.query(
      `insert into incident_note (id, center_id, incident_id, text, author, written_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [note.id, centerId, note.incidentId, note.text, note.author, note.writtenAt],
    );
  }
}
