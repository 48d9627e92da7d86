import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Queryable } from '#lib/platform';
import { TriageSubjects } from '#lib/triage';
import { ContactRepository } from './contact.repository.js';

/** Tells triage, which stands below, which contacts there are and which incident each belongs to. */
@Injectable()
export class TriagedContactReading implements OnModuleInit {
  constructor(
    private readonly subjects: TriageSubjects,
    private readonly contacts: ContactRepository,
  ) {}

  onModuleInit(): void {
    this.subjects.provideContacts({
      find: (on: Queryable, centerId: string, id: string) => this.contacts.find(on, centerId, id),
    });
  }
}
