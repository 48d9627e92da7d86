import fc from 'fast-check';
import { haversineMetres } from '#lib/kernel';
import { cellOf, cellOfShort, plusCodeOf } from './plus-code.js';
import { sharedPlacesIn } from './shared-places.js';

const bandung = { lat: -6.9147, lon: 107.6098 };
const place = { lat: -6.90344, lon: 107.61872 };

/** What people and phones send, with the form it is read as; all of them mean Gedung Sate or a place in its yard. */
const messages: readonly (readonly [string, string])[] = [
  ['geo:-6.90344,107.61872', 'geo_uri'],
  ['geo:-6.90344,107.61872,768;u=35', 'geo_uri'],
  ['geo:0,0?q=-6.90344,107.61872(Gedung Sate)', 'geo_uri'],
  ['geo:0,0?q=-6.90344%2C107.61872%20(Rumah)', 'geo_uri'],
  ['http://maps.geosms.cc/showmap?geo=-6.90344,107.61872,5&GeoSMS', 'geo_sms'],
  ['I am here! http://example.org/?q=-6.90344,107.61872;GeoSMS=2', 'geo_sms'],
  ['https://maps.google.com/?q=-6.90344,107.61872', 'google_maps'],
  ['https://maps.google.com/maps?q=-6.90344%2C107.61872&z=17&hl=en', 'google_maps'],
  ['https://maps.google.com/maps?q=loc:-6.90344,107.61872', 'google_maps'],
  ['https://www.google.com/maps/@-6.90344,107.61872,17z', 'google_maps'],
  [
    'https://www.google.co.id/maps/place/Gedung+Sate/@-6.9,107.6,15z/data=!3m1!4b1!4m5!3m4!1s0x2e68e64c5e8866e5:0x37be7ac9d575f7ed!8m2!3d-6.90344!4d107.61872',
    'google_maps',
  ],
  ['https://www.google.com/maps/search/?api=1&query=-6.90344,107.61872', 'google_maps'],
  ['https://www.google.com/maps/search/-6.90344,+107.61872?entry=tts', 'google_maps'],
  ['https://www.google.com/maps/dir/?api=1&destination=-6.90344,107.61872', 'google_maps'],
  ['http://maps.google.com/maps?ll=-6.90344,107.61872', 'google_maps'],
  ['comgooglemaps://?q=-6.90344,107.61872', 'google_maps'],
  ['https://maps.apple.com/?ll=-6.90344,107.61872&q=Dropped%20Pin', 'apple_maps'],
  ['https://maps.apple.com/place?coordinate=-6.90344,107.61872&name=Rumah', 'apple_maps'],
  ['https://www.openstreetmap.org/?mlat=-6.90344&mlon=107.61872#map=17/-6.9/107.6', 'openstreetmap'],
  ['https://www.openstreetmap.org/#map=17/-6.90344/107.61872', 'openstreetmap'],
  ['https://waze.com/ul?ll=-6.90344,107.61872&navigate=yes', 'waze'],
  ['https://www.waze.com/live-map/directions?to=ll.-6.90344%2C107.61872', 'waze'],
  ['https://www.bing.com/maps?cp=-6.90344~107.61872&lvl=16', 'bing'],
  ['Tolong pak, lokasi saya -6.90344, 107.61872 cepat', 'decimal'],
  ['-6.90344 107.61872', 'decimal'],
  ['−6.90344,107.61872', 'decimal'],
  ['-6,90344; 107,61872', 'decimal'],
  ['-6,90344, 107,61872', 'decimal'],
  ['-6,90344 107,61872', 'decimal'],
  ['107.61872, -6.90344', 'decimal'],
  ['Lat: -6.90344 Long: 107.61872', 'decimal'],
  ['lintang -6.90344, bujur 107.61872', 'decimal'],
  ['6.90344 LS, 107.61872 BT', 'decimal'],
  ['S6.90344 E107.61872', 'decimal'],
  ['107.61872°E 6.90344°S', 'decimal'],
  [`6°54'12.4"S 107°37'07.4"E`, 'sexagesimal'],
  ['6° 54′ 12,4″ LS, 107° 37′ 07,4″ BT', 'sexagesimal'],
  ['6P593JW9+JF', 'plus_code'],
  ['Kejadian di 3JW9+JF Bandung, Jawa Barat', 'plus_code'],
];

describe('a place in a text', () => {
  it.each(messages)('is read from %s', (text, form) => {
    const { places } = sharedPlacesIn(text, bandung);
    expect(places.map((found) => found.form)).toEqual([form]);
    expect(haversineMetres(places[0]!, place)).toBeLessThan(15);
  });

  it.each([
    '',
    'Jl. Merdeka No. 15 RT 03/RW 05',
    'Hubungi 0812-3456-7890 atau (022) 4203450',
    'Harga Rp 10.000, 20.000 dan 30.500',
    'tanggal 21.11.2026 jam 12.30, 13.45',
    'geo:0,0',
    'geo:91.5,200.1',
    'geo:-6.9,107.6;crs=nad27',
    'https://www.google.com/search?q=ambulans',
    'https://maps.google.com/?q=Gedung+Sate',
    '95.12345, 192.54321',
    `6°74'12"S 107°37'07"E`,
    '%E0%A4%A https://maps.google.com/?q=%E0%A4%A',
  ])('is not made up from %p', (text) => {
    expect(sharedPlacesIn(text, bandung).places).toEqual([]);
  });

  it('behind a short link is not known, and which link it was is said', () => {
    expect(sharedPlacesIn('https://maps.app.goo.gl/abc123 tolong', bandung)).toEqual({
      places: [],
      shortLinks: ['maps.app.goo.gl'],
    });
  });

  it('keeps what the sender says of its accuracy and name', () => {
    expect(sharedPlacesIn('geo:-6.90344,107.61872;u=35').places[0]).toMatchObject({ accuracyMetres: 35 });
    expect(sharedPlacesIn('geo:0,0?q=-6.90344,107.61872(Rumah Bu Siti)').places[0]).toMatchObject({
      label: 'Rumah Bu Siti',
    });
  });

  it('with its numbers exchanged is put right where the center’s surroundings show it', () => {
    const nearEquator = { lat: 0.5, lon: 101.45 };
    expect(sharedPlacesIn('101.4478, 0.5071', nearEquator).places[0]).toMatchObject({
      lat: 0.5071,
      lon: 101.4478,
      isSwapped: true,
    });
    // Both orders are places; only one of them is where this center works.
    const madrid = { lat: 40.4, lon: -3.7 };
    expect(sharedPlacesIn('-3.70379, 40.41678', madrid).places[0]).toMatchObject({
      lat: 40.41678,
      isSwapped: true,
    });
    expect(sharedPlacesIn('-3.70379, 40.41678').places[0]).toMatchObject({ lat: -3.70379, isSwapped: false });
  });

  it('coarsely written counts only in the surroundings', () => {
    expect(sharedPlacesIn('-6.903, 107.619', bandung).places).toHaveLength(1);
    expect(sharedPlacesIn('48.137, 11.575', bandung).places).toHaveLength(0);
  });

  it('comes once, however often it is repeated', () => {
    const text = 'https://maps.google.com/?q=-6.90344,107.61872 (-6.90344, 107.61872)';
    expect(sharedPlacesIn(text, bandung).places).toHaveLength(1);
  });

  it('is sought in any text without an exception and answers points of this world only', () => {
    const pieces = fc.constantFrom(
      'geo:',
      'https://',
      'maps.google.com/?q=',
      '!3d',
      '!4d',
      '@',
      '°',
      "'",
      '"',
      ',',
      ';',
      '.',
      '-',
      '+',
      ' ',
      '%',
      'LS',
      'BT',
      '6P5RPQW9',
      '107',
      '6',
      '90344',
      '999',
      'q=',
      'll=',
      '&',
      '#map=17/',
      '\n',
      '(',
      ')',
      '\u0000',
      '🚑',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          for (const { lat, lon, accuracyMetres } of sharedPlacesIn(text, bandung).places) {
            expect(Math.abs(lat)).toBeLessThanOrEqual(90);
            expect(Math.abs(lon)).toBeLessThanOrEqual(180);
            expect(accuracyMetres ?? 0).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('of any length is read to its end', () => {
    for (const piece of ['1.1 ', '6°', '-', '1,1', 'geo:', '9+', 'lat: ', '!3d1'])
      expect(() => sharedPlacesIn(piece.repeat(4_000), bandung)).not.toThrow();
  }, 30_000);

  const inIndonesia = fc.record({
    lat: fc.double({ min: -11, max: 6, noNaN: true }),
    lon: fc.double({ min: 95, max: 141, noNaN: true }),
  });
  it('comes back from every form it can be written in', () => {
    fc.assert(
      fc.property(inIndonesia, ({ lat, lon }) => {
        const [a, b] = [lat.toFixed(6), lon.toFixed(6)];
        const degrees = (value: number, sides: string) => {
          const seconds = Math.round(Math.abs(value) * 36_000) / 10;
          const minutes = Math.floor(seconds / 60);
          const rest = (seconds - minutes * 60).toFixed(1);
          return `${Math.floor(minutes / 60)}°${minutes % 60}'${rest}"${sides.charAt(value < 0 ? 1 : 0)}`;
        };
        const texts = [
          `geo:${a},${b}`,
          `https://maps.google.com/?q=${a},${b}`,
          `di ${a}, ${b} ya`,
          `${a.replace('.', ',')}; ${b.replace('.', ',')}`,
          `${b} ${a}`,
          `${degrees(lat, 'NS')} ${degrees(lon, 'EW')}`,
          plusCodeOf({ lat, lon }),
        ];
        for (const text of texts) {
          const [found] = sharedPlacesIn(text, { lat, lon }).places;
          expect(found && haversineMetres(found, { lat, lon })).toBeLessThan(12);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a plus code', () => {
  it('names the cell that the published examples say', () => {
    const cell = cellOf('8FVC2222+22')!;
    expect(cell.lat).toBeCloseTo(47.0000625, 7);
    expect(cell.lon).toBeCloseTo(8.0000625, 7);
    expect(plusCodeOf({ lat: 47.36559, lon: 8.524997 })).toBe('8FVC9G8F+6X');
    expect(cellOf('8FVC9G8F+6XQ')!.halfLatDegrees).toBeCloseTo(0.0000125, 9);
    for (const wrong of ['8FVC', '8FVC2222+', '8FVC2A22+22', '+', '', 'WWWWWWWW+WW'])
      expect(cellOf(wrong)).toBeUndefined();
  });

  it('cut short is found again from any place near it', () => {
    const point = fc.record({
      lat: fc.double({ min: -60, max: 60, noNaN: true }),
      lon: fc.double({ min: -170, max: 170, noNaN: true }),
    });
    const shift = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(point, shift, shift, (there, north, east) => {
        const code = plusCodeOf(there);
        const cell = cellOfShort(code.slice(4), { lat: there.lat + north, lon: there.lon + east })!;
        expect(plusCodeOf(cell)).toBe(code);
      }),
    );
  });
});
