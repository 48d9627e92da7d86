import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PlaceMatchReason } from '#lib/contract';
import { callerMay, type Caller } from '#lib/platform';
import { GazetteerRepository, type Candidate, type NamedArea } from './gazetteer.repository.js';
import { kindNamedIn } from './named-kinds.js';
import type { FoundPlace, FoundPlaces, PlaceSearchRequest } from './place-search.dto.js';

/** Found unless asked otherwise. */
const usualLimit = 8;
/** So many names are weighed by place and kind before the best are answered. */
const weighed = 40;

/**
 * What counts how much beside the likeness of the name (0 to 1). Assumptions: together less than the difference
 * between a name spelled right and one with a letter wrong, so that they only order what is about equally alike.
 */
const weights = { kindNamed: 0.08, areaNamed: 0.25, near: 0.1, alreadyHere: 0.02 };
/** Where nearness has lost half of its weight. */
const halfNearMetres = 5_000;
const sameName = 0.98;

/** Finds places by their names, without the internet. */
@Injectable()
export class PlaceSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerRepository,
  ) {}

  /** Best first. Past places only for callers who may read who called: an address is somebody's. */
  async find(caller: Caller, { query, near, limit = usualLimit }: PlaceSearchRequest): Promise<FoundPlaces> {
    const { name, area } = partsOf(query);
    const candidates = await this.gazetteer.candidates(this.dataSource, caller.centerId, {
      name,
      near,
      withPastPlaces: callerMay(caller, 'contact.read'),
      most: weighed,
    });
    // Which area each lies in is dear, and only wanted of all where an area was asked for.
    const named = kindNamedIn(name);
    const first = candidates.map((candidate) => ({ candidate, score: scoreOf(candidate, named) }));
    first.sort(byScore);
    const weighedByArea = area === undefined ? first.slice(0, limit) : first;
    const areas = await this.gazetteer.areasOf(
      this.dataSource,
      caller.centerId,
      weighedByArea.map(({ candidate }) => candidate),
      area,
    );
    const found = weighedByArea.map(({ candidate, score }, index) => ({
      candidate,
      area: areas[index]!,
      score: score + weights.areaNamed * areas[index]!.areaLikeness,
    }));
    found.sort(byScore);
    return {
      items: withoutRepeats(found)
        .slice(0, limit)
        .map((one) => foundPlace(one, named)),
    };
  }
}

interface Weighed {
  candidate: Candidate;
  score: number;
}

const byScore = (a: Weighed, b: Weighed): number => b.score - a.score;

/** `Merdeka, Sumur Bandung`: what comes after the comma says where. */
function partsOf(query: string): { name: string; area: string | undefined } {
  const [name = '', ...rest] = query.split(',').map((part) => part.trim());
  return name === '' ? { name: query, area: undefined } : { name, area: rest.find((part) => part !== '') };
}

function scoreOf(candidate: Candidate, named: Candidate['kind'] | undefined): number {
  const { likeness, kind, distanceMetres } = candidate;
  const near = distanceMetres === null ? 0 : weights.near / (1 + distanceMetres / halfNearMetres);
  return (
    likeness +
    near +
    (kind === named ? weights.kindNamed : 0) +
    (kind === 'past_place' ? 0 : weights.alreadyHere)
  );
}

/** A place has several names, and many calls come from one address: each is answered once, as its best. */
function withoutRepeats<T extends Weighed>(found: readonly T[]): T[] {
  const seen = new Set<string>();
  return found.filter(({ candidate: { kind, subjectId, name, lat, lon } }) => {
    const key =
      kind === 'past_place' ? `${name.toLowerCase()} ${lat.toFixed(4)} ${lon.toFixed(4)}` : subjectId;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function foundPlace(
  { candidate, area, score }: Weighed & { area: NamedArea },
  named: Candidate['kind'] | undefined,
): FoundPlace {
  const { kind, distanceMetres } = candidate;
  const reasons: PlaceMatchReason[] = [candidate.likeness >= sameName ? 'same_name' : 'similar_name'];
  if (kind === named) reasons.push('kind_named');
  if (area.areaLikeness >= 0.5) reasons.push('area_named');
  if (distanceMetres !== null && distanceMetres <= halfNearMetres) reasons.push('near');
  return {
    id: candidate.subjectId,
    kind,
    detail: candidate.detail,
    name: candidate.name,
    lat: candidate.lat,
    lon: candidate.lon,
    accuracyMetres: candidate.accuracyMetres,
    areaId: area.areaId,
    areaName: area.areaName,
    distanceMetres: distanceMetres === null ? null : Math.round(distanceMetres),
    likeness: rounded(candidate.likeness),
    score: rounded(score),
    reasons,
  };
}

const rounded = (figure: number): number => Math.round(figure * 1000) / 1000;
