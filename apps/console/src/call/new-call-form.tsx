import { useEffect, useRef, useState, type ReactNode } from 'react';
import { incidentTypes, priorities, type IncidentType, type Priority } from '#lib/contract';
import { newKey } from '../api/api.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk, type Desk } from '../board/desk.js';
import { useLanguage, type TextKey } from '../language/language.js';
import { MoreUrgent } from '../incident/more-urgent.js';
import { lackText } from '../incident/planned-teams.js';
import { Dialog } from '../look/dialog.js';
import { KeyWords } from '../look/key-words.js';
import { useStore } from '../live/store.js';
import { PriorityMark } from '../look/marks.js';
import { obstacleTitle, Refusal } from '../look/refusal.js';
import { showNow } from '../queues/shown-arrangement.js';
import { CallClock } from './call-clock.js';
import { AddressField } from './address-field.js';
import { isEmptyDraft, type CallDraft } from './call-draft.js';
import { readCoordinates } from './coordinates.js';
import { keyText, sentText } from './foreseen.js';
import { PlaceField } from './place-field.js';
import './call.css';

type Faults = Partial<Record<'complaint' | 'place', TextKey>>;

const faultsOf = (draft: CallDraft): Faults => ({
  ...(draft.complaint.trim() === '' && { complaint: 'call.complaintMissing' }),
  ...(!readCoordinates(draft.placeText) && {
    place: draft.placeText.trim() === '' ? 'call.placeMissing' : 'call.placeUnreadable',
  }),
});

/** A call is never kept from being saved for longer than this by its triage. */
const mostTriageWaitMilliseconds = 1_000;

const passed = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The call being taken down. The cursor is in the first field; Ctrl+Enter saves and sends the teams that its key names. */
export function NewCallForm({ draft }: { draft: CallDraft }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const complaintField = useRef<HTMLTextAreaElement>(null);
  const placeField = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [saving, setSaving] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [discarding, setDiscarding] = useState(false);
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const foreseen = useStore(desk.foreseen);
  const board = useStore(desk.live.board);
  useEffect(() => {
    const field = complaintField.current;
    field?.focus();
    // A draft that survived a reload goes on where it ended.
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);

  const set = (change: Partial<CallDraft>): void => {
    desk.draft.set({ ...draft, ...change });
  };
  const cancel = (): void => {
    if (isEmptyDraft(draft)) desk.draft.set(null);
    else setDiscarding(true);
  };
  const save = async (sendBest: boolean): Promise<void> => {
    const found = faultsOf(draft);
    setFaults(found);
    if (found.complaint) return complaintField.current?.focus();
    // Without a connection there may be no way to find a place: the words are kept, and wait for it.
    if (found.place && connected) return placeField.current?.focus();
    if (saving) return;
    setSaving(true);
    const inProtocol = document.activeElement?.closest('.protocol') != null;
    const promised = desk.foreseen.get();
    // An answer on its way may just be beginning the triage that belongs to this call.
    await Promise.race([desk.triageSaving, passed(mostTriageWaitMilliseconds)]);
    const ready = desk.draft.get() ?? draft;
    const delivery = await desk.outbox.take(ready, sendBest);
    setSaving(false);
    if (delivery.kind === 'refused') {
      // Nothing came of it, and another text is another incident to the server: the next attempt has its own key.
      const present = desk.draft.get() ?? ready;
      // The protocol never keeps a call from being saved: the next press saves without it.
      const without = delivery.obstacle.code === 'triage_attached_elsewhere' && { triageId: null };
      desk.draft.set({ ...present, key: newKey(), ...without });
      return setObstacle(delivery.obstacle);
    }
    const { triageId } = ready;
    const incidentId = delivery.kind === 'opened' ? delivery.incidentId : null;
    desk.guiding.set(triageId === null ? null : { triageId, incidentId });
    // Who answered by keys in the protocol goes on there.
    desk.protocolWanted.set(triageId !== null && incidentId !== null && inProtocol);
    desk.draft.set(null);
    if (delivery.kind === 'kept') {
      return desk.tell(text(readCoordinates(ready.placeText) ? 'call.keptHere' : 'call.keptWithoutPlace'));
    }
    const { number, sent, lacking, notSent } = delivery;
    desk.select(delivery.incidentId);
    const board = desk.live.board.get();
    if (board && sendBest) showNow(board);
    if (notSent) {
      desk.tell(text('call.savedNotSent', { number, reason: obstacleTitle(language, notSent) }));
    } else {
      const told = [sentText(language, number, sent, promised), lackText(lacking, language)];
      desk.tell(told.filter(Boolean).join(' '));
    }
  };

  return (
    <form
      className="call-form"
      aria-label={text('call.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || discarding) return;
        cancel();
        event.preventDefault();
      }}
    >
      <header>
        <h2>{text('call.title')}</h2>
        <CallClock draft={draft} />
      </header>
      <div className="call-fields">
        <label className="field">
          <span>{text('call.complaint')}</span>
          <textarea
            ref={complaintField}
            data-complaint
            rows={3}
            maxLength={2_000}
            placeholder={text('call.complaintHint')}
            value={draft.complaint}
            aria-invalid={faults.complaint !== undefined}
            onChange={({ target }) => set({ complaint: target.value })}
          />
          <Fault fault={faults.complaint} />
        </label>
        <PriorityRadios draft={draft} set={set} />
        <PlaceField draft={draft} set={set} field={placeField} fault={faults.place} />
        <AddressField place={draft} set={set} />
        <label className="field">
          <span>{text('call.type')}</span>
          <select value={draft.type} onChange={({ target }) => set({ type: target.value as IncidentType })}>
            {incidentTypes.map((type) => (
              <option key={type} value={type}>
                {text(`type.${type}`)}
              </option>
            ))}
          </select>
        </label>
        <div className="call-caller">
          <label className="field">
            <span>{text('call.phone')}</span>
            <input
              type="tel"
              autoComplete="off"
              maxLength={40}
              value={draft.phone}
              onChange={({ target }) => set({ phone: target.value })}
            />
          </label>
          <label className="field">
            <span>{text('call.callerName')}</span>
            <input
              autoComplete="off"
              maxLength={200}
              value={draft.callerName}
              onChange={({ target }) => set({ callerName: target.value })}
            />
          </label>
        </div>
        <Refusal obstacle={obstacle} />
        {obstacle && <p className="quiet">{text('call.kept')}</p>}
      </div>
      <p className="call-offline" role="status">
        {!connected && text('call.offline')}
      </p>
      {board && <MoreUrgent board={board} than={draft} teams={foreseen?.teams ?? []} busy={saving} />}
      <div className="call-buttons">
        <button type="button" className="button quiet" onClick={cancel}>
          {text('call.cancel')}
        </button>
        <button type="submit" className="button" disabled={saving}>
          {text(connected ? 'call.save' : 'call.keep')} <kbd>{'Ctrl S'}</kbd>
        </button>
        {desk.may('dispatch.assign') && (
          <button
            type="button"
            className="button primary large"
            disabled={saving}
            onClick={() => void save(true)}
          >
            <KeyWords words={saving ? text('call.saving') : keyText(language, connected, foreseen)} />{' '}
            <kbd>{'Ctrl ⏎'}</kbd>
          </button>
        )}
      </div>
      {discarding && <DiscardDialog desk={desk} onDismiss={() => setDiscarding(false)} />}
    </form>
  );
}

function Fault({ fault }: { fault: TextKey | undefined }): ReactNode {
  const { text } = useLanguage();
  return fault ? (
    <span className="complaint-of-field" role="alert">
      {text(fault)}
    </span>
  ) : null;
}

function PriorityRadios({
  draft,
  set,
}: {
  draft: CallDraft;
  set: (change: Partial<CallDraft>) => void;
}): ReactNode {
  const { text } = useLanguage();
  const choices: readonly (Priority | null)[] = [null, ...priorities];
  return (
    <fieldset className="field priority-radios">
      <legend>{text('call.priority')}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice ?? 'none'} data-chosen={draft.priority === choice || undefined}>
            <input
              type="radio"
              name="priority"
              className="visually-hidden"
              checked={draft.priority === choice}
              onChange={() => set({ priority: choice })}
            />
            <PriorityMark priority={choice} size={22} />
            <span>{text(choice ? `priority.meaning.${choice}` : 'call.priorityNone')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function DiscardDialog({ desk, onDismiss }: { desk: Desk; onDismiss: () => void }): ReactNode {
  const { text } = useLanguage();
  return (
    <Dialog title={text('call.discard')} onDismiss={onDismiss}>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onDismiss} autoFocus>
          {text('call.cancel')}
        </button>
        <button type="button" className="button primary" onClick={() => desk.draft.set(null)}>
          {text('call.discardYes')}
        </button>
      </div>
    </Dialog>
  );
}
