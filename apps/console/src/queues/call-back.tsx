import { useState, type ReactNode } from 'react';
import { roleMay, type BoardContact } from '#lib/contract';
import type { ContactView } from '../api/generated/types.gen.js';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { usePeople } from '../calls/use-people.js';
import { useLanguage } from '../language/language.js';
import { callerNumberText } from '../language/telephone.js';
import { SelectField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';

/** Who calls back, and taking it on, giving it back or handing it to somebody. */
export function CallBack({
  contact,
  onObstacle,
}: {
  contact: BoardContact;
  onObstacle: (obstacle: Obstacle | null) => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [handing, setHanding] = useState(false);
  const { id, callBackOwner = null, callBackOwnerName } = contact;
  const mine = callBackOwner === desk.account.user.id;
  const mayAssign = desk.may('call_back.assign');
  const press = async (act: Promise<Outcome<ContactView>>): Promise<void> => {
    const answer = await act;
    onObstacle(answer.ok ? null : answer.obstacle);
  };
  return (
    <div className="call-back" data-owner={mine ? 'me' : callBackOwner === null ? 'nobody' : 'other'}>
      <span>
        {mine
          ? text('callBack.mine')
          : callBackOwner === null
            ? text('callBack.nobody')
            : text('callBack.other', { name: callBackOwnerName ?? text('callBack.somebody') })}
      </span>
      {desk.may('contact.write') && callBackOwner === null && (
        <button
          type="button"
          className="button small"
          onClick={() => void press(desk.supervision.takeCallBack(id))}
        >
          {text('callBack.take')}
        </button>
      )}
      {desk.may('contact.write') && callBackOwner !== null && (mine || mayAssign) && (
        <button
          type="button"
          className="button small quiet"
          onClick={() => void press(desk.supervision.releaseCallBack(id))}
        >
          {text('callBack.release')}
        </button>
      )}
      {mayAssign && (
        <button type="button" className="button small quiet" onClick={() => setHanding(true)}>
          {text('callBack.hand')}
        </button>
      )}
      {handing && <HandDialog contact={contact} onDone={() => setHanding(false)} />}
    </div>
  );
}

/** Hands a call back to somebody who takes calls, whoever had it. */
function HandDialog({ contact, onDone }: { contact: BoardContact; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const people = usePeople();
  const takers = [...people.values()]
    .filter(({ role, disabled }) => !disabled && roleMay(role, 'contact.write'))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
  const [chosen, setChosen] = useState('');
  const userId = chosen || contact.callBackOwner || '';
  const save = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.supervision.handCallBackTo(contact.id, userId);
    return answer;
  };
  return (
    <FormDialog
      title={text('callBack.handTitle', { number: callerNumberText(contact.callerNumber, language) })}
      submit={text('callBack.handSubmit')}
      disabled={userId === ''}
      save={save}
      onDone={onDone}
    >
      <SelectField
        label={text('callBack.to')}
        value={userId}
        autoFocus
        options={[
          { value: '', label: text(takers.length > 0 ? 'callBack.choose' : 'incident.loading') },
          ...takers.map(({ id, displayName, role }) => ({
            value: id,
            label: `${displayName} · ${text(`role.${role as 'operator'}`)}`,
          })),
        ]}
        onChange={setChosen}
      />
    </FormDialog>
  );
}
