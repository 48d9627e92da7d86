import type { ReactNode } from 'react';
import type { TriageView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import type { Guidance } from './guidance.js';
import { Pace } from './pace.js';
import { panelKeys } from './panel-keys.js';
import { RescuerClock } from './rescuer-clock.js';
import { goesOn, Step } from './step.js';
import { TriageClocks } from './triage-clocks.js';

/**
 * What to tell the caller until help is there: one step at a time, with its rhythm where it has one. While a question has
 * the digits, the rhythm goes on and the words wait behind one key.
 */
export function Advice({
  view,
  guidance,
  hasTurn,
  keyed,
  onResume,
}: {
  view: TriageView;
  guidance: Guidance;
  /** Whether digits and ⏎ are the guidance's. */
  hasTurn: boolean;
  /** Whether letters are keys; not where they are written into a field. */
  keyed: boolean;
  onResume: () => void;
}): ReactNode {
  const { text, locale } = useLanguage();
  const { present, urgent, pressingSince } = guidance;
  if (guidance.offers.length === 0 && !present) return null;
  // What else could be said is offered beside what is being said.
  const offers = present && !hasTurn ? [] : guidance.offers;
  const pace = present?.step.pace;
  return (
    <section className="triage-advice" data-urgent={urgent || undefined} aria-label={text('triage.advice')}>
      <TriageClocks marks={view.marks} />
      {pace && <Pace {...pace} keyed={keyed} />}
      {pace && pressingSince !== null && <RescuerClock since={pressingSince} />}
      {present && hasTurn && <Step key={guidance.place} {...present} guidance={guidance} />}
      <div className="triage-offers">
        {present && !hasTurn && (
          <button
            type="button"
            className="button small"
            data-panel-key={keyed ? panelKeys.guidance.name : undefined}
            onClick={onResume}
          >
            {text('triage.resume', { script: present.script.title[locale] })}{' '}
            {keyed && <kbd>{panelKeys.guidance.mark}</kbd>}
          </button>
        )}
        {offers.map((offer, index) => {
          // While something is being said no key leads away from it.
          const first = index === 0 && !goesOn(guidance);
          const next = first && hasTurn && !present;
          return (
            <button
              key={offer.script}
              type="button"
              className={next ? 'button primary' : 'button small'}
              data-panel-key={first && keyed ? beginKeys(next) : undefined}
              onClick={() => guidance.begin(offer.script)}
            >
              {text('triage.begin', { script: offer.title[locale] })}{' '}
              {first && keyed && (
                <span className="unbroken">
                  <kbd>{panelKeys.guidance.mark}</kbd> {next && <kbd>{panelKeys.goOn.mark}</kbd>}
                </span>
              )}
            </button>
          );
        })}
      </div>
    </section>
  );
}

const beginKeys = (next: boolean): string =>
  next ? `${panelKeys.guidance.name} ${panelKeys.goOn.name}` : panelKeys.guidance.name;
