import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { NamedPlaceKind } from '#lib/contract';
import { callerMay, type Caller } from '#lib/platform';
import { Crossings } from './crossings.js';
import { foundPlace, withoutRepeats } from './found-place.js';
import { GazetteerRepository, type Candidate } from './gazetteer.repository.js';
import { kindNamedIn } from './named-kinds.js';
import { twoNames } from './two-names.js';
import type { FoundPlaces, NearPoint, PlaceSearchRequest } from './place-search.dto.js';
import { byScore, scoreInArea, weigh, weighedAsCrossing, weighedBeside, type Weighed } from './weighing.js';

/** Found unless asked otherwise. */
const usualLimit = 8;
/** So many names are weighed by place and kind before the best are answered. */
const weighed = 40;

/** Finds places by their names, without the internet. */
@Injectable()
export class PlaceSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerRepository,
    private readonly crossings: Crossings,
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
      score: scoreInArea(one, areas[index]!.areaLikeness),
    }));
    found.sort(byScore);
    return { items: found.slice(0, limit).map((one) => foundPlace(one, one.area, named)) };
  }

  /**
   * What has that name. Of two names also where they meet, and what has either of them, the nearer to the other the
   * better.
   */
  private async named(
    caller: Caller,
    name: string,
    near: NearPoint | undefined,
    kind: NamedPlaceKind | undefined,
  ): Promise<Weighed[]> {
    const search = async (one: string): Promise<Candidate[]> =>
      this.gazetteer.candidates(this.dataSource, caller.centerId, {
        name: one,
        near,
        withPastPlaces: callerMay(caller, 'contact.read'),
        most: weighed,
      });
    const whole = (await search(name)).map((candidate) => weigh(candidate, name, kind));
    const names = twoNames(name);
    if (!names) return whole;
    const [one, other] = names;
    const [ones, others] = [await search(one), await search(other)];
    const crossings = await this.crossings.of(caller, ones, others, near);
    return [
      // What was found by both names together may be of the kind of either.
      ...whole.map((found) => ({ ...found, kindAsked: undefined })),
      ...crossings.map(({ candidate, surely }) => weighedAsCrossing(weigh(candidate, name, kind), surely)),
      ...ones.map((candidate) => weighedBeside(weigh(candidate, one, kind), others)),
      ...others.map((candidate) => weighedBeside(weigh(candidate, other, kind), ones)),
    ];
  }
}

/** `Merdeka, Sumur Bandung`: what comes after the comma says where. */
function partsOf(query: string): { name: string; area: string | undefined } {
  const [name = '', ...rest] = query.split(',').map((part) => part.trim());
  return name === '' ? { name: query, area: undefined } : { name, area: rest.find((part) => part !== '') };
}
