import type { Page } from 'playwright-core';
import type { Colour } from './map-files.js';

/** A colour of the palette as the page's theme has it. */
export async function paletteColour(page: Page, name: string): Promise<Colour> {
  const colour = await page.evaluate<string>(`(() => {
    const probe = document.createElement('span');
    probe.style.color = 'var(${name})';
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  })()`);
  const [red = 0, green = 0, blue = 0] = colour.match(/\d+/g)?.map(Number) ?? [];
  return [red, green, blue];
}

/** A part of the map, CSS pixels from its upper left corner. */
export interface Zone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The share of the map's picture that has a colour, or of a part of it. */
export async function shareOfMap(page: Page, colour: Colour, zone?: Zone): Promise<number> {
  const { x, y, width, height } = (await page.locator('.map-canvas').boundingBox())!;
  const clip = zone ? { ...zone, x: x + zone.x, y: y + zone.y } : { x, y, width, height };
  const picture = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate<number>(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${picture}';
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let same = 0;
    for (let at = 0; at < data.length; at += 4) {
      const near = [${colour.join(',')}].every((part, index) => Math.abs(data[at + index] - part) <= 3);
      if (near) same += 1;
    }
    return same / (data.length / 4);
  })()`);
}
