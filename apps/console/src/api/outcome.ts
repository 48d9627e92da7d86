import type { Problem } from '#lib/contract';

/** Obstacles that the console finds by itself: nobody answered, nobody could read it, or a call has no place yet. */
export type OwnCode = 'unreachable' | 'unreadable' | 'placeless';

/** What kept a request from being answered as asked: the server's own words, or that it was not reached. */
export interface Obstacle {
  /** The problem's code, or what kept it from being asked or its answer from being read. */
  readonly code: Problem['code'] | OwnCode;
  /** In the user's language, from the server; null where the console must say it itself. */
  readonly title: string | null;
  readonly detail: string | null;
  readonly problem: Problem | null;
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly obstacle: Obstacle };

export const obstacleOf = (code: OwnCode): Obstacle => ({
  code,
  title: null,
  detail: null,
  problem: null,
});

export const obstacleFrom = (problem: Problem): Obstacle => ({
  code: problem.code,
  title: problem.title,
  detail: problem.detail,
  problem,
});

/** Whether the server does not believe when something is said to have happened: too long ago, or still to come. */
export const isDisbelievedTime = ({ code }: Obstacle): boolean =>
  code === 'time_too_long_ago' || code === 'time_in_future';
