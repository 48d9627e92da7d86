import { useState, type ReactNode } from 'react';
import { contactOutcomes, type BoardContact, type ContactOutcome } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { SelectField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';

const withoutIncident = contactOutcomes.filter(
  (outcome) => outcome !== 'incident_opened' && outcome !== 'linked_to_incident' && outcome !== 'abandoned',
);

/** Ends a call that becomes no incident, or says afterwards what came of it. */
export function EndDialog({ contact, onDone }: { contact: BoardContact; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [outcome, setOutcome] = useState<ContactOutcome>('information');
  return (
    <FormDialog
      title={text('contacts.endTitle')}
      submit={text('contacts.end')}
      save={() => desk.api.endContact(contact.id, { outcome })}
      onDone={onDone}
    >
      <SelectField
        label={text('contacts.outcome')}
        value={outcome}
        autoFocus
        options={withoutIncident.map((choice) => ({ value: choice, label: text(`outcome.${choice}`) }))}
        onChange={setOutcome}
      />
    </FormDialog>
  );
}
