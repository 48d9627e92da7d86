import type { KeyboardEvent, ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { Dialog } from '../look/dialog.js';

export interface TeamStep {
  readonly assignmentId: string;
  readonly callSign: string;
  /** What the team would report, in words. */
  readonly step: string;
}

/** Which of several teams reported its next step: a key that took the first one would write down the wrong team. */
export function WhichTeam({
  steps,
  onDismiss,
}: {
  steps: readonly TeamStep[];
  onDismiss: () => void;
}): ReactNode {
  const { text } = useLanguage();
  const choose = (event: KeyboardEvent<HTMLElement>): void => {
    const button = event.currentTarget.querySelectorAll('button')[Number(event.key) - 1];
    if (!button || event.repeat) return;
    event.preventDefault();
    button.click();
  };
  return (
    <Dialog title={text('assignments.which')} onDismiss={onDismiss}>
      <ol className="which-team" onKeyDown={choose}>
        {steps.map(({ assignmentId, callSign, step }, index) => (
          <li key={assignmentId}>
            <button
              type="button"
              className="button"
              autoFocus={index === 0}
              onClick={() => {
                onDismiss();
                pressStep(assignmentId);
              }}
            >
              <strong>{callSign}</strong> {step} <kbd>{index + 1}</kbd>
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

/** Presses the button for the next step on the card of an assignment, which asks what it has to. */
export const pressStep = (assignmentId: string): void =>
  document.querySelector<HTMLElement>(`[data-assignment="${assignmentId}"] [data-step]`)?.click();
