import { useEffect, useState } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage, type Language } from '../language/language.js';
import type { NearbyPlace } from '../api/generated/types.gen.js';
import { readCoordinates } from './coordinates.js';
import type { ChosenPoint } from './place-in-field.js';

const pauseMilliseconds = 200;
/** Nearer than this a place is there: maps are drawn no finer. */
const thereMetres = 15;
/** Farther away a place says nothing of where a crew has to go. */
const nearMetres = 300;

/** What is at a point that came without a name, such as one that was clicked; undefined until it is known, and where nothing is near. */
export function usePointName({ placeText, placeName }: ChosenPoint): string | undefined {
  const desk = useDesk();
  const language = useLanguage();
  const [answer, setAnswer] = useState<{ at: string; nearest: NearbyPlace | undefined } | null>(null);
  const point = placeName === '' ? readCoordinates(placeText) : undefined;
  const { lat, lon } = point ?? {};
  useEffect(() => {
    if (lat === undefined || lon === undefined) return;
    let overtaken = false;
    const timer = setTimeout(() => {
      void desk.api.placesAt({ lat, lon }).then((told) => {
        if (!overtaken && told.ok) setAnswer({ at: placeText, nearest: told.value.items[0] });
      });
    }, pauseMilliseconds);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [desk, placeText, lat, lon]);
  const nearest = point && answer?.at === placeText ? answer.nearest : undefined;
  return nearest && nearest.distanceMetres <= nearMetres ? nameOf(nearest, language) : undefined;
}

function nameOf({ name, distanceMetres }: NearbyPlace, { text }: Language): string {
  if (distanceMetres <= thereMetres) return name;
  return text('places.nearTo', { metres: Math.round(distanceMetres / 10) * 10, name });
}
