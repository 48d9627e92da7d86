import { useState } from 'react';
import type { ScriptView, StepChoiceView, StepView, TriageView } from '../api/generated/types.gen.js';
import type { TriageActs } from './triage-run.js';

interface Place {
  readonly script: string;
  readonly step: string;
}

interface Visit extends Place {
  /** When an arrest had been recognised by then; null where none had. */
  readonly recognisedAt: string | null;
}

/** What is being said to the caller: a step of a script, how it goes on and back, and what else could be said. */
export interface Guidance {
  readonly present: { readonly script: ScriptView; readonly step: StepView } | null;
  /** Grows with every step that is gone to, so that the same step read again is another one. */
  readonly place: number;
  readonly offers: TriageView['advice'];
  /** Whether it comes before every further question: an arrest was recognised, or a script begun. */
  readonly urgent: boolean;
  /** Whether the caller's answer ended the script. */
  readonly ended: boolean;
  /** Since when the present hands press, as far as is known; null while nobody does. */
  readonly pressingSince: string | null;
  readonly begin: (script: string) => void;
  readonly next: () => void;
  readonly choose: (choice: StepChoiceView) => void;
  readonly back: (() => void) | null;
}

/** `onGo`: what else a step that is gone to means. */
export function useGuidance({ view, protocol, read }: TriageActs, onGo: () => void): Guidance {
  const [visited, setVisited] = useState<readonly Visit[]>([]);
  const [ended, setEnded] = useState(false);
  const recognisedAt = view?.marks.arrestRecognisedAt ?? null;
  const at = presentPlace(view, visited.at(-1));
  const scriptOf = (key: string | undefined): ScriptView | undefined =>
    protocol?.scripts.find((candidate) => candidate.key === key);
  const script = scriptOf(at?.script);
  const step = script?.steps.find(({ key }) => key === at?.step);
  const go = (to: ScriptView | undefined, key: string | undefined): void => {
    if (!to || key === undefined) return;
    onGo();
    setEnded(false);
    setVisited([...visited, { script: to.key, step: key, recognisedAt }]);
    read(to.key, key);
  };
  const begin = (key: string): void => go(scriptOf(key), scriptOf(key)?.steps[0]?.key);
  return {
    present: script && step ? { script, step } : null,
    place: visited.length,
    offers: (view?.advice ?? []).filter((offer) => !step || offer.script !== script?.key),
    urgent: view !== null && (view.marks.arrestRecognisedAt !== null || view.stepsRead.length > 0),
    ended,
    pressingSince: view && handsSince(view, scriptOf),
    begin,
    next: () => go(script, step && script?.steps[script.steps.indexOf(step) + 1]?.key),
    choose: (choice) => {
      if (choice.script !== undefined) begin(choice.script);
      else if (choice.step !== undefined) go(script, choice.step);
      else setEnded(true);
    },
    back:
      visited.length > 1
        ? () => {
            setEnded(false);
            setVisited(visited.slice(0, -1));
          }
        : null,
  };
}

/** Where the guidance is. An arrest that was recognised since ends whatever else was being said. */
function presentPlace(view: TriageView | null, visit: Visit | undefined): Place | undefined {
  const read = view?.stepsRead.at(-1);
  const at = visit ?? read;
  const recognisedAt = view?.marks.arrestRecognisedAt ?? null;
  if (!at || recognisedAt === null || at.script === view?.advice[0]?.script) return at;
  const saidBefore = visit ? visit.recognisedAt === null : read !== undefined && read.at < recognisedAt;
  return saidBefore ? undefined : at;
}

function handsSince(
  { marks: { firstCompressionAt }, stepsRead }: TriageView,
  scriptOf: (key: string) => ScriptView | undefined,
): string | null {
  if (firstCompressionAt === null) return null;
  const isNewHands = (read: Place): boolean =>
    scriptOf(read.script)?.steps.find(({ key }) => key === read.step)?.marks === 'new_hands';
  const changedAt = stepsRead.findLast(isNewHands)?.at;
  return changedAt !== undefined && changedAt > firstCompressionAt ? changedAt : firstCompressionAt;
}
