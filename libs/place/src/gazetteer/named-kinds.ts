import type { NamedPlaceKind } from '#lib/contract';
import type { Candidate } from './gazetteer.repository.js';

const words: readonly (readonly [RegExp, NamedPlaceKind])[] = [
  [/\b(d?jalan|jln|jl|gang|gg)\b|^(jln|jl|gg)(?=[a-z])/i, 'street'],
  [/\b(kec|kecamatan|kel|kelurahan|desa|ds|kota|kab|kabupaten)\b/i, 'area'],
  [/\b(rs\w{0,3}|rumah ?sakit)\b/i, 'hospital'],
  [/\b(puskesmas|pkm)\b/i, 'puskesmas'],
  [/\bklinik\b/i, 'clinic'],
];

/** The kind of place that a name asked for says itself, such as a street by `Jl.`. */
export const kindNamedIn = (asked: string): NamedPlaceKind | undefined =>
  words.find(([pattern]) => pattern.test(asked))?.[1];

/** The kind of place that a name begins with: it is one, while `Kantor Kelurahan Braga` only has one in its name. */
export const kindBegunBy = (name: string): NamedPlaceKind | undefined =>
  words.find(([pattern]) => pattern.exec(name.trim())?.index === 0)?.[1];

/** Whether it is of that kind. A crossing is of streets. */
export function isOfKind({ kind, detail }: Candidate, named: NamedPlaceKind | undefined): boolean {
  if (named === undefined) return false;
  if (kind === 'facility') return detail === named;
  return (kind === 'crossing' ? 'street' : kind) === named;
}

/**
 * Whether it surely is of another kind than the one asked for, alike only by its name: neither of that kind nor called
 * so. An address that does not say what it is may be anything.
 */
export function isOfOtherKind(candidate: Candidate, asked: NamedPlaceKind): boolean {
  const called = kindBegunBy(candidate.name);
  if (isOfKind(candidate, asked) || called === asked) return false;
  return candidate.kind !== 'past_place' || called !== undefined;
}
