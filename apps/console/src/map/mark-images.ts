import {
  priorityColour,
  priorityDigit,
  priorityShapes,
  priorityTextY,
  teamColour,
  teamInside,
  teamRing,
  type PriorityName,
} from '../look/shapes.js';
import type { TeamState } from '../live/response-clock.js';

/** Reads the palette's colours as they are now: a canvas knows no custom properties. */
export function paletteReader(): { colour: (name: string) => string; close: () => void } {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  return {
    colour: (name) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    },
    close: () => probe.remove(),
  };
}

export type MarkImage =
  | `incident-${PriorityName}`
  | `team-${TeamState}`
  | 'facility-hospital'
  | 'facility-closed'
  | 'facility-base'
  | 'place';

export interface DrawnImage {
  readonly canvas: HTMLCanvasElement;
  /** Its side, CSS pixels. */
  readonly size: number;
}

type Draw = (canvas: CanvasRenderingContext2D) => void;

/** Draws in a box of 24 × 24 with a margin for the halo. */
function drawn(size: number, pixelRatio: number, draw: Draw): DrawnImage {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(size * pixelRatio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const scale = canvas.width / 28;
  context.scale(scale, scale);
  context.translate(2, 2);
  draw(context);
  return { canvas, size };
}

/** Every mark of the map in the colours of the present theme, the same shapes as in the lists. */
export function markImages(
  colour: (name: string) => string,
  pixelRatio: number,
): ReadonlyMap<MarkImage, DrawnImage> {
  const halo = colour('--map-land');
  const images = new Map<MarkImage, DrawnImage>();
  const add = (name: MarkImage, size: number, draw: Draw): void => {
    images.set(name, drawn(size, pixelRatio, draw));
  };
  for (const priority of Object.keys(priorityShapes) as PriorityName[]) {
    add(`incident-${priority}`, 30, (canvas) => drawIncident(canvas, priority, colour, halo));
  }
  for (const state of Object.keys(teamColour) as TeamState[]) {
    add(`team-${state}`, 22, (canvas) => drawTeam(canvas, state, colour, halo));
  }
  const ink = colour('--map-facility');
  // Larger than a team: one that stands at its hospital stands inside the frame.
  add('facility-hospital', 25, (canvas) => drawFacility(canvas, ink, halo, cross));
  add('facility-closed', 25, (canvas) => drawFacility(canvas, colour('--late'), halo, slash));
  add('facility-base', 8, (canvas) => drawFacility(canvas, ink, halo, undefined));
  add('place', 34, (canvas) => drawPlace(canvas, colour('--act'), halo));
  return images;
}

function drawIncident(
  canvas: CanvasRenderingContext2D,
  priority: PriorityName,
  colour: (name: string) => string,
  halo: string,
): void {
  const path = new Path2D(priorityShapes[priority]);
  const ink = colour(priorityColour(priority));
  canvas.lineJoin = 'round';
  canvas.lineWidth = 4;
  canvas.strokeStyle = halo;
  canvas.stroke(path);
  canvas.fillStyle = priority === 'unknown' ? halo : ink;
  canvas.fill(path);
  if (priority === 'unknown') {
    canvas.lineWidth = 2.5;
    canvas.strokeStyle = ink;
    canvas.stroke(path);
  }
  canvas.fillStyle = priority === 'unknown' ? ink : colour(`${priorityColour(priority)}-text`);
  canvas.font = '800 12.5px Inter, sans-serif';
  canvas.textAlign = 'center';
  canvas.fillText(priorityDigit(priority), 12, priorityTextY[priority]);
}

function drawTeam(
  canvas: CanvasRenderingContext2D,
  state: TeamState,
  colour: (name: string) => string,
  halo: string,
): void {
  const ring = new Path2D(teamRing);
  const ink = colour(teamColour[state]);
  canvas.lineWidth = 6;
  canvas.strokeStyle = halo;
  canvas.stroke(ring);
  canvas.fillStyle = halo;
  canvas.fill(ring);
  canvas.lineWidth = 2.75;
  canvas.strokeStyle = ink;
  canvas.stroke(ring);
  canvas.fillStyle = ink;
  canvas.fill(new Path2D(teamInside[state]));
}

const cross = 'M10 6H14V10H18V14H14V18H10V14H6V10H10Z';
const slash = 'M5 16.5 16.5 5 19 7.5 7.5 19Z';

function drawFacility(
  canvas: CanvasRenderingContext2D,
  ink: string,
  halo: string,
  inside: string | undefined,
): void {
  const box = new Path2D('M5 2H19A3 3 0 0 1 22 5V19A3 3 0 0 1 19 22H5A3 3 0 0 1 2 19V5A3 3 0 0 1 5 2Z');
  canvas.fillStyle = inside === undefined ? ink : halo;
  canvas.fill(box);
  canvas.lineWidth = 2.25;
  canvas.strokeStyle = ink;
  canvas.stroke(box);
  canvas.fillStyle = ink;
  if (inside !== undefined) canvas.fill(new Path2D(inside));
}

function drawPlace(canvas: CanvasRenderingContext2D, ink: string, halo: string): void {
  const ring = new Path2D('M12 5A7 7 0 1 1 12 19A7 7 0 1 1 12 5ZM12 0V8M12 16V24M0 12H8M16 12H24');
  canvas.lineWidth = 5;
  canvas.strokeStyle = halo;
  canvas.stroke(ring);
  canvas.lineWidth = 2;
  canvas.strokeStyle = ink;
  canvas.stroke(ring);
}
