/**
 * What a command answers: its value, or an expected refusal. Refusals are values because they are part of the
 * work (the team was just taken, the incident is closed); exceptions are left to bugs and lost connections.
 */
export type Result<T, R> = Accepted<T> | Refused<R>;

export class Accepted<T> {
  readonly accepted = true;
  constructor(readonly value: T) {}
}

export class Refused<R> {
  readonly accepted = false;
  constructor(readonly refusal: R) {}
}

export const accept = <T>(value: T): Accepted<T> => new Accepted(value);
export const refuse = <R>(refusal: R): Refused<R> => new Refused(refusal);
