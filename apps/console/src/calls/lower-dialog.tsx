import { useState, type ReactNode } from 'react';
import { loweringReasons, type LoweringReason } from '#lib/contract';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import { serverNow } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { AreaField, SelectField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { hoursOffered } from './hours-offered.js';

/** Puts a number behind others for a while: with a reason, and never without an end. */
export function LowerDialog({
  contactId,
  number,
  reason: proposed = 'repeated_prank',
  onDone,
}: {
  contactId: string;
  number: string;
  reason?: LoweringReason;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const settings = useStore(desk.settings);
  const [reason, setReason] = useState<LoweringReason>(proposed);
  const choices = hoursOffered(settings?.loweringMaximumHours ?? 1);
  const [chosen, setHours] = useState('24');
  const hours = choices.some((choice) => String(choice) === chosen) ? chosen : String(choices[0]);
  const [note, setNote] = useState('');
  const [opened] = useState(serverNow);
  const save = async (): Promise<Outcome<unknown>> => {
    const until = new Date(serverNow() + Number(hours) * 3_600_000).toISOString();
    const answer = await desk.supervision.lower({ contactId, reason, until, note: note.trim() || null });
    if (!answer.ok) return answer;
    desk.tell(text('numbers.loweredNow', { number: telephoneText(number), until: date(answer.value.until) }));
    return answer;
  };
  return (
    <FormDialog
      title={text('numbers.lowerTitle', { number: telephoneText(number) })}
      submit={text('numbers.lowerSubmit')}
      save={save}
      onDone={onDone}
    >
      <p>{text('numbers.lowerText')}</p>
      <SelectField
        label={text('numbers.why')}
        value={reason}
        autoFocus
        options={loweringReasons.map((value) => ({ value, label: text(`lowering.${value}`) }))}
        onChange={setReason}
      />
      <SelectField
        label={text('numbers.howLong')}
        value={hours}
        options={choices.map((choice) => ({
          value: String(choice),
          label: text(choice % 24 === 0 ? 'numbers.forDays' : 'numbers.forHours', {
            hours: choice,
            days: choice / 24,
            until: date(opened + choice * 3_600_000),
          }),
        }))}
        onChange={setHours}
      />
      <AreaField label={text('numbers.note')} value={note} maxLength={500} onChange={setNote} />
    </FormDialog>
  );
}
