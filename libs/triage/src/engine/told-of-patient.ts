import type { TriageRun } from './triage-run.js';

/** The age that was answered, in years; null where nobody knows it, or nothing of the protocol asks it. */
export function patientAgeOf(run: TriageRun): number | null {
  for (const [name, { question }] of run.protocol.questions) {
    const value = run.answers.get(name);
    if (question.kind === 'number' && question.fills === 'patient.ageYears' && typeof value === 'number') {
      return value;
    }
  }
  return null;
}
