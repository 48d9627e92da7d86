import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PlaceMatchReason } from '#lib/contract';
import { haversineMetres } from '#lib/kernel';
import { callerMay, type Caller } from '#lib/platform';
import { GazetteerRepository, type Candidate, type NamedArea } from './gazetteer.repository.js';
import { kindNamedIn } from './named-kinds.js';
import { twoNames } from './two-names.js';
import type { FoundPlace, FoundPlaces, NearPoint, PlaceSearchRequest } from './place-search.dto.js';

/** Found unless asked otherwise. */
const usualLimit = 8;
/** So many names are weighed by place and kind before the best are answered. */
const weighed = 40;

/**
 * What counts how much beside the likeness of the name (0 to 1). Assumptions: together less than the difference
 * between a name spelled right and one with a letter wrong, so that they only order what is about equally alike. A
 * crossing has both of the names asked for, each of its streets only one.
 */
const weights = {
  kindNamed: 0.08,
  areaNamed: 0.25,
  nearNamed: 0.25,
  crossing: 0.4,
  near: 0.1,
  alreadyHere: 0.02,
};
/** Where nearness has lost half of its weight. */
const halfNearMetres = 5_000;
const sameName = 0.98;

/** Where nearness to the other of two names has lost half of its weight. */
const halfBesideMetres = 400;
/** So alike a street must be to what was asked for its crossings to be looked for, and so many are tried of each. */
const likelyMeant = 0.5;
const streetsCrossed = 5;
/** Streets are drawn simplified, and wide ones as two lines: so near each other they meet. */
const mostApartMetres = 50;

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
    const named = kindNamedIn(name);
    const weighedByName = await this.named(caller, name, near, named);
    const first = withoutRepeats(weighedByName.sort(byScore));
    // Which area each lies in is dear, and only wanted of all where an area was asked for.
    const weighedByArea = area === undefined ? first.slice(0, limit) : first;
    const areas = await this.gazetteer.areasOf(
      this.dataSource,
      caller.centerId,
      weighedByArea.map(({ candidate }) => candidate),
      area,
    );
    const found = weighedByArea.map((one, index) => ({
      ...one,
      area: areas[index]!,
      score: one.score + weights.areaNamed * areas[index]!.areaLikeness,
    }));
    found.sort(byScore);
    return { items: found.slice(0, limit).map((one) => foundPlace(one, named)) };
  }

  /**
   * What has that name. Of two names also where they meet, and what has either of them, the nearer to the other the
   * better.
   */
  private async named(
    caller: Caller,
    name: string,
    near: NearPoint | undefined,
    kind: Candidate['kind'] | undefined,
  ): Promise<Weighed[]> {
    const search = async (one: string): Promise<Candidate[]> =>
      this.gazetteer.candidates(this.dataSource, caller.centerId, {
        name: one,
        near,
        withPastPlaces: callerMay(caller, 'contact.read'),
        most: weighed,
      });
    const weigh = (candidate: Candidate): Weighed => ({
      candidate,
      score: scoreOf(candidate, kind),
      beside: 0,
    });
    const whole = (await search(name)).map(weigh);
    const names = twoNames(name);
    if (!names) return whole;
    const [ones, others] = [await search(names[0]), await search(names[1])];
    const crossings = (await this.crossingsOf(caller, ones, others, near)).map(({ candidate, surely }) => ({
      candidate,
      score: scoreOf(candidate, kind) + weights.crossing * surely,
      beside: 1,
    }));
    return [
      ...whole,
      ...crossings,
      ...ones.map((candidate) => withBeside(weigh(candidate), besideness(candidate, others))),
      ...others.map((candidate) => withBeside(weigh(candidate), besideness(candidate, ones))),
    ];
  }

  private async crossingsOf(
    { centerId }: Caller,
    ones: readonly Candidate[],
    others: readonly Candidate[],
    near: NearPoint | undefined,
  ): Promise<{ candidate: Candidate; surely: number }[]> {
    const [streets, crossing] = [streetsOf(ones), streetsOf(others)];
    if (streets.size === 0 || crossing.size === 0) return [];
    const found = await this.gazetteer.crossings(this.dataSource, centerId, {
      ones: [...streets.keys()],
      others: [...crossing.keys()],
      mostApartMetres,
    });
    return found.map(({ one, other, lat, lon }) => {
      const [first, second] = [streets.get(one)!, crossing.get(other)!];
      const candidate: Candidate = {
        kind: 'crossing',
        detail: null,
        subjectId: first.subjectId,
        name: `${one} × ${other}`,
        likeness: (first.likeness + second.likeness) / 2,
        lat,
        lon,
        accuracyMetres: mostApartMetres,
        distanceMetres: near ? haversineMetres(near, { lat, lon }) : null,
      };
      return { candidate, surely: Math.min(first.likeness, second.likeness) };
    });
  }
}

interface Weighed {
  candidate: Candidate;
  score: number;
  /** How near it lies to what the other of two names means, 0 to 1. */
  beside: number;
}

const withBeside = ({ candidate, score }: Weighed, beside: number): Weighed => ({
  candidate,
  score: score + weights.nearNamed * beside,
  beside,
});

/** How near a place is to one that the other name may mean, and how surely it means that; 0 to 1. */
const besideness = (place: Candidate, others: readonly Candidate[]): number =>
  Math.max(
    0,
    ...others
      .filter(({ subjectId }) => subjectId !== place.subjectId)
      .map((other) => other.likeness / (1 + haversineMetres(place, other) / halfBesideMetres)),
  );

/** The likeliest streets, by their names. */
const streetsOf = (candidates: readonly Candidate[]): Map<string, Candidate> =>
  new Map(
    candidates
      .filter(({ kind, likeness }) => kind === 'street' && likeness >= likelyMeant)
      .slice(0, streetsCrossed)
      .map((candidate) => [candidate.name, candidate]),
  );

const byScore = (a: Weighed, b: Weighed): number => b.score - a.score;

/** `Merdeka, Sumur Bandung`: what comes after the comma says where. */
function partsOf(query: string): { name: string; area: string | undefined } {
  const [name = '', ...rest] = query.split(',').map((part) => part.trim());
  return name === '' ? { name: query, area: undefined } : { name, area: rest.find((part) => part !== '') };
}

/** A crossing is of streets. */
const isNamed = (kind: Candidate['kind'], named: Candidate['kind'] | undefined): boolean =>
  named !== undefined && (kind === 'crossing' ? 'street' : kind) === named;

function scoreOf(candidate: Candidate, named: Candidate['kind'] | undefined): number {
  const { likeness, kind, distanceMetres } = candidate;
  const near = distanceMetres === null ? 0 : weights.near / (1 + distanceMetres / halfNearMetres);
  return (
    likeness +
    near +
    (isNamed(kind, named) ? weights.kindNamed : 0) +
    (kind === 'past_place' ? 0 : weights.alreadyHere)
  );
}

/** A place has several names, and many calls come from one address: each is answered once, as its best. */
function withoutRepeats<T extends Weighed>(found: readonly T[]): T[] {
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

function foundPlace(
  { candidate, area, score, beside }: Weighed & { area: NamedArea },
  named: Candidate['kind'] | undefined,
): FoundPlace {
  const { kind, distanceMetres } = candidate;
  const reasons: PlaceMatchReason[] = [candidate.likeness >= sameName ? 'same_name' : 'similar_name'];
  if (isNamed(kind, named)) reasons.push('kind_named');
  if (beside >= 0.5) reasons.push('near_named');
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
