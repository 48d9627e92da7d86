import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useDesk, type Desk } from '../board/desk.js';
import { useLanguage, type TextKey } from '../language/language.js';
import type { Board } from '../live/board.js';
import './tour.css';

interface Step {
  readonly name: 'queues' | 'call' | 'send' | 'steps' | 'lists' | 'command' | 'close';
  /** What the step is about; it is framed. */
  readonly about: string;
  /** Done by doing it. Without it, by reading on. */
  readonly done?: (desk: Desk, board: Board) => boolean;
}

const selected = (desk: Desk, board: Board) => board.incidents.get(desk.selectedId.get() ?? '');

/** A first shift in three minutes: each step is done on the real screen, not looked at. */
const steps: readonly Step[] = [
  { name: 'queues', about: '.queue-pane' },
  { name: 'call', about: '.new-call, .call-form', done: (desk) => desk.draft.get() !== null },
  {
    name: 'send',
    about: '.call-form',
    done: (desk, board) => desk.draft.get() === null && (selected(desk, board)?.assignments.length ?? 0) > 0,
  },
  {
    name: 'steps',
    about: '.assignments',
    done: (desk, board) =>
      selected(desk, board)?.assignments.some(({ state }) => state === 'on_scene') ?? false,
  },
  { name: 'lists', about: '.middle-bar', done: (desk) => desk.middle.get() !== 'map' },
  {
    name: 'command',
    about: '.command-line',
    done: () => document.activeElement?.matches('[data-command]') ?? false,
  },
  {
    name: 'close',
    about: '.incident-footer',
    done: (desk, board) => selected(desk, board)?.state === 'closed',
  },
];

/** The tour for a new operator on the demo city. It never covers what it is about, and ends whenever one likes. */
export function Tour({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [at, setAt] = useState(0);
  const step = steps[at];
  useEffect(() => {
    if (!step?.done) return;
    const timer = setInterval(() => {
      const present = desk.live.board.get();
      if (present && step.done?.(desk, present)) setAt(at + 1);
    }, 300);
    return () => clearInterval(timer);
  }, [desk, step, at]);
  useEffect(() => {
    if (!step) return;
    const framed = [...document.querySelectorAll(step.about)];
    for (const element of framed) element.setAttribute('data-toured', '');
    return () => {
      for (const element of framed) element.removeAttribute('data-toured');
    };
  }, [step, board]);
  const goOn = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What is only read is gone on from by ⏎; what is done is done on the screen, where the focus is.
    if (!step?.done) goOn.current?.focus();
  }, [step]);
  const end = (): void => desk.touring.set(false);
  const name = step?.name ?? 'end';
  return (
    <aside className="tour" aria-label={text('tour.label')}>
      <p className="quiet">
        {step ? text('tour.step', { number: at + 1, total: steps.length }) : text('tour.label')}
      </p>
      <div role="status">
        <h2>{text(`tour.${name}.title`)}</h2>
        <p>{text(`tour.${name}.text` satisfies TextKey)}</p>
      </div>
      <div className="dialog-buttons">
        {step && (
          <button type="button" className="button quiet" onClick={end}>
            {text('tour.leave')}
          </button>
        )}
        <button
          ref={goOn}
          type="button"
          className={step?.done ? 'button' : 'button primary'}
          onClick={() => (step ? setAt(at + 1) : end())}
        >
          {text(step ? (step.done ? 'tour.skip' : 'tour.next') : 'tour.finish')}
        </button>
      </div>
    </aside>
  );
}
