import type { TeamState } from '../live/response-clock.js';
import { teamColour } from '../look/shapes.js';
import { Lettering } from './lettering.js';
import { markImages, paletteReader, type DrawnImage, type MarkImage } from './mark-images.js';
import { markKinds, namings, type Mark, type MarkKind, type Naming } from './marks.js';
import { NamePlaces, Taken, type Box, type Name } from './names.js';
import { projectionOf, type Pixel, type Position, type View } from './view.js';

/** What is drawn above the ground. */
export interface Scene {
  /** What lies above the map, such as its legend: names keep out from under it. */
  readonly covers: readonly Box[];
  readonly marks: readonly Mark[];
  /** Ways of teams, in the order in which they are drawn: dashed to who may be sent, solid under way. */
  readonly lines: readonly GeoJSON.Feature[];
}

interface DrawnMark {
  readonly mark: Mark;
  readonly at: Pixel;
}

interface NameOfMark extends Name {
  readonly lines: readonly string[];
  readonly naming: Naming;
}

/** A dash and the room behind it, in widths of the line. */
const candidateDashes = [1, 2.25];

/** Candidates, the best of them above, and who is under way on top. */
const orderOf = ({ properties }: GeoJSON.Feature): number =>
  properties?.['state'] !== undefined ? 2 : properties?.['best'] === true ? 1 : 0;

/** What depends on the theme and on the screen. */
interface Dressing {
  readonly pixelRatio: number;
  readonly images: ReadonlyMap<MarkImage, DrawnImage>;
  readonly lettering: Lettering;
  readonly colour: (name: string) => string;
}

/**
 * Marks and their names on a canvas of their own above the map. The ground below seldom changes, and without a graphics
 * card drawing it takes long; marks move all the time, and copying them here takes little on any machine.
 */
export class MarksCanvas {
  private readonly element = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D;
  private readonly namePlaces = new NamePlaces();
  private dressing: Dressing;
  /** In the order in which they were drawn. */
  private drawn: readonly DrawnMark[] = [];

  constructor(container: HTMLElement) {
    const context = this.element.getContext('2d');
    if (!context) throw new Error('no canvas');
    this.context = context;
    this.element.className = 'map-marks';
    this.element.setAttribute('aria-hidden', 'true');
    container.append(this.element);
    this.dressing = dressed();
  }

  remove(): void {
    this.dressing.lettering.close();
    this.element.remove();
  }

  /** Takes the colours of the present theme. */
  dress(): void {
    this.dressing.lettering.close();
    this.dressing = dressed();
  }

  draw(view: View, { marks, lines, covers }: Scene): void {
    if (devicePixelRatio !== this.dressing.pixelRatio) this.dress();
    this.fit(view);
    const { context } = this;
    const { pixelRatio, images } = this.dressing;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.element.width, this.element.height);
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    const project = projectionOf(view);
    this.drawn = inView(marks, project, view);
    this.drawLines(lines, project);
    const taken = new Taken();
    for (const { mark, at } of this.drawn) {
      if (mark.selected) this.drawRing(at);
      const image = mark.image && images.get(mark.image);
      if (!image) continue;
      this.copy(image.canvas, at.x - image.size / 2, at.y - image.size / 2, image.size, image.size);
      if (mark.kind !== 'place') taken.take(around(at, image.size / 2 - 2));
    }
    const picture = { left: 0, top: 0, right: view.width, bottom: view.height };
    const named = this.namePlaces.place(this.namesOf(view.zoom), taken, picture, covers);
    for (const { name, box } of named) this.drawName(name, box);
  }

  /** The incident whose mark, or whose team's mark, is there: the topmost one. */
  incidentAt({ x, y }: Pixel): string | undefined {
    const hit = this.drawn.findLast(({ mark, at }) => {
      const image = mark.image && this.dressing.images.get(mark.image);
      return mark.incidentId !== undefined && image && Math.hypot(at.x - x, at.y - y) <= image.size / 2;
    });
    return hit?.mark.incidentId;
  }

  private fit({ width, height }: View): void {
    const { pixelRatio } = this.dressing;
    const [wide, high] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (this.element.width === wide && this.element.height === high) return;
    this.element.width = wide;
    this.element.height = high;
  }

  /** On whole pixels of the screen, where nothing has to be blurred. */
  private copy(picture: CanvasImageSource, x: number, y: number, width: number, height: number): void {
    const { pixelRatio } = this.dressing;
    const whole = (length: number): number => Math.round(length * pixelRatio) / pixelRatio;
    this.context.drawImage(picture, whole(x), whole(y), width, height);
  }

  private drawLines(lines: readonly GeoJSON.Feature[], project: (at: Position) => Pixel): void {
    const { context } = this;
    const { colour } = this.dressing;
    context.lineCap = context.lineJoin = 'round';
    const stroke = (width: number, ink: string, dashes: readonly number[] = []): void => {
      context.lineWidth = width;
      context.strokeStyle = colour(ink);
      context.setLineDash(dashes.map((part) => part * width));
      context.stroke();
    };
    const candidatesFirst = lines.toSorted((a, b) => orderOf(a) - orderOf(b));
    for (const { geometry, properties } of candidatesFirst) {
      if (geometry.type !== 'LineString') continue;
      context.beginPath();
      for (const [lon = 0, lat = 0] of geometry.coordinates) {
        const { x, y } = project([lon, lat]);
        context.lineTo(x, y);
      }
      const state = properties?.['state'] as TeamState | undefined;
      if (state) stroke(3, teamColour[state]);
      else if (properties?.['best'] === true) {
        // Where others share its road, its dashes stay apart from theirs.
        stroke(5, '--map-land');
        stroke(3, '--team-ready', candidateDashes);
      } else stroke(1.75, '--team-ready', candidateDashes);
    }
    context.setLineDash([]);
  }

  private drawRing({ x, y }: Pixel): void {
    const { context } = this;
    context.beginPath();
    context.arc(x, y, 24, 0, 2 * Math.PI);
    context.fillStyle = context.strokeStyle = this.dressing.colour('--act');
    context.globalAlpha = 0.16;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 2;
    context.stroke();
  }

  /** Names of what is in view, what matters most first. */
  private namesOf(zoom: number): NameOfMark[] {
    return (Object.keys(namings) as MarkKind[]).flatMap((kind) => {
      const naming = namings[kind];
      if (!naming || zoom < naming.fromZoom) return [];
      return this.drawn.flatMap(({ mark, at }) => {
        const { name: lines, named: always = false } = mark;
        if (mark.kind !== kind || !lines) return [];
        const { width, height } = this.dressing.lettering.sizeOf(lines, naming);
        const { gap, sides } = naming;
        const id = `${kind} ${mark.id}`;
        return [{ id, at, width, height, gap, sides, always, lines, naming }];
      });
    });
  }

  private drawName({ lines, naming }: NameOfMark, { left, top }: Box): void {
    const { picture, width, height } = this.dressing.lettering.pictureOf(lines, naming);
    this.copy(picture, left, top, width, height);
  }
}

function dressed(): Dressing {
  const palette = paletteReader();
  const inks = [
    ...Object.values(namings).map(({ ink }) => ink),
    ...Object.values(teamColour),
    '--map-land',
    '--act',
  ];
  const colours = new Map(inks.map((ink) => [ink, palette.colour(ink)]));
  const pixelRatio = devicePixelRatio;
  const images = markImages(palette.colour, pixelRatio);
  palette.close();
  const colour = (name: string): string => colours.get(name) ?? 'transparent';
  return { pixelRatio, images, lettering: new Lettering(colour, pixelRatio), colour };
}

/** The farthest that a mark with its name reaches beyond its place, CSS pixels. */
const marginPixels = 160;

function inView(
  marks: readonly Mark[],
  project: (at: Position) => Pixel,
  { width, height }: View,
): DrawnMark[] {
  const seen = marks
    .map((mark) => ({ mark, at: project(mark.at) }))
    .filter(
      ({ at: { x, y } }) =>
        x > -marginPixels && y > -marginPixels && x < width + marginPixels && y < height + marginPixels,
    );
  return markKinds.flatMap((kind) => seen.filter(({ mark }) => mark.kind === kind));
}

const around = ({ x, y }: Pixel, reach: number): Box => ({
  left: x - reach,
  top: y - reach,
  right: x + reach,
  bottom: y + reach,
});
