import type { ReactNode } from 'react';
import type { ReviewScriptView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { callSecond } from './review-words.js';

/** What was to be told the caller until help is there, and what was. */
export function ReviewScripts({ scripts }: { scripts: readonly ReviewScriptView[] }): ReactNode {
  const { text, locale } = useLanguage();
  if (scripts.length === 0) return null;
  return (
    <section>
      <h3 className="section-title">{text('review.scripts')}</h3>
      {scripts.map(({ script, title, due, steps }) => {
        const read = steps.filter(({ seconds }) => seconds !== null).length;
        return (
          <details key={script} className="review-script" open={read > 0}>
            <summary>
              {title[locale]}{' '}
              <span className="quiet">{text('review.stepsRead', { read, steps: steps.length })}</span>
              {due && read === 0 && (
                <span className="review-mark" data-standing="missed">
                  {text('review.notRead')}
                </span>
              )}
            </summary>
            <ol>
              {steps.map(({ step, say, seconds, times }) => (
                <li key={step} data-read={seconds !== null || undefined}>
                  <span>{seconds === null ? '–' : callSecond(seconds)}</span>
                  <span>
                    {say[locale]}
                    {times > 1 && (
                      <small className="quiet">{` ${text('review.readTimes', { times })}`}</small>
                    )}
                  </span>
                </li>
              ))}
            </ol>
          </details>
        );
      })}
    </section>
  );
}
