import type { BedCategory, FacilityCapability } from '#lib/contract';
import type { DemoBeds, DemoFacility } from './demo-city.js';

/**
 * Fifteen hospitals in and beside Bandung. Names and positions (within about 100 m): OpenStreetMap contributors,
 * ODbL 1.0. Capabilities and beds are believable figures for trying Layad out, not the hospitals' own.
 */
const general: readonly FacilityCapability[] = [
  'emergency_department',
  'intensive_care',
  'obstetrics',
  'paediatrics',
  'dialysis',
];
const referral: readonly FacilityCapability[] = [
  ...general,
  'neonatal_intensive_care',
  'trauma',
  'stroke_unit',
];
const heart: readonly FacilityCapability[] = [...referral, 'cardiac_catheterisation'];
const motherAndChild: readonly FacilityCapability[] = [
  'emergency_department',
  'obstetrics',
  'neonatal_intensive_care',
  'paediatrics',
];

type BedCounts = Partial<Record<BedCategory, readonly [total: number, available: number]>>;

const beds = (counts: BedCounts): DemoBeds[] =>
  Object.entries(counts).map(([category, [total, available]]) => ({
    category: category as BedCategory,
    total,
    available,
  }));

const hospital = (
  code: string,
  name: string,
  lat: number,
  lon: number,
  capabilities: readonly FacilityCapability[],
  counts: BedCounts,
): DemoFacility => ({
  code,
  kind: 'hospital',
  name,
  position: { lat, lon },
  capabilities,
  beds: beds(counts),
});

export const hospitals: readonly DemoFacility[] = [
  hospital('RSHS', 'RSUP Dr. Hasan Sadikin', -6.89824, 107.59745, [...heart, 'burns_unit', 'psychiatry'], {
    emergency: [60, 11],
    general: [620, 74],
    intensive_care: [58, 5],
    neonatal: [30, 3],
    maternity: [48, 9],
    isolation: [36, 12],
  }),
  hospital('BORROMEUS', 'RS Santo Borromeus', -6.8943, 107.61307, heart, {
    emergency: [24, 6],
    general: [280, 41],
    intensive_care: [22, 4],
    neonatal: [12, 3],
    maternity: [24, 7],
    isolation: [10, 4],
  }),
  hospital('ADVENT', 'RS Advent Bandung', -6.89167, 107.60386, heart, {
    emergency: [18, 5],
    general: [190, 32],
    intensive_care: [16, 3],
    neonatal: [8, 2],
    maternity: [16, 5],
  }),
  hospital('AL-ISLAM', 'RS Al Islam', -6.93887, 107.66933, referral, {
    emergency: [26, 7],
    general: [260, 38],
    intensive_care: [20, 3],
    neonatal: [12, 2],
    maternity: [26, 8],
    isolation: [8, 3],
  }),
  hospital('IMMANUEL', 'RS Immanuel', -6.93719, 107.59569, heart, {
    emergency: [24, 6],
    general: [270, 44],
    intensive_care: [20, 4],
    neonatal: [10, 2],
    maternity: [20, 6],
    isolation: [8, 2],
  }),
  hospital('KEBON-JATI', 'RS Kebon Jati', -6.91629, 107.59661, general, {
    emergency: [12, 4],
    general: [120, 26],
    intensive_care: [8, 2],
    maternity: [12, 4],
  }),
  hospital('SANTOSA', 'RS Santosa', -6.91611, 107.60105, heart, {
    emergency: [22, 5],
    general: [240, 35],
    intensive_care: [26, 4],
    neonatal: [14, 3],
    maternity: [18, 5],
  }),
  hospital('MURNI-TEGUH', 'RS Murni Teguh Naripan', -6.92076, 107.61601, general, {
    emergency: [10, 4],
    general: [90, 22],
    intensive_care: [8, 2],
    maternity: [8, 3],
  }),
  hospital('KIWARI', 'RSUD Bandung Kiwari', -6.94314, 107.59136, referral, {
    emergency: [26, 8],
    general: [230, 47],
    intensive_care: [18, 3],
    neonatal: [16, 4],
    maternity: [36, 10],
    isolation: [12, 5],
  }),
  hospital('UJUNGBERUNG', 'RSUD Ujungberung', -6.91587, 107.69924, [...referral, 'psychiatry'], {
    emergency: [24, 7],
    general: [210, 39],
    intensive_care: [14, 2],
    neonatal: [10, 3],
    maternity: [22, 6],
    isolation: [10, 4],
  }),
  hospital('LIMIJATI', 'RSIA Limijati', -6.90673, 107.61329, motherAndChild, {
    emergency: [6, 3],
    neonatal: [10, 3],
    maternity: [32, 11],
  }),
  hospital('GRHA-BUNDA', 'RSIA Grha Bunda', -6.91335, 107.64555, motherAndChild, {
    emergency: [6, 2],
    neonatal: [8, 2],
    maternity: [28, 9],
  }),
  hospital('ASTANA-ANYAR', 'RSIA Kota Bandung (Astana Anyar)', -6.92937, 107.60064, motherAndChild, {
    emergency: [8, 3],
    neonatal: [12, 4],
    maternity: [40, 14],
  }),
  hospital('CIBABAT', 'RSUD Cibabat', -6.87968, 107.55043, [...referral, 'psychiatry'], {
    emergency: [24, 6],
    general: [250, 43],
    intensive_care: [16, 3],
    neonatal: [12, 3],
    maternity: [26, 7],
    isolation: [10, 4],
  }),
  hospital('AL-IHSAN', 'RSUD Al Ihsan', -7.00745, 107.62434, [...heart, 'psychiatry'], {
    emergency: [34, 9],
    general: [400, 58],
    intensive_care: [30, 4],
    neonatal: [18, 3],
    maternity: [34, 8],
    isolation: [14, 5],
  }),
];
