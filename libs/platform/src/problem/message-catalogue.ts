import type { ProblemCode } from '#lib/contract';

/** What a locale says: title and detail of each problem, and what is wrong with a field. `{name}` is filled in. */
export interface MessageCatalogue {
  problems: Readonly<Record<ProblemCode, readonly [title: string, detail: string]>>;
  rules: Readonly<Record<string, string>>;
}
