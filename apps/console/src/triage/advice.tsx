import { useState, type ReactNode } from 'react';
import type { ScriptView, StepView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import type { TriageActs } from './triage-run.js';

/** What to tell the caller until help is there: one step at a time, large, with its rhythm where it has one. */
export function Advice({ acts }: { acts: TriageActs }): ReactNode {
  const { text, locale } = useLanguage();
  const { view, protocol } = acts;
  const last = view?.stepsRead.at(-1);
  const [at, setAt] = useState<{ script: string; step: string | null } | null>(null);
  const present = at ?? last ?? null;
  const script = protocol?.scripts.find(({ key }) => key === present?.script);
  const step = script?.steps.find(({ key }) => key === present?.step);
  const go = (next: ScriptView | undefined, key: string | undefined): void => {
    setAt({ script: next?.key ?? '', step: key ?? null });
    if (next && key !== undefined) acts.read(next.key, key);
  };
  const scriptOf = (key: string): ScriptView | undefined =>
    protocol?.scripts.find((candidate) => candidate.key === key);
  if (!view || (view.advice.length === 0 && !step)) return null;
  return (
    <section className="triage-advice" aria-label={text('triage.advice')}>
      <h3 className="section-title">{text('triage.advice')}</h3>
      {script && step ? (
        <Step key={`${script.key}-${step.key}`} script={script} step={step} go={go} scriptOf={scriptOf} />
      ) : null}
      <div className="triage-answers">
        {view.advice
          .filter((offer) => !step || offer.script !== script?.key)
          .map((offer, index) => (
            <button
              key={offer.script}
              type="button"
              className={index === 0 && !step ? 'button primary' : 'button small'}
              onClick={() => {
                const next = scriptOf(offer.script);
                go(next, next?.steps[0]?.key);
              }}
            >
              {text('triage.begin', { script: offer.title[locale] })}
            </button>
          ))}
      </div>
    </section>
  );
}

function Step({
  script,
  step,
  go,
  scriptOf,
}: {
  script: ScriptView;
  step: StepView;
  go: (script: ScriptView | undefined, step: string | undefined) => void;
  scriptOf: (key: string) => ScriptView | undefined;
}): ReactNode {
  const { text, locale } = useLanguage();
  const index = script.steps.indexOf(step);
  const following = script.steps[index + 1];
  return (
    <div className="triage-step" data-step={step.key}>
      <small className="quiet">
        {script.title[locale]} {'·'} {text('triage.stepOf', { step: index + 1, steps: script.steps.length })}
      </small>
      <p aria-live="polite">{step.say[locale]}</p>
      {step.pace && <Pace {...step.pace} />}
      {step.hint && <small className="quiet">{step.hint[locale]}</small>}
      <div className="triage-answers">
        {step.choices?.map((choice) => (
          <button
            key={choice.label.id}
            type="button"
            className="button"
            onClick={() => {
              const next = choice.script === undefined ? script : scriptOf(choice.script);
              go(next, choice.script === undefined ? choice.step : next?.steps[0]?.key);
            }}
          >
            {choice.label[locale]}
          </button>
        ))}
        {!step.choices?.length && following && (
          <button
            type="button"
            className="button primary"
            autoFocus
            onClick={() => go(script, following.key)}
          >
            {text('triage.next')}
          </button>
        )}
      </div>
    </div>
  );
}

/** The rhythm as a quiet beat: the middle of what is asked for. */
function Pace({ minimum, maximum }: { minimum: number; maximum: number }): ReactNode {
  const { text } = useLanguage();
  const secondsPerBeat = 120 / (minimum + maximum);
  return (
    <div className="triage-pace">
      <span aria-hidden="true" style={{ animationDuration: `${secondsPerBeat}s` }} />
      <strong>{text('triage.pace', { minimum, maximum })}</strong>
    </div>
  );
}
