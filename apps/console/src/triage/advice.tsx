import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ScriptView, StepView, TriageView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { Pace } from './pace.js';
import { RescuerClock } from './rescuer-clock.js';
import { TriageClocks } from './triage-clocks.js';
import type { TriageActs } from './triage-run.js';

interface Place {
  readonly script: string;
  readonly step: string;
}

/** What to tell the caller until help is there: one step at a time, large, with its rhythm where it has one. */
export function Advice({ acts, urgent }: { acts: TriageActs; urgent: boolean }): ReactNode {
  const { text, locale } = useLanguage();
  const { view, protocol } = acts;
  const [visited, setVisited] = useState<readonly Place[]>([]);
  const section = useRef<HTMLElement>(null);
  const goOn = useRef(false);
  const present = visited.at(-1) ?? view?.stepsRead.at(-1);
  const scriptOf = (key: string | undefined): ScriptView | undefined =>
    protocol?.scripts.find((candidate) => candidate.key === key);
  const script = scriptOf(present?.script);
  const step = script?.steps.find(({ key }) => key === present?.step);
  useEffect(() => {
    if (!goOn.current) return;
    goOn.current = false;
    section.current?.querySelector<HTMLElement>('.triage-step button')?.focus();
    showFromTop(section.current);
  }, [visited]);
  if (!view || (view.advice.length === 0 && !step)) return null;

  const pressingSince = handsSince(view, scriptOf);
  const go = (next: ScriptView | undefined, key: string | undefined): void => {
    if (!next || key === undefined) return;
    goOn.current = true;
    setVisited([...visited, { script: next.key, step: key }]);
    acts.read(next.key, key);
  };
  const back = (): void => {
    goOn.current = true;
    setVisited(visited.slice(0, -1));
  };
  const others = view.advice.filter((offer) => !step || offer.script !== script?.key);
  return (
    <section
      className="triage-advice"
      data-urgent={urgent || undefined}
      aria-label={text('triage.advice')}
      ref={section}
    >
      {!step && <h4 className="section-title">{text('triage.advice')}</h4>}
      <TriageClocks marks={view.marks} />
      {step?.pace && <Pace {...step.pace} />}
      {step?.pace && pressingSince !== null && <RescuerClock since={pressingSince} />}
      {script && step && (
        <Step
          key={visited.length}
          script={script}
          step={step}
          onStep={(key) => go(script, key)}
          onScript={(key) => go(scriptOf(key), scriptOf(key)?.steps[0]?.key)}
          onBack={visited.length > 1 ? back : null}
        />
      )}
      <div className="triage-offers">
        {others.map((offer, index) => (
          <button
            key={offer.script}
            type="button"
            className={index === 0 && !step && urgent ? 'button primary' : 'button small'}
            data-panel-key={index === 0 && !step ? 'G' : undefined}
            onClick={() => go(scriptOf(offer.script), scriptOf(offer.script)?.steps[0]?.key)}
          >
            {text('triage.begin', { script: offer.title[locale] })} {index === 0 && !step && <kbd>{'G'}</kbd>}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Since when the present hands press, as far as is known; null while nobody does. */
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

/** Brings the spoken step and its rhythm to the top of the column that scrolls, and moves nothing else. */
function showFromTop(section: HTMLElement | null): void {
  const column = section?.closest('.triage-scroll');
  if (!section || !column) return;
  column.scrollTop += section.getBoundingClientRect().top - column.getBoundingClientRect().top - 8;
}

function Step({
  script,
  step,
  onStep,
  onScript,
  onBack,
}: {
  script: ScriptView;
  step: StepView;
  onStep: (key: string | undefined) => void;
  onScript: (key: string) => void;
  onBack: (() => void) | null;
}): ReactNode {
  const { text, locale } = useLanguage();
  const index = script.steps.indexOf(step);
  const following = script.steps[index + 1];
  const saidId = `triage-said-${step.key}`;
  const choices = step.choices ?? [];
  return (
    <div className="triage-step" data-step={step.key}>
      <small className="quiet">
        {script.title[locale]} {'·'} {text('triage.stepOf', { step: index + 1, steps: script.steps.length })}
      </small>
      <p className="triage-say" id={saidId}>
        {step.say[locale]}
      </p>
      {step.hint && <small className="quiet triage-hint">{step.hint[locale]}</small>}
      <div className="triage-answers" data-many={choices.length > 3 || undefined}>
        {choices.map((choice, place) => (
          <button
            key={choice.label.id}
            type="button"
            className={place === 0 ? 'button primary' : 'button'}
            data-panel-key={place + 1}
            aria-describedby={place === 0 ? saidId : undefined}
            onClick={() => (choice.script === undefined ? onStep(choice.step) : onScript(choice.script))}
          >
            {choice.label[locale]} <kbd>{place + 1}</kbd>
          </button>
        ))}
        {choices.length === 0 && following && (
          <button
            type="button"
            className="button primary"
            aria-describedby={saidId}
            onClick={() => onStep(following.key)}
          >
            {text('triage.next')} <kbd>{'⏎'}</kbd>
          </button>
        )}
        {onBack && (
          <button type="button" className="button quiet small" data-panel-key="BACKSPACE" onClick={onBack}>
            {text('triage.back')} <kbd>{'⌫'}</kbd>
          </button>
        )}
      </div>
    </div>
  );
}
