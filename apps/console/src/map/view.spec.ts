import { projectionOf, type View } from './view.js';

const view: View = { center: [107.61, -6.91], zoom: 12, width: 700, height: 600 };

describe('a view of the map', () => {
  it('shows its middle in the middle', () => {
    expect(projectionOf(view)([107.61, -6.91])).toEqual({ x: 350, y: 300 });
  });

  it('shows the north above and the east to the right', () => {
    const { x, y } = projectionOf(view)([107.62, -6.9]);
    expect(x).toBeGreaterThan(350);
    expect(y).toBeLessThan(300);
  });

  it('measures as Web Mercator does: 512 pixels around the world at zoom 0, twice as many at each further one', () => {
    const world: View = { center: [0, 0], zoom: 0, width: 512, height: 512 };
    const corner = projectionOf(world)([-180, 85.051_128_779_806_59]);
    expect(corner.x).toBeCloseTo(0, 6);
    expect(corner.y).toBeCloseTo(0, 6);
    const nearer = projectionOf({ ...view, zoom: 13 })([107.62, -6.91]).x - 350;
    expect(nearer).toBeCloseTo(2 * (projectionOf(view)([107.62, -6.91]).x - 350), 6);
  });
});
