import { useState, type ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { TextField } from '../look/fields.js';
import { NumberHistoryDialog, type NumberSubject } from './number-history.js';
import { LoweredNumbers } from './lowered-numbers.js';
import { LoweringProposals } from './lowering-proposals.js';
import { PastLowerings } from './past-lowerings.js';

/** Numbers: what one called about before, and, for supervisors, which wait behind others and why. */
export function Numbers(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [asked, setAsked] = useState<NumberSubject | null>(null);
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>{text('calls.numbers')}</h2>
          <p className="quiet">{text('numbers.explanation')}</p>
        </div>
        <NumberSearch onAsked={setAsked} />
      </header>
      {desk.may('number.lower') && (
        <>
          <LoweredNumbers />
          <LoweringProposals onHistory={setAsked} />
          <PastLowerings />
        </>
      )}
      {asked && <NumberHistoryDialog subject={asked} onDone={() => setAsked(null)} />}
    </>
  );
}

function NumberSearch({ onAsked }: { onAsked: (subject: NumberSubject) => void }): ReactNode {
  const { text } = useLanguage();
  const [number, setNumber] = useState('');
  return (
    <form
      className="number-search"
      onSubmit={(event) => {
        event.preventDefault();
        onAsked({ number: number.trim() });
      }}
    >
      <TextField
        label={text('numbers.number')}
        type="tel"
        value={number}
        required
        maxLength={64}
        onChange={setNumber}
      />
      <button type="submit" className="button">
        {text('numbers.history')}
      </button>
    </form>
  );
}
