import { collectionOf, columnCalled, readSource, usualNames, type Source } from './source.js';
import { cellsOf, numberIn } from './table.js';

const sourceIn = (text: string, name = 'file'): Source => {
  const source = readSource(name, text);
  if (typeof source === 'string') throw new Error(source);
  return source;
};

describe('a table', () => {
  it('is read with quotes, separators and line ends as spreadsheets write them', () => {
    expect(cellsOf('\uFEFFname,note\r\n"RS ""Advent"", Bandung","two\nlines"\r\n\r\n')).toEqual([
      ['name', 'note'],
      ['RS "Advent", Bandung', 'two\nlines'],
    ]);
    expect(cellsOf('nama;lintang\nRS Al Islam;-6,93887')).toEqual([
      ['nama', 'lintang'],
      ['RS Al Islam', '-6,93887'],
    ]);
  });

  it('says numbers with a decimal point or comma, and nothing else is one', () => {
    expect(['-6.9', ' -6,9 ', '107'].map(numberIn)).toEqual([-6.9, -6.9, 107]);
    expect(['', '6°54', '1,234.5', null].map(numberIn)).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('becomes features with the columns that are used, at the point two of its columns say', () => {
    const source = sourceIn('nama,lat,lon,kapasitas\nRS Advent,-6.89167,107.60386,4\nTanpa titik,,107,1');
    expect(source).toMatchObject({ form: 'table', columns: ['nama', 'lat', 'lon', 'kapasitas'] });
    expect(collectionOf(source, ['nama'], { lat: 'lat', lon: 'lon' }).features).toEqual([
      {
        type: 'Feature',
        properties: { nama: 'RS Advent' },
        geometry: { type: 'Point', coordinates: [107.60386, -6.89167] },
      },
      { type: 'Feature', properties: { nama: 'Tanpa titik' }, geometry: null },
    ]);
  });
});

describe('a file', () => {
  const feature = { type: 'Feature', properties: { kode: 7, nama: 'Andir', x: 1 }, geometry: null };

  it('is read as GeoJSON, whole or one feature a line', () => {
    const whole = sourceIn(JSON.stringify({ type: 'FeatureCollection', features: [feature, null] }));
    expect(whole).toMatchObject({ form: 'geojson', columns: ['kode', 'nama', 'x'] });
    expect(whole.rows).toHaveLength(2);
    const lines = sourceIn(`\u001e${JSON.stringify(feature)}\n${JSON.stringify(feature)}\n`);
    expect(collectionOf(lines, ['kode']).features).toEqual([
      { type: 'Feature', properties: { kode: 7 }, geometry: null },
      { type: 'Feature', properties: { kode: 7 }, geometry: null },
    ]);
  });

  it.each([
    ['{"type":"Feature', 'unreadable'],
    ['{"type":"FeatureCollection","features":[]}', 'empty'],
    ['one column\nof words', 'unreadable'],
    ['name,lat\n', 'empty'],
    ['', 'empty'],
  ])('that holds nothing to import is told apart: %s', (text, fault) => {
    expect(readSource('file', text)).toBe(fault);
  });

  it('has its columns guessed by their usual names, however they are written', () => {
    expect(columnCalled(['ID', 'KODE', 'Nama'], usualNames.code)).toBe('KODE');
    expect(columnCalled(['ID', 'KODE', 'Nama'], usualNames.name)).toBe('Nama');
    expect(columnCalled(['a'], usualNames.name)).toBe('');
  });
});
