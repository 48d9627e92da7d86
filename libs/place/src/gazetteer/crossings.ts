import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { haversineMetres } from '#lib/kernel';
import type { Caller } from '#lib/platform';
import { GazetteerRepository, type Candidate } from './gazetteer.repository.js';
import type { NearPoint } from './place-search.dto.js';

/** So alike a street must be to what was asked for its crossings to be looked for, and so many are tried of each. */
const likelyMeant = 0.5;
const streetsCrossed = 5;
/** Streets are drawn simplified, and wide ones as two lines: so near each other they meet. */
const mostApartMetres = 50;

/** Where streets meet that two names may mean. */
@Injectable()
export class Crossings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerRepository,
  ) {}

  /** Each with how alike the less alike of its streets is to what was asked, 0 to 1. */
  async of(
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

/** The likeliest streets, by their names. */
const streetsOf = (candidates: readonly Candidate[]): Map<string, Candidate> =>
  new Map(
    candidates
      .filter(({ kind, likeness }) => kind === 'street' && likeness >= likelyMeant)
      .slice(0, streetsCrossed)
      .map((candidate) => [candidate.name, candidate]),
  );
