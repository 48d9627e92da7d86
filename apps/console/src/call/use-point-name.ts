import { useEffect, useMemo, useState } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage, type Language } from '../language/language.js';
import type { Surroundings } from '../api/generated/types.gen.js';
import { useAreaNames } from '../board/areas.js';
import { readCoordinates } from './coordinates.js';
import type { ChosenPoint, PointName } from './place-in-field.js';

const pauseMilliseconds = 200;
/** Nearer than this a place is there: maps are drawn no finer. */
const thereMetres = 15;
/** Farther away a place says nothing of where a crew has to go. */
const nearMetres = 300;
/** A point known less exactly than this is named by nobody: the name would look surer than it is. */
const exactMetres = 50;

/** What is at a point that came without a name, such as one that was clicked; undefined until it is known. */
export function usePointName(chosen: ChosenPoint): PointName | undefined {
  const desk = useDesk();
  const language = useLanguage();
  const hasAreas = useAreaNames().size > 0;
  const [answer, setAnswer] = useState<{ at: string; told: Surroundings } | null>(null);
  const { placeText, placeName, placeNear, placeAccuracyMetres } = chosen;
  const asks = placeName === '' && placeNear === '' && (placeAccuracyMetres ?? 0) <= exactMetres;
  const { lat, lon } = (asks ? readCoordinates(placeText) : undefined) ?? {};
  useEffect(() => {
    if (lat === undefined || lon === undefined) return;
    let overtaken = false;
    const timer = setTimeout(() => {
      void desk.api.placesAt({ lat, lon }).then((told) => {
        if (!overtaken && told.ok) setAnswer({ at: placeText, told: told.value });
      });
    }, pauseMilliseconds);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [desk, placeText, lat, lon]);
  const known = lat !== undefined && answer?.at === placeText;
  const { placeName: name, placeNear: near } = pointName(known ? answer.told : null, hasAreas, language);
  return useMemo(() => (known ? { placeName: name, placeNear: near } : undefined), [known, name, near]);
}

function pointName(told: Surroundings | null, hasAreas: boolean, { text }: Language): PointName {
  if (!told) return { placeName: '', placeNear: '' };
  // Before everything else: whoever goes there leaves the city, and another center may be nearer.
  if (hasAreas && told.areaId === null) return { placeName: '', placeNear: text('places.outsideAreas') };
  const [nearest] = told.items;
  if (!nearest || nearest.distanceMetres > nearMetres) return { placeName: '', placeNear: '' };
  const { name, distanceMetres } = nearest;
  if (distanceMetres <= thereMetres) return { placeName: name, placeNear: '' };
  const metres = Math.round(distanceMetres / 10) * 10;
  return { placeName: '', placeNear: text('places.nearTo', { metres, name }) };
}
