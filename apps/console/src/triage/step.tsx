import type { ReactNode } from 'react';
import type { ScriptView, StepView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import type { Guidance } from './guidance.js';
import { answerKey, panelKeys } from './panel-keys.js';

/** One sentence to say, large, with what follows from what the caller answers. Without a choice ⏎ goes on. */
export function Step({
  script,
  step,
  guidance,
}: {
  script: ScriptView;
  step: StepView;
  guidance: Guidance;
}): ReactNode {
  const { text, locale } = useLanguage();
  const index = script.steps.indexOf(step);
  const saidId = `triage-said-${step.key}`;
  const { goOn, goBack } = panelKeys;
  const choices = guidance.ended ? [] : (step.choices ?? []);
  const follows = !step.choices?.length && index + 1 < script.steps.length;
  return (
    <div
      className="triage-step"
      data-step={step.key}
      data-turn
      role="group"
      tabIndex={-1}
      aria-labelledby={saidId}
    >
      <small className="quiet">
        {script.title[locale]} {'·'} {text('triage.stepOf', { step: index + 1, steps: script.steps.length })}
      </small>
      <p className="triage-say" id={saidId}>
        {step.say[locale]}
      </p>
      {step.hint && <small className="quiet triage-hint">{step.hint[locale]}</small>}
      <div className="triage-answers" data-many={choices.length > 2 || undefined}>
        {choices.map((choice, place) => {
          const key = choices.length === 1 ? goOn.name : answerKey(place);
          return (
            <button
              key={choice.label.id}
              type="button"
              className={place === 0 ? 'button primary' : 'button'}
              data-panel-key={key}
              aria-describedby={place === 0 ? saidId : undefined}
              onClick={() => guidance.choose(choice)}
            >
              {choice.label[locale]} {key && <kbd>{choices.length === 1 ? goOn.mark : key}</kbd>}
            </button>
          );
        })}
        {follows && (
          <button
            type="button"
            className="button primary"
            data-panel-key={goOn.name}
            aria-describedby={saidId}
            onClick={guidance.next}
          >
            {text('triage.next')} <kbd>{goOn.mark}</kbd>
          </button>
        )}
        {guidance.back && (
          <button
            type="button"
            className="button quiet small"
            data-panel-key={goBack.name}
            onClick={guidance.back}
          >
            {text('triage.back')} <kbd>{goBack.mark}</kbd>
          </button>
        )}
      </div>
    </div>
  );
}

/** Whether something is left to say after a step. */
export const goesOn = ({ present, ended }: Guidance): boolean =>
  present !== null &&
  !ended &&
  ((present.step.choices?.length ?? 0) > 0 || present.script.steps.at(-1) !== present.step);
