import { destinationPoint, type LatLon } from '#lib/kernel';
import { joined, roadsFrom } from './road-lines.js';
import { roadClassOf, type RoadPiece } from './road.js';

const square: LatLon = { lat: -6.9218, lon: 107.6071 };
const eastOf = (metres: number, from = square): LatLon => destinationPoint(from, 90, metres);
const northOf = (metres: number, from = square): LatLon => destinationPoint(from, 0, metres);

const piece = (name: string | null, ...line: LatLon[]): RoadPiece => ({
  class: 'primary',
  name,
  lines: [line],
});

describe('the lines of a road on the map', () => {
  it('go on in one another where two meet, whichever way each was drawn', () => {
    const lines = [
      [eastOf(100), eastOf(200)],
      [eastOf(100), square],
      [eastOf(300), eastOf(200)],
    ];
    expect(joined(lines)).toHaveLength(1);
    expect(joined(lines)[0]).toHaveLength(4);
  });

  it('end where three meet, and once around where they are a ring', () => {
    const fork = [
      [square, eastOf(100)],
      [eastOf(100), eastOf(200)],
      [eastOf(100), northOf(100, eastOf(100))],
    ];
    expect(joined(fork)).toHaveLength(3);
    const corner = northOf(100);
    const ring = [
      [square, eastOf(100)],
      [eastOf(100), corner],
      [corner, square],
    ];
    expect(joined(ring)).toHaveLength(1);
    expect(joined(ring)[0]).toHaveLength(4);
  });

  it('are one road for each name and class, and one for what has no name', () => {
    const roads = roadsFrom([
      piece('Jalan Merdeka', square, eastOf(100)),
      piece('Jalan Merdeka', eastOf(100), eastOf(200)),
      piece(null, northOf(500), northOf(600)),
      piece(null, northOf(900), northOf(950)),
      { ...piece('Jalan Merdeka', northOf(50), northOf(60)), class: 'minor' },
    ]);
    expect(roads.map(({ class: roadClass, name, lines }) => [roadClass, name, lines.length])).toEqual([
      ['primary', 'Jalan Merdeka', 1],
      ['primary', null, 2],
      ['minor', 'Jalan Merdeka', 1],
    ]);
    const [line] = roads[0]!.lines;
    expect(line).toHaveLength(2);
    expect(line![0]).toEqual([107.6071, -6.9218]);
    for (const position of line!.flat()) expect(String(position)).toMatch(/^-?\d+(\.\d{1,5})?$/);
  });

  it('of a metre are no road', () => {
    expect(roadsFrom([piece('Jalan Pendek', square, eastOf(0.3))])).toEqual([]);
  });

  it('have the class of their category; slip roads that of their road, all others the smallest', () => {
    expect(['primary', 'motorway_link', 'residential', 'unclassified', null].map(roadClassOf)).toEqual([
      'primary',
      'motorway',
      'minor',
      'minor',
      'minor',
    ]);
  });

  it.each(['footway', 'path', 'steps', 'cycleway', 'pedestrian', 'bridleway', 'corridor', 'platform'])(
    'are not those of a %s, which no ambulance could take',
    (category) => {
      expect(roadClassOf(category)).toBeUndefined();
    },
  );

  it.each(['proposed', 'construction', 'abandoned', 'razed'])(
    'are not those of one that is not there: %s',
    (category) => {
      expect(roadClassOf(category)).toBeUndefined();
    },
  );
});
