import type { CenterSettings } from '#lib/center';

export interface Target {
  seconds: number;
  /** Null where every single one is looked at, and no share was agreed on. */
  share: number | null;
}

/** What each interval should take. Those of an arrest are the ones that calls are reviewed by. */
export type Targets = CenterSettings['targets'] & Record<'arrest_recognition' | 'arrest_compression', Target>;

export const targetsOf = ({ targets, caseReview }: CenterSettings): Targets => ({
  ...targets,
  arrest_recognition: { seconds: caseReview.targets.arrestRecognisedSeconds, share: null },
  arrest_compression: { seconds: caseReview.targets.firstCompressionSeconds, share: null },
});
