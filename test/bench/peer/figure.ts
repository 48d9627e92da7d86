/** One thing that was measured on the peer as well. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** What TicketsCAD v4.2.25 did on a machine like this; its times are bound to that machine, as ours are to this one. */
  readonly peer: number;
  readonly better: 'less' | 'more';
}

export const isAhead = ({ value, peer, better }: Figure): boolean =>
  better === 'less' ? value < peer : value > peer;
