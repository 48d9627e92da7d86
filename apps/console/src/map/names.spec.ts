import fc from 'fast-check';
import { boxOf, NamePlaces, Taken, type Name, type Side } from './names.js';

const picture = { left: 0, top: 0, right: 700, bottom: 600 };
const allSides: readonly Side[] = ['right', 'left', 'above', 'below'];

const nameAt = (x: number, y: number, id = `${x} ${y}`): Name => ({
  id,
  at: { x, y },
  width: 80,
  height: 16,
  gap: 12,
  sides: allSides,
  always: false,
});

const around = ({ x, y }: { x: number; y: number }) => ({
  left: x - 9,
  top: y - 9,
  right: x + 9,
  bottom: y + 9,
});

describe('names on the map', () => {
  it('stand beside their marks, on the first side with room', () => {
    const taken = new Taken();
    const [first] = new NamePlaces().place([nameAt(300, 300)], taken, picture);
    expect(first?.box).toEqual(boxOf(nameAt(300, 300), 'right'));
    const [second] = new NamePlaces().place([nameAt(300, 300)], taken, picture);
    expect(second?.box).toEqual(boxOf(nameAt(300, 300), 'left'));
  });

  it('leave out those without room: the first ones matter most', () => {
    const same = Array.from({ length: 6 }, (_, index) => nameAt(300, 300, `team ${index}`));
    const placed = new NamePlaces().place(same, new Taken(), picture);
    expect(placed.map(({ name }) => name.id)).toEqual(['team 0', 'team 1', 'team 2', 'team 3']);
  });

  it('stand without room too when somebody asked for them', () => {
    const taken = new Taken();
    taken.take(picture);
    const asked = { ...nameAt(300, 300), always: true };
    const [placed] = new NamePlaces().place([nameAt(200, 200), asked], taken, picture);
    expect(placed).toEqual({ name: asked, box: boxOf(asked, 'right') });
  });

  it('stand nowhere under what covers the map, whoever asked for them', () => {
    const legend = { left: 310, top: 200, right: 700, bottom: 600 };
    const place = (name: Name) => new NamePlaces().place([name], new Taken(), picture, [legend])[0];
    expect(place(nameAt(300, 300))?.box).toEqual(boxOf(nameAt(300, 300), 'left'));
    const asked = { ...nameAt(300, 300), sides: ['right'] as const, always: true };
    expect(place(asked)).toBeUndefined();
    expect(place({ ...asked, at: { x: 300, y: 100 } })).toBeDefined();
  });

  it('stand over marks or further away, but not over each other, when somebody asked for them all', () => {
    const taken = new Taken();
    taken.take(picture);
    const asked = Array.from({ length: 8 }, (_, index) => ({
      ...nameAt(300, 300, `team ${index}`),
      always: true,
    }));
    const placed = new NamePlaces().place(asked, taken, picture);
    expect(placed).toHaveLength(8);
    const written = new Taken();
    for (const { box } of placed) {
      expect(written.isFree(box)).toBe(true);
      written.take(box);
    }
  });

  it('keep their side while there is room, so that nothing jumps', () => {
    const places = new NamePlaces();
    const obstacle = new Taken();
    obstacle.take(boxOf(nameAt(300, 300), 'right'));
    expect(places.place([nameAt(300, 300, 'team')], obstacle, picture)[0]?.box.right).toBeLessThan(300);
    expect(places.place([nameAt(301, 300, 'team')], new Taken(), picture)[0]?.box.right).toBeLessThan(301);
  });

  it('are never cut off at the edge', () => {
    const [placed] = new NamePlaces().place([nameAt(690, 300)], new Taken(), picture);
    expect(placed?.box).toEqual(boxOf(nameAt(690, 300), 'left'));
  });

  it('never cover a mark nor each other, wherever the marks are', () => {
    const points = fc.array(fc.record({ x: fc.nat(700), y: fc.nat(600) }), { maxLength: 60 });
    fc.assert(
      fc.property(points, (marks) => {
        const taken = new Taken();
        const boxes = marks.map(around);
        boxes.forEach((box) => taken.take(box));
        const names = marks.map(({ x, y }, index) => nameAt(x, y, String(index)));
        for (const { box } of new NamePlaces().place(names, taken, picture)) {
          const covered = boxes.filter(
            (other) =>
              box.left < other.right &&
              other.left < box.right &&
              box.top < other.bottom &&
              other.top < box.bottom,
          );
          expect(covered).toEqual([]);
          boxes.push(box);
        }
      }),
    );
  });
});
