import type { Naming } from './marks.js';

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Lettered extends Size {
  readonly picture: ImageBitmap;
}

const haloPixels = 1.5;
const lineHeight = 1.2;
/** More pictures than names fit on a screen; those not used for longest go. */
const mostPictures = 600;
/** Sizes are a few bytes each, and asked of every name at every drawing. */
const mostSizes = 5_000;

/** Names as pictures, kept because drawing letters takes many times as long as copying them. */
export class Lettering {
  private readonly sizes = new Map<string, Size>();
  private readonly pictures = new Map<string, Lettered>();
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context = contextOf(this.canvas);

  constructor(
    private readonly colour: (name: string) => string,
    private readonly pixelRatio: number,
  ) {}

  close(): void {
    for (const { picture } of this.pictures.values()) picture.close();
    this.pictures.clear();
  }

  sizeOf(lines: readonly string[], naming: Naming): Size {
    const key = keyOf(lines, naming);
    const known = this.sizes.get(key);
    if (known) return known;
    if (this.sizes.size >= mostSizes) this.sizes.clear();
    const size = this.measure(lines, naming);
    this.sizes.set(key, size);
    return size;
  }

  pictureOf(lines: readonly string[], naming: Naming): Lettered {
    const key = keyOf(lines, naming);
    const lettered = this.pictures.get(key) ?? this.letter(lines, naming);
    // Behind all others: the first one is the one that was not used for longest.
    this.pictures.delete(key);
    this.pictures.set(key, lettered);
    const [oldest] = this.pictures;
    if (oldest && this.pictures.size > mostPictures) {
      this.pictures.delete(oldest[0]);
      oldest[1].picture.close();
    }
    return lettered;
  }

  private measure(lines: readonly string[], naming: Naming): Size {
    prepare(this.context, naming);
    const widest = Math.max(...lines.map((line) => this.context.measureText(line).width));
    return {
      width: this.whole(widest + 2 * haloPixels),
      height: this.whole(lines.length * naming.fontSize * lineHeight + 2 * haloPixels),
    };
  }

  private letter(lines: readonly string[], naming: Naming): Lettered {
    const { width, height } = this.sizeOf(lines, naming);
    const { canvas, context } = this;
    // A canvas that gets a size is empty and has forgotten its font.
    canvas.width = Math.round(width * this.pixelRatio);
    canvas.height = Math.round(height * this.pixelRatio);
    prepare(context, naming);
    context.scale(this.pixelRatio, this.pixelRatio);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 2 * haloPixels;
    context.strokeStyle = this.colour('--map-land');
    context.fillStyle = this.colour(naming.ink);
    lines.forEach((line, index) => {
      const y = haloPixels + (index + 0.5) * naming.fontSize * lineHeight;
      context.strokeText(line, width / 2, y);
      context.fillText(line, width / 2, y);
    });
    return { picture: canvas.transferToImageBitmap(), width, height };
  }

  /** Rounded up to pixels of the screen. */
  private whole(length: number): number {
    return Math.ceil(length * this.pixelRatio) / this.pixelRatio;
  }
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}

function prepare(
  context: OffscreenCanvasRenderingContext2D,
  { fontSize, letterSpacing = '0em' }: Naming,
): void {
  context.font = `${fontSize}px Inter, sans-serif`;
  context.letterSpacing = letterSpacing;
}

const keyOf = (lines: readonly string[], { ink, fontSize }: Naming): string =>
  `${ink} ${fontSize} ${lines.join('\n')}`;
