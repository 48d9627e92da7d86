import { guessedAreaColumns } from './area-columns.js';
import { collectionOf, columnCalled, isTooLarge, readSource, usualNames, type Source } from './source.js';
import { numberIn, tableRows } from './table.js';

const sourceIn = (text: string, name = 'file'): Source => {
  const source = readSource(name, text);
  if (typeof source === 'string') throw new Error(source);
  return source;
};

const cellsOf = (text: string) => tableRows(text).map(({ cells }) => cells);

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

  it('knows the line of the file that each row begins in', () => {
    const { rows } = sourceIn('nama,lat\r\n\r\n"RS\r\nAdvent",1\r\n"RS ""A""\n\nB",2\n,\nRS C,3');
    expect(rows.map(({ place }) => place)).toEqual([3, 5, 9]);
  });

  it('may have columns without a name, as spreadsheets write beside a table: they are left out', () => {
    const source = sourceIn('nama;;lat;lon;;\nRS Advent;x;-6,9;107,6;;\n');
    expect(source.columns).toEqual(['nama', 'lat', 'lon']);
    expect(source.rows.map(({ properties }) => properties)).toEqual([
      { nama: 'RS Advent', lat: '-6,9', lon: '107,6' },
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

  it('is too large by what is sent of it, not by what else it holds', () => {
    const sent = (nama: string) => collectionOf(sourceIn(`nama,luas\n${nama},1`), ['nama']);
    // Two bytes each.
    expect(isTooLarge(sent('é'.repeat(16 * 1_048_576)))).toBe(true);
    expect(isTooLarge(sent('e'.repeat(16 * 1_048_576)))).toBe(false);
  });

  it('has its columns guessed by their usual names, however they are written', () => {
    expect(columnCalled(['ID', 'KODE', 'Nama'], usualNames.name)).toBe('Nama');
    expect(columnCalled(['a'], usualNames.name)).toBe('');
  });
});

describe('the columns of a file of areas', () => {
  /** As the national map agency names them in its map of villages; each holds its own area and all larger ones. */
  const mapOfVillages = (
    'NAMOBJ,FCODE,REMARK,METADATA,SRS_ID,KDBBPS,KDCBPS,KDCPUM,KDEBPS,KDEPUM,KDPBPS,KDPKAB,KDPPUM,LUASWH,TIPADM,' +
    'WADMKC,WADMKD,WADMKK,WADMPR,WIADKC,WIADKK,WIADPR,WIADKD,UUPP,SHAPE_Length,SHAPE_Area'
  ).split(',');

  it.each([
    ['kelurahan', { code: 'KDEPUM', name: 'WADMKD', parentCode: 'KDCPUM' }],
    ['kecamatan', { code: 'KDCPUM', name: 'WADMKC', parentCode: '' }],
    ['regency', { code: 'KDPKAB', name: 'WADMKK', parentCode: '' }],
  ] as const)('are those of its level where it carries all levels: %s', (level, columns) => {
    expect(guessedAreaColumns(mapOfVillages, level)).toEqual(columns);
  });

  it('are the plain ones first, and the codes of one office go together', () => {
    expect(guessedAreaColumns(['ID', 'Kode', 'Nama', 'kecamatan', 'kdcpum'], 'kecamatan')).toEqual({
      code: 'Kode',
      name: 'Nama',
      parentCode: '',
    });
    expect(guessedAreaColumns(['kdebps', 'kdcpum', 'kdcbps', 'desa'], 'kelurahan')).toEqual({
      code: 'kdebps',
      name: 'desa',
      parentCode: 'kdcbps',
    });
    expect(guessedAreaColumns(['luas'], 'kecamatan')).toEqual({ code: '', name: '', parentCode: '' });
  });
});
