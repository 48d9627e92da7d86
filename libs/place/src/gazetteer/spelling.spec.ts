import fc from 'fast-check';
import { Ground } from '#testing';

/** Ways to spell the same name. */
const spellings: readonly (readonly string[])[] = [
  [
    'Jl. Ir. H. Juanda',
    'jalan juanda',
    'Jln Djuanda',
    'JL JUANDA',
    'jl.ir.h.juanda',
    'jlnjuanda',
    'djalan Ir H Djoeanda',
    'Juanda',
  ],
  ['Jl. Merdeka No. 15 RT 03/RW 05', 'jalan merdeka', 'merdeka no.15, rt 3', 'Merdekka'],
  ['Gang Nangka', 'Gg. Nangka', 'gg nangka', 'ggnangka', 'Gg.Nangka'],
  ['Kecamatan Buah Batu', 'Kec. Buahbatu', 'buah batu', 'Boeahbatoe', 'BUAHBATU'],
  ['Kelurahan Cihapit', 'kel. Tjihapit', 'cihapit', 'Cihappit'],
  ['Rumah Sakit Hasan Sadikin', 'RS Hasan Sadikin', 'rumahsakit hasan sadikin', 'RS Hassan Saddikin'],
  ['Rumah Sakit Umum Daerah Ujung Berung', 'RSUD Ujungberung', 'RSUD Oedjoengberoeng'],
  ['Puskesmas Sukajadi', 'PKM Sukajadi', 'pkm soekadjadi', 'Puskesmas Sukayadi'],
  ['Surabaya', 'Soerabaja', 'surabajja'],
  ['Yogyakarta', 'Jogjakarta', 'Yogjakarta'],
  ['Cicendo', 'Tjitjendo', 'tjicendo'],
  ['Pasteur', 'Fasteur', 'Paster'],
  ['Masjid Al-Jabbar', 'mesjid aljabar', 'Masjid Al Djabbar'],
  ["Jum'at", 'Jumat', 'djumat'],
  ['Achmad Yani', 'Ahmad Yani', 'Akhmad Jani'],
  ['Komplek Margahayu', 'Kompleks Margahayu', 'komp. margahaju'],
];

const different: readonly (readonly [string, string])[] = [
  ['Jl. Merdeka', 'Jl. Merpati'],
  ['Sukajadi', 'Sukasari'],
  ['RS Sentosa', 'RSIA Sentosa'],
  ['Gang Nangka 1', 'Gang Nangka 2'],
  ['Puskesmas', 'Rumah Sakit'],
];

describe('the key of a name', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await Ground.prepare();
  });
  afterAll(() => ground.close());

  const keysOf = async (names: readonly string[]): Promise<string[]> => {
    const found: { key: string }[] = await ground.dataSource.query(
      `select place_key(name) as key from unnest($1::text[]) with ordinality as given (name, ordinal) order by ordinal`,
      [names],
    );
    return found.map(({ key }) => key);
  };

  it.each(spellings.map((names) => ({ names })))('is the same for $names', async ({ names }) => {
    const keys = await keysOf(names);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).not.toBe('');
  });

  it.each(different)('is another for %s and %s', async (one, other) => {
    const [a, b] = await keysOf([one, other]);
    expect(a).not.toBe(b);
  });

  it('is the same however a name is cased, spaced, doubled or written before 1972', async () => {
    const syllables = fc.constantFrom(
      'ci',
      'su',
      'ka',
      'ja',
      'ya',
      'bu',
      'me',
      'ri',
      'lan',
      'tung',
      'wa',
      'pa',
      'da',
    );
    const word = fc
      .array(syllables, { minLength: 2, maxLength: 4 })
      .map((parts) => parts.join(''))
      .filter((made) => !/[jy]alan/.test(made));
    const name = fc.array(word, { minLength: 1, maxLength: 3 });
    const written = fc.sample(name, { numRuns: 300, seed: 119 });
    const plain = await keysOf(written.map((words) => words.join(' ')));
    const others: ((words: string[]) => string)[] = [
      (words) => words.join(' ').toUpperCase(),
      (words) => words.join(''),
      (words) => `Jl. ${words.join('  ')}`,
      (words) => words.join(' ').replaceAll('u', 'oe').replaceAll('c', 'tj'),
      (words) => words.join(' ').replaceAll('j', 'dj').replaceAll('y', 'j'),
      (words) => words.join('-').replaceAll('n', 'nn').replaceAll('k', 'kk'),
    ];
    for (const spell of others) expect(await keysOf(written.map(spell))).toEqual(plain);
  });

  it('is made of any text, and is never longer than a name', async () => {
    const anything = fc.sample(
      fc
        .string({ unit: 'binary', maxLength: 400 })
        .filter((text) => !text.includes('\u0000') && text.isWellFormed()),
      { numRuns: 500, seed: 119 },
    );
    for (const key of await keysOf(anything)) expect(key).toMatch(/^[a-z0-9 ]{0,600}$/);
  });
});
