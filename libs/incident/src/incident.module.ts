import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { IdentityModule } from '#lib/identity';
import { IncidentCallerRetention } from './incident/incident-caller-retention.js';
import { IncidentClosing } from './incident/incident-closing.js';
import { IncidentController } from './incident/incident.controller.js';
import { IncidentEditing } from './incident/incident-editing.js';
import { IncidentReading } from './incident/incident-reading.js';
import { IncidentRepository } from './incident/incident.repository.js';
import { Incidents } from './incident/incidents.js';
import { TeamVisibility } from './incident/team-visibility.js';
import { NoteController } from './note/note.controller.js';
import { NoteRepository } from './note/note.repository.js';
import { Notes } from './note/notes.js';
import { PatientController } from './patient/patient.controller.js';
import { PatientRepository } from './patient/patient.repository.js';
import { Patients } from './patient/patients.js';
import { Places } from './place/places.js';
import { TimelineAnswers } from './timeline/timeline-answers.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineRepository } from './timeline/timeline.repository.js';
import { Timelines } from './timeline/timelines.js';

/** Incidents with their patients, notes and timeline. */
@Module({
  imports: [CenterModule, IdentityModule],
  controllers: [IncidentController, NoteController, PatientController, TimelineController],
  providers: [
    IncidentCallerRetention,
    IncidentClosing,
    IncidentEditing,
    IncidentReading,
    IncidentRepository,
    Incidents,
    NoteRepository,
    Notes,
    PatientRepository,
    Patients,
    Places,
    TeamVisibility,
    TimelineAnswers,
    TimelineRepository,
    Timelines,
  ],
  exports: [IncidentClosing, IncidentEditing, Incidents, Notes, Patients, TeamVisibility, TimelineAnswers],
})
export class IncidentModule {}
