import { useState, type ReactNode } from 'react';
import { priorities, type Priority } from '#lib/contract';
import type { Outcome } from '../api/outcome.js';
import { useLanguage } from '../language/language.js';
import { TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { PriorityMark } from '../look/marks.js';

/** A priority that a person sets otherwise than the protocol, with the reason that is kept. */
export function OverrideDialog({
  present,
  save,
  onDone,
}: {
  present: Priority | null;
  save: (priority: Priority, reason: string) => Promise<Outcome<unknown>>;
  onDone: () => void;
}): ReactNode {
  const { text } = useLanguage();
  const [priority, setPriority] = useState<Priority>(present ?? 'P2');
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={text('triage.override')}
      submit={text('triage.overrideSave')}
      save={() => save(priority, reason.trim())}
      onDone={onDone}
    >
      <fieldset className="field priority-radios">
        <legend>{text('call.priority')}</legend>
        <div>
          {priorities.map((choice) => (
            <label key={choice} data-chosen={priority === choice || undefined}>
              <input
                type="radio"
                name="override-priority"
                className="visually-hidden"
                checked={priority === choice}
                data-focus-first={priority === choice || undefined}
                onChange={() => setPriority(choice)}
              />
              <PriorityMark priority={choice} size={22} />
              <span>{text(`priority.meaning.${choice}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        label={text('triage.overrideReason')}
        required
        maxLength={1_000}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
