import type { AreaLevel } from '#lib/contract';
import { columnCalled } from './source.js';

/** Which columns of a file hold what of an area; empty where none does. */
export interface AreaColumns {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string;
}

type Names = Readonly<Record<keyof AreaColumns, readonly string[]>>;

/**
 * What files call the areas of one level, in small letters. Those of the national map agency (BIG) carry the codes and
 * names of every larger area beside the area's own: `kd?pum` is the ministry's code, `kd?bps` that of the statistics
 * office, `wadm??` a name. A larger area is only guessed for kelurahan: the larger areas of others are seldom imported,
 * and an area whose larger one is missing is refused.
 */
const ownNames: Readonly<Record<AreaLevel, Names>> = {
  province: { code: ['kode_provinsi', 'kdpbps'], name: ['wadmpr', 'provinsi'], parentCode: [] },
  regency: {
    code: ['kode_kabupaten', 'kode_kota', 'kdpkab', 'kdbbps'],
    name: ['wadmkk', 'nm_kab', 'kabupaten', 'kota'],
    parentCode: [],
  },
  kecamatan: {
    code: ['kecamatan_code', 'kode_kecamatan', 'kdcpum', 'kdcbps'],
    name: ['wadmkc', 'nm_kec', 'kecamatan'],
    parentCode: [],
  },
  kelurahan: {
    code: ['kode_kelurahan', 'kode_desa', 'kdepum', 'kdebps'],
    name: ['wadmkd', 'nm_kel', 'nm_desa', 'kelurahan', 'desa'],
    parentCode: ['kecamatan_code', 'kode_kecamatan', 'kdcpum', 'kdcbps'],
  },
  other: { code: [], name: [], parentCode: [] },
};

/** The columns that hold the areas of the level, by their usual names. */
export function guessedAreaColumns(columns: readonly string[], level: AreaLevel): AreaColumns {
  const own = ownNames[level];
  const code = columnCalled(columns, ['code', 'kode', 'kode_wilayah', ...own.code, 'id']);
  const name = columnCalled(columns, ['name', 'nama', ...own.name, 'namobj']);
  const parents = ['parent_code', 'parent', 'kode_induk', ...own.parentCode];
  // The two offices write codes differently, and an area finds its larger one by its code alone.
  const fitting = parents.filter((called) => called.endsWith('bps') === code.toLowerCase().endsWith('bps'));
  const parentCode = columnCalled(columns, fitting);
  return { code, name, parentCode: parentCode === code ? '' : parentCode };
}
