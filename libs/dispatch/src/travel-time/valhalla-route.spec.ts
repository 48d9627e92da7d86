import fc from 'fast-check';
import { latLon } from './travel-time.arbitrary.js';
import { decodePolyline } from './valhalla-route.js';
import { encodePolyline } from './valhalla-server.fake.js';

describe('an encoded line of Valhalla', () => {
  it('is read as Valhalla 3.6.1 wrote it', () => {
    // The first points of a way through Bandung, whose summary says min_lon 107.567816.
    expect(decodePolyline('|xsdLokldlEh[iP')).toEqual([
      { lat: -6.908319, lon: 107.567816 },
      { lat: -6.908772, lon: 107.568093 },
    ]);
  });

  it('is read to the sixth decimal wherever it lies', () => {
    const anywhere = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(latLon, anywhere)), (line) => {
        const read = decodePolyline(encodePolyline(line));
        expect(read).toHaveLength(line.length);
        read!.forEach(({ lat, lon }, index) => {
          expect(lat).toBeCloseTo(line[index]!.lat, 5);
          expect(lon).toBeCloseTo(line[index]!.lon, 5);
        });
      }),
    );
  });

  it.each([
    ['half a step', '|xsdLokldl'],
    ['a latitude without a longitude', '|xsdL'],
    ['a sign that is none', '|xsdLok dlE'],
    ['a step without an end', '~~~~~~~~~~?'],
    ['a place beyond the pole', encodePolyline([{ lat: 91, lon: 0 }])],
  ])('is not taken for a line with %s', (_, encoded) => {
    expect(decodePolyline(encoded)).toBeUndefined();
  });
});
