import type { LatLon } from '#lib/kernel';

/** A community health center and the code by which the demo teams name it. */
export interface Puskesmas {
  readonly code: string;
  readonly name: string;
  readonly kecamatan: string;
  readonly position: LatLon;
}

const puskesmas = (kecamatan: string, lat: number, lon: number): Puskesmas => ({
  code: `PKM-${kecamatan.toUpperCase().replaceAll(' ', '-')}`,
  name: `UPT Puskesmas ${kecamatan}`,
  kecamatan,
  position: { lat, lon },
});

/** One base in each of the thirty kecamatan. The names are real; the positions are inner points of the kecamatan, not surveyed. */
export const allPuskesmas: readonly Puskesmas[] = [
  puskesmas('Andir', -6.90614, 107.57144),
  puskesmas('Antapani', -6.91784, 107.6594),
  puskesmas('Arcamanik', -6.92141, 107.67712),
  puskesmas('Astanaanyar', -6.93858, 107.60291),
  puskesmas('Babakan Ciparay', -6.94031, 107.57578),
  puskesmas('Bandung Kidul', -6.95594, 107.6285),
  puskesmas('Bandung Kulon', -6.93196, 107.55513),
  puskesmas('Bandung Wetan', -6.9054, 107.61685),
  puskesmas('Batununggal', -6.92793, 107.6405),
  puskesmas('Bojongloa Kaler', -6.9328, 107.59072),
  puskesmas('Bojongloa Kidul', -6.94695, 107.59641),
  puskesmas('Buahbatu', -6.94807, 107.65131),
  puskesmas('Cibeunying Kaler', -6.88642, 107.62925),
  puskesmas('Cibeunying Kidul', -6.89855, 107.65012),
  puskesmas('Cibiru', -6.91496, 107.72128),
  puskesmas('Cicendo', -6.90129, 107.58574),
  puskesmas('Cidadap', -6.86352, 107.60906),
  puskesmas('Cinambo', -6.92837, 107.69026),
  puskesmas('Coblong', -6.88177, 107.61421),
  puskesmas('Gedebage', -6.95283, 107.69915),
  puskesmas('Kiaracondong', -6.92372, 107.64969),
  puskesmas('Lengkong', -6.93426, 107.62636),
  puskesmas('Mandalajati', -6.89563, 107.67117),
  puskesmas('Panyileukan', -6.93238, 107.7045),
  puskesmas('Rancasari', -6.95353, 107.67597),
  puskesmas('Regol', -6.93907, 107.61359),
  puskesmas('Sukajadi', -6.88927, 107.58877),
  puskesmas('Sukasari', -6.8603, 107.58906),
  puskesmas('Sumur Bandung', -6.91444, 107.61708),
  puskesmas('Ujung Berung', -6.905, 107.71049),
];
