import { useEffect, useId, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useAreaNames } from '../board/areas.js';
import { useDesk } from '../board/desk.js';
import { useLanguage, type Language, type TextKey } from '../language/language.js';
import { Accuracy } from '../look/accuracy.js';
import { readCoordinates, writeCoordinates } from './coordinates.js';
import { withName, withPoint, withTyped, type PlaceInField } from './place-in-field.js';
import { usePlaces, type OfferedPlace } from './use-places.js';
import { usePointName } from './use-point-name.js';

/** How alike a name must be to what was typed to be taken with ⏎ alone, 0 to 1: all but a letter or two. */
const likelyFrom = 0.6;
/** Never what is another kind of place than the caller named. */
const isLikely = ({ likeness, notA }: OfferedPlace): boolean =>
  notA === null && (likeness === null || likeness >= likelyFrom);

/**
 * Where help is needed: a name that is looked for, coordinates or a link as they were sent, or a click on the map.
 * Arrows and Enter choose; what is chosen is a point, and the caller's own words stay as they are.
 */
export function PlaceField({
  draft,
  set,
  field,
  fault,
}: {
  draft: PlaceInField;
  set: (change: Partial<PlaceInField>) => void;
  field: RefObject<HTMLInputElement | null>;
  fault: TextKey | undefined;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const listId = useId();
  const [focused, setFocused] = useState(false);
  const [dismissed, setDismissed] = useState('');
  const [moved, setMoved] = useState<number | null>(null);
  const { places, shortLink, nothing } = usePlaces(draft.placeText);
  const open = focused && places.length > 0 && dismissed !== draft.placeText;
  // A name that is only somewhat alike is nobody's choice before somebody has made it.
  const first = places[0] && isLikely(places[0]) ? 0 : -1;
  const at = Math.min(moved ?? first, places.length - 1);
  const told = usePointName(draft);
  useEffect(() => {
    // Its name is part of the place from then on, and is not asked for again.
    if (!told) return;
    const change = withName(draft, told);
    if (Object.entries(change).some(([part, value]) => draft[part as keyof PlaceInField] !== value))
      set(change);
  }, [told, draft, set]);
  useEffect(() => {
    if (open) document.getElementById(listId)?.scrollIntoView({ block: 'nearest' });
  }, [open, listId, places]);
  useEffect(() => {
    if (open && at >= 0) document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [open, at, listId]);

  const take = ({ lat, lon, name, source, accuracyMetres }: OfferedPlace): void => {
    set(
      withPoint(draft, {
        placeText: writeCoordinates({ lat, lon }),
        placeFrom: source,
        placeName: name ?? '',
        placeNear: '',
        placeAccuracyMetres: accuracyMetres,
      }),
    );
    desk.found.set({ lat, lon });
    setMoved(null);
  };
  const press = (event: KeyboardEvent): void => {
    const place = places[at];
    if (!open || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setMoved(Math.min(at + 1, places.length - 1));
    else if (event.key === 'ArrowUp') setMoved(Math.max(at - 1, 0));
    else if (event.key === 'Enter') {
      if (place) take(place);
    } else if (event.key === 'Escape') setDismissed(draft.placeText);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said =
    (fault && text(fault)) ??
    (shortLink !== null && text('places.shortLink', { host: shortLink })) ??
    undefined;
  return (
    <div className="place-search">
      <label className="field">
        <span>{text('call.place')}</span>
        <input
          ref={field}
          data-place
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          placeholder={text('call.placeHint')}
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && at >= 0 ? `${listId}-${at}` : undefined}
          aria-invalid={fault !== undefined}
          value={draft.placeText}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onKeyDown={press}
          onChange={({ target }) => {
            setMoved(null);
            set(withTyped(draft, target.value));
          }}
        />
      </label>
      {/* One line that is always there, so that what it says moves no field. */}
      <p className="place-said" role="status" data-fault={fault !== undefined || undefined}>
        {said || (nothing ? text('places.nothing') : <KnownPlace draft={draft} />)}
      </p>
      {open && (
        <ul id={listId} role="listbox" aria-label={text('places.found')} className="place-offers">
          {places.map((place, index) => (
            <li
              key={`${place.id}-${index}`}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => {
                event.preventDefault();
                take(place);
              }}
            >
              <PlaceOffer place={place} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function likenessOf(place: OfferedPlace, text: Language['text']): string | undefined {
  if (place.notA !== null) return text(`places.notA.${place.notA}`);
  return isLikely(place) ? undefined : text('places.similar');
}

function PlaceOffer({ place }: { place: OfferedPlace }): ReactNode {
  const { text, kilometres } = useLanguage();
  const areaNames = useAreaNames();
  const area = place.areaName ?? (place.areaId === null ? undefined : areaNames.get(place.areaId));
  const facts = [
    text(`places.kind.${place.kind}`),
    likenessOf(place, text),
    place.areaName === place.name ? undefined : area,
    place.distanceMetres === null ? undefined : `${kilometres(place.distanceMetres)} km`,
    place.outsideMetres > 0 && text('places.outside', { kilometres: kilometres(place.outsideMetres) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <>
      <strong>{place.name ?? writeCoordinates(place)}</strong>
      <small>{facts.join(' · ')}</small>
    </>
  );
}

/** What the point in the field is, and how it came to be known. */
function KnownPlace({ draft }: { draft: PlaceInField }): ReactNode {
  const { text } = useLanguage();
  if (!readCoordinates(draft.placeText)) return null;
  const { placeName, placeNear, placeAccuracyMetres, placeFrom } = draft;
  return (
    <>
      {placeAccuracyMetres !== null && (
        <>
          <Accuracy metres={placeAccuracyMetres} />
          {' · '}
        </>
      )}
      {[placeName || placeNear, text(`placeSource.${placeFrom}`)].filter((part) => part !== '').join(' · ')}
    </>
  );
}
