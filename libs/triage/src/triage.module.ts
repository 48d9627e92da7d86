import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { IdentityModule, secretFor } from '#lib/identity';
import { CONFIGURATION, type Configuration } from '#lib/platform';
import { CaseReviewChoice } from './case-review/case-review-choice.js';
import { CaseReviewController } from './case-review/case-review.controller.js';
import { CaseReviewReading } from './case-review/case-review-reading.js';
import { CaseReviewRepository } from './case-review/case-review.repository.js';
import { CaseReviews } from './case-review/case-reviews.js';
import { RandomDraw } from './case-review/random-draw.js';
import { ReviewedCalls } from './case-review/reviewed-calls.js';
import { CaseReviewResults } from './case-review/results/case-review-results.js';
import { CaseReviewResultsRepository } from './case-review/results/case-review-results.repository.js';
import { PatientTold } from './triage/patient-told.js';
import { TriageActs } from './triage/triage-acts.js';
import { TriageController, TriageReportController } from './triage/triage.controller.js';
import { TriageMoves } from './triage/triage-moves.js';
import { TriageOutcomeReading } from './triage/triage-outcome-reading.js';
import { TriageReading } from './triage/triage-reading.js';
import { TriageRetention } from './triage/triage-retention.js';
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
  imports: [CenterModule, IdentityModule],
  controllers: [CaseReviewController, ProtocolController, TriageController, TriageReportController],
  providers: [
    {
      provide: RandomDraw,
      inject: [CONFIGURATION],
      useFactory: (configuration: Configuration) => new RandomDraw(secretFor(configuration)),
    },
    BuiltInProtocol,
    CaseReviewChoice,
    CaseReviewReading,
    CaseReviewRepository,
    CaseReviewResults,
    CaseReviewResultsRepository,
    CaseReviews,
    PatientTold,
    ProtocolReading,
    ProtocolVersionRepository,
    ProtocolVersions,
    SignOffRepository,
    ReviewedCalls,
    SignOffs,
    TriageActs,
    TriageMoves,
    TriageOutcomeReading,
    TriageReading,
    TriageRepository,
    TriageRetention,
    Triages,
    TriageSubjects,
    TriageViews,
  ],
  exports: [BuiltInProtocol, ProtocolVersions, SignOffs, TriageMoves, TriageReading, Triages, TriageSubjects],
})
export class TriageModule {}
