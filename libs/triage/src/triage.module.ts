import { Module } from '@nestjs/common';
import { IdentityModule } from '#lib/identity';
import { TriageController, TriageReportController } from './triage/triage.controller.js';
import { TriageReading } from './triage/triage-reading.js';
import { TriageRepository } from './triage/triage.repository.js';
import { Triages } from './triage/triages.js';
import { TriageSubjects } from './triage/triage-subjects.js';
import { TriageViews } from './triage/triage-views.js';
import { BuiltInProtocol } from './version/built-in-protocol.js';
import { ProtocolController } from './version/protocol.controller.js';
import { ProtocolReading } from './version/protocol-views.js';
import { ProtocolVersionRepository } from './version/protocol-version.repository.js';
import { ProtocolVersions } from './version/protocol-versions.js';
import { SignOffRepository } from './version/sign-off.repository.js';
import { SignOffs } from './version/sign-offs.js';

/** The triage protocol of each center, and the triages that run on it. */
@Module({
  imports: [IdentityModule],
  controllers: [ProtocolController, TriageController, TriageReportController],
  providers: [
    BuiltInProtocol,
    ProtocolReading,
    ProtocolVersionRepository,
    ProtocolVersions,
    SignOffRepository,
    SignOffs,
    TriageReading,
    TriageRepository,
    Triages,
    TriageSubjects,
    TriageViews,
  ],
  exports: [BuiltInProtocol, ProtocolVersions, SignOffs, Triages, TriageSubjects],
})
export class TriageModule {}
