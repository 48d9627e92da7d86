import type { Pixel } from './view.js';

/** Where a name stands, seen from its mark. */
export type Side =
  | 'middle'
  | 'right'
  | 'left'
  | 'above'
  | 'below'
  | 'right above'
  | 'right below'
  | 'left above'
  | 'left below';

/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Name {
  /** Of what it names: it keeps its side from one drawing to the next while there is room. */
  readonly id: string;
  readonly at: Pixel;
  readonly width: number;
  readonly height: number;
  /** From the middle of the mark to the name. */
  readonly gap: number;
  /** In the order in which they are tried. */
  readonly sides: readonly Side[];
  /** Somebody asked for it: where there is no room it covers marks, rather than stand away or over another name. */
  readonly always: boolean;
}

/** The side of the squares by which what is taken is found again, CSS pixels. */
const squarePixels = 64;

/** How many lines further from its mark a name is looked for that must be read. */
const linesAway = [0, 1, 2] as const;

/** The parts of a picture on which something is drawn already. */
export class Taken {
  private readonly squares = new Map<number, Box[]>();

  take(box: Box): void {
    for (const square of squaresOf(box)) {
      const present = this.squares.get(square);
      if (present) present.push(box);
      else this.squares.set(square, [box]);
    }
  }

  isFree(box: Box): boolean {
    return squaresOf(box).every((square) => !this.squares.get(square)?.some((other) => overlap(box, other)));
  }
}

/**
 * Gives names their places within a picture, the first ones first; one without room is left out. None stands under what
 * covers the picture, whoever asked for it: there nobody reads it.
 */
export class NamePlaces {
  private sides = new Map<string, Side>();

  place<T extends Name>(
    names: Iterable<T>,
    taken: Taken,
    picture: Box,
    covers: readonly Box[] = [],
  ): { readonly name: T; readonly box: Box }[] {
    const placed: { readonly name: T; readonly box: Box }[] = [];
    const sides = new Map<string, Side>();
    const written = new Taken();
    for (const name of names) {
      const last = this.sides.get(name.id);
      const tried = last && name.sides.includes(last) ? [last, ...name.sides] : name.sides;
      const whole = (lines: number) =>
        tried
          .map((side) => ({ side, box: boxOf({ ...name, gap: name.gap + lines * name.height }, side) }))
          .filter(({ box }) => isWithin(box, picture) && !covers.some((cover) => overlap(box, cover)));
      const beside = whole(0);
      const chosen =
        beside.find(({ box }) => taken.isFree(box)) ??
        (name.always
          ? (linesAway.flatMap(whole).find(({ box }) => written.isFree(box)) ?? beside[0])
          : undefined);
      if (!chosen) continue;
      const { side, box } = chosen;
      taken.take(box);
      written.take(box);
      placed.push({ name, box });
      sides.set(name.id, side);
    }
    this.sides = sides;
    return placed;
  }
}

export function boxOf(
  { at, width, height, gap }: Pick<Name, 'at' | 'width' | 'height' | 'gap'>,
  side: Side,
): Box {
  const across = side.includes(' ') ? gap * Math.SQRT1_2 : gap;
  const left = side.startsWith('right')
    ? at.x + across
    : side.startsWith('left')
      ? at.x - across - width
      : at.x - width / 2;
  const top = side.endsWith('below')
    ? at.y + across
    : side.endsWith('above')
      ? at.y - across - height
      : at.y - height / 2;
  return { left, top, right: left + width, bottom: top + height };
}

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const isWithin = (box: Box, picture: Box): boolean =>
  box.left >= picture.left &&
  box.right <= picture.right &&
  box.top >= picture.top &&
  box.bottom <= picture.bottom;

/** Numbers of the squares that a box touches; far apart ones never share a number on any screen. */
function squaresOf({ left, top, right, bottom }: Box): number[] {
  const squares: number[] = [];
  for (let row = Math.floor(top / squarePixels); row * squarePixels < bottom; row += 1) {
    for (let column = Math.floor(left / squarePixels); column * squarePixels < right; column += 1) {
      squares.push(row * 100_000 + column);
    }
  }
  return squares;
}
