import type { ReactNode } from 'react';
import type { ScriptView, StepChoiceView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { Sources } from './sources.js';
import { Spoken } from './spoken.js';

/** A script as it is read to the caller, step by step. */
export function ScriptText({
  script,
  scripts,
}: {
  script: ScriptView;
  scripts: readonly ScriptView[];
}): ReactNode {
  const { text, locale } = useLanguage();
  const leadsTo = ({ step, script: other }: StepChoiceView): string => {
    if (other !== undefined) {
      return text('protocol.toScript', {
        title: scripts.find(({ key }) => key === other)?.title[locale] ?? other,
      });
    }
    if (step === undefined) return text('protocol.scriptEnds');
    return text('protocol.toStep', { step: script.steps.findIndex(({ key }) => key === step) + 1 });
  };
  return (
    <section className="script" data-script={script.key}>
      <h3 className="section-title">{text('protocol.scriptTitle', { title: script.title[locale] })}</h3>
      <ol className="script-steps">
        {script.steps.map(({ key, say, hint, pace, choices, marks }) => (
          <li key={key}>
            <p className="spoken">
              <Spoken words={say} />
            </p>
            {hint && (
              <p className="quiet">
                <Spoken words={hint} />
              </p>
            )}
            {pace && <p className="quiet">{text('protocol.pace', { ...pace })}</p>}
            {marks && <p className="quiet">{text(`protocol.marks.${marks}`)}</p>}
            {choices && (
              <ul className="step-choices">
                {choices.map((choice) => (
                  <li key={choice.label.id}>
                    <Spoken words={choice.label} /> <span className="quiet">{leadsTo(choice)}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      <Sources sources={script.sources} />
    </section>
  );
}
