import type { NamedPlaceKind, PlaceMatchReason } from '#lib/contract';
import type { NamedArea } from './gazetteer.repository.js';
import { isOfKind, isOfOtherKind } from './named-kinds.js';
import type { FoundPlace } from './place-search.dto.js';
import { halfNearMetres, type Weighed } from './weighing.js';

const sameName = 0.98;

/** A place as it is answered, with why it stands where it does. */
export function foundPlace(
  { candidate, score, beside, kindAsked }: Weighed,
  area: NamedArea,
  named: NamedPlaceKind | undefined,
): FoundPlace {
  const { distanceMetres } = candidate;
  const reasons: PlaceMatchReason[] = [candidate.likeness >= sameName ? 'same_name' : 'similar_name'];
  if (isOfKind(candidate, named)) reasons.push('kind_named');
  if (beside >= 0.5) reasons.push('near_named');
  if (area.areaLikeness >= 0.5) reasons.push('area_named');
  if (distanceMetres !== null && distanceMetres <= halfNearMetres) reasons.push('near');
  return {
    id: candidate.subjectId,
    kind: candidate.kind,
    detail: candidate.detail,
    name: candidate.name,
    lat: candidate.lat,
    lon: candidate.lon,
    accuracyMetres: candidate.accuracyMetres,
    areaId: area.areaId,
    areaName: area.areaName,
    distanceMetres: distanceMetres === null ? null : Math.round(distanceMetres),
    likeness: rounded(candidate.likeness),
    notA: kindAsked !== undefined && isOfOtherKind(candidate, kindAsked) ? kindAsked : null,
    score: rounded(score),
    reasons,
  };
}

/** A place has several names, and many calls come from one address: each is answered once, as its best. */
export function withoutRepeats(found: readonly Weighed[]): Weighed[] {
  const seen = new Set<string>();
  return found.filter(({ candidate: { kind, subjectId, name, lat, lon } }) => {
    const key =
      kind === 'past_place' || kind === 'crossing'
        ? `${name.toLowerCase()} ${lat.toFixed(4)} ${lon.toFixed(4)}`
        : subjectId;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const rounded = (figure: number): number => Math.round(figure * 1000) / 1000;
