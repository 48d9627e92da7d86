import type { GazetteerKind } from '#lib/contract';

const words: readonly (readonly [RegExp, GazetteerKind])[] = [
  [/\b(d?jalan|jln|jl|gang|gg)\b|^(jln|jl|gg)(?=[a-z])/i, 'street'],
  [/\b(kec|kecamatan|kel|kelurahan|desa|ds|kota|kab|kabupaten)\b/i, 'area'],
  [/\b(rs\w{0,3}|rumah ?sakit|puskesmas|pkm|klinik)\b/i, 'facility'],
];

/** The kind of place that a name asked for says itself, such as a street by `Jl.`. */
export const kindNamedIn = (asked: string): GazetteerKind | undefined =>
  words.find(([pattern]) => pattern.test(asked))?.[1];
