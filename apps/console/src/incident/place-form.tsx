import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { IncidentView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk, type PlaceChange } from '../board/desk.js';
import { readCoordinates, writeCoordinates } from '../call/coordinates.js';
import { AddressField } from '../call/address-field.js';
import { PlaceField } from '../call/place-field.js';
import type { PlaceInField } from '../call/place-in-field.js';
import { useLanguage, type TextKey } from '../language/language.js';
import { Conflict } from '../look/conflict.js';
import { DialogButtons } from '../look/dialog-buttons.js';
import { Refusal } from '../look/refusal.js';
import { currentIncident } from './current-incident.js';

const samePlace = (a: IncidentView['place'], b: IncidentView['place']): boolean =>
  a.lat === b.lat && a.lon === b.lon && a.address === b.address && a.note === b.note;

/** Another place for an incident: clicked on the map or typed, with the words for it. */
export function PlaceForm({ details, change }: { details: IncidentView; change: PlaceChange }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  // The version that was read when the form was opened: what came after it is a conflict.
  const [read] = useState(details);
  const [note, setNote] = useState(details.place.note ?? '');
  const [fault, setFault] = useState<TextKey | null>(null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const placeField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
    placeField.current?.select();
  }, []);
  useEffect(() => {
    // A click on the map took the keys with it, and there Enter sends a team.
    if (!form.current?.contains(document.activeElement)) placeField.current?.focus();
  }, [change.placeText]);
  useEffect(() => {
    if (obstacle) form.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
  }, [obstacle]);
  const { address } = change;
  const set = (changed: Partial<PlaceInField>): void => {
    setFault(null);
    desk.placeChange.set({ ...change, ...changed });
  };
  const done = (): void => desk.placeChange.set(null);
  const save = async (version: number): Promise<void> => {
    const point = readCoordinates(change.placeText);
    setFault(point ? null : 'call.placeUnreadable');
    if (!point) return;
    const moved = change.placeText !== writeCoordinates(read.place);
    const answer = await desk.api.changeIncident(
      details.id,
      {
        place: {
          ...(moved && {
            ...point,
            source: change.placeFrom,
            accuracyMetres: change.placeAccuracyMetres,
          }),
          address: address.trim() || null,
          note: note.trim() || null,
        },
      },
      version,
    );
    if (answer.ok) return done();
    const current = currentIncident(answer.obstacle);
    // Something else about it changed: nothing of theirs would be overwritten.
    if (current && samePlace(current.place, read.place)) return save(current.version);
    setObstacle(answer.obstacle);
  };
  const theirs = currentIncident(obstacle);
  return (
    <form
      ref={form}
      className="place-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(read.version);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        else if (event.key === 'Escape') done();
        else return;
        event.preventDefault();
      }}
    >
      <PlaceField
        draft={change}
        set={set}
        field={placeField}
        fault={fault !== null && !readCoordinates(change.placeText) ? fault : undefined}
      />
      <AddressField place={change} set={set} />
      <label className="field">
        <span>{text('place.note')}</span>
        <input
          autoComplete="off"
          maxLength={500}
          placeholder={text('place.noteHint')}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      {theirs ? (
        <Conflict
          differences={[
            { label: text('incident.place'), mine: change.placeText, theirs: writeCoordinates(theirs.place) },
            { label: text('call.address'), mine: address || '–', theirs: theirs.place.address ?? '–' },
            { label: text('place.note'), mine: note || '–', theirs: theirs.place.note ?? '–' },
          ].filter(({ mine, theirs: saved }) => mine !== saved)}
          onMine={() => void save(theirs.version)}
          onTheirs={done}
        />
      ) : (
        <Refusal obstacle={obstacle} />
      )}
      {!theirs && <DialogButtons submit={text('place.save')} onCancel={done} />}
    </form>
  );
}
