import fc from 'fast-check';
import { readCoordinates, writeCoordinates } from './coordinates.js';

const point = { lat: -6.9147, lon: 107.6098 };

describe('coordinates', () => {
  it.each([
    '-6.9147, 107.6098',
    '-6.9147 107.6098',
    '-6.9147,107.6098',
    '-6,9147 107,6098',
    '-6,9147; 107,6098',
    '  -6.9147   107.6098  ',
    'https://www.google.com/maps/@-6.9147,107.6098,17z',
    'https://maps.google.com/?q=-6.9147,107.6098',
  ])('are read from %s', (typed) => expect(readCoordinates(typed)).toEqual(point));

  it.each(['', 'Jl. Cimandiri', '107.6098', '-96.9 107.6', '-6.9 207.6', '-6.9 107.6 3'])(
    'are not guessed from %p',
    (typed) => expect(readCoordinates(typed)).toBeUndefined(),
  );

  it('come back as they were written, to the metre', () => {
    const lat = fc.double({ min: -90, max: 90, noNaN: true });
    const lon = fc.double({ min: -180, max: 180, noNaN: true });
    fc.assert(
      fc.property(lat, lon, (latitude, longitude) => {
        const read = readCoordinates(writeCoordinates({ lat: latitude, lon: longitude }));
        expect(Math.abs((read?.lat ?? 999) - latitude)).toBeLessThan(0.00001);
        expect(Math.abs((read?.lon ?? 999) - longitude)).toBeLessThan(0.00001);
      }),
    );
  });
});
