import { seededRandom } from '#lib/kernel';

/** What Indonesian streets, alleys and shops are named after: heroes, plants, birds, mountains, rivers, wishes. */
const words = (
  'merdeka pahlawan sudirman diponegoro juanda supratman gatot subroto ahmad yani asia afrika braga cihampelas ' +
  'setiabudi pasteur sukajadi dipatiukur dago riau martadinata lengkong buahbatu kiaracondong antapani arcamanik ' +
  'ujungberung cibiru gedebage rancasari margahayu kopo cibaduyut bojongloa astanaanyar regol andir cicendo sukasari ' +
  'sukaluyu cibeunying kidul kaler coblong cidadap bandung wetan sumur batununggal mekarwangi situsaeur pelindung hewan ' +
  'ciateul balonggede pungkur karapitan burangrang halimun malabar lodaya talaga bodas palasari cikawao sunda sumbawa ' +
  'lombok banda aceh ambon ternate tidore bali jawa sumatra kalimantan sulawesi flores timor seram belitung natuna ' +
  'melati mawar anggrek kenanga cempaka dahlia flamboyan teratai kamboja sakura tanjung nangka mangga rambutan durian ' +
  'jambu salak manggis belimbing sirsak kelapa aren jati mahoni pinus cemara beringin waru angsana akasia albasia ' +
  'merpati rajawali elang garuda kutilang murai cendrawasih kasuari merak gelatik jalak parkit pipit perkutut ' +
  'merapi merbabu semeru bromo rinjani kerinci galunggung ciremai papandayan guntur salak gede pangrango tangkuban ' +
  'citarum cikapundung cisangkuy ciliwung serayu brantas musi kapuas mahakam barito batanghari kampar siak ' +
  'harapan jaya abadi makmur sejahtera sentosa bahagia mulia utama damai asih asri indah permai lestari mukti waluya ' +
  'sariwangi geger kalong hegar manah cihanjuang gunung batu pasirkaliki kebon kawung pajajaran purnawarman siliwangi ' +
  'wastukencana tamansari cipaganti eyckman sederhana jurang babakan ciamis tongkeng laswi ahmadyani gudang selatan ' +
  'utara timur barat tengah dalam baru lama'
).split(' ');

const beginnings = [
  'Jalan',
  'Jalan',
  'Jl.',
  'Gang',
  'Gg.',
  'Komplek',
  'Masjid',
  'Toko',
  'Warung',
  'SDN',
  'Pasar',
];

export interface NamedPlace {
  name: string;
  lat: number;
  lon: number;
}

/** As many places as are asked for, the same ones in every run. */
export function namedPlaces(count: number, placeOf: () => { lat: number; lon: number }): NamedPlace[] {
  const random = seededRandom(119);
  const oneOf = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
  const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return Array.from({ length: count }, () => {
    const parts = [oneOf(beginnings), title(oneOf(words))];
    if (random() < 0.7) parts.push(title(oneOf(words)));
    if (random() < 0.25) parts.push(title(oneOf(words)));
    if (random() < 0.35) parts.push(String(1 + Math.floor(random() * 40)));
    return { name: parts.join(' '), ...placeOf() };
  });
}

const slips: readonly ((name: string, at: number) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  // A letter left out, doubled, or exchanged with its neighbour.
  (name, at) => name.slice(0, at) + name.slice(at + 1),
  (name, at) => name.slice(0, at) + name.charAt(at) + name.slice(at),
  (name, at) => name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
  (name) => name.replaceAll('u', 'oe').replaceAll('j', 'dj').replaceAll('c', 'tj'),
  (name) => name.replace(/^(Jalan|Jl\.) /, 'jln').replaceAll(' ', ''),
  // Still being typed.
  (name, at) => name.slice(0, Math.max(at, 8)),
];

/** Names as callers and operators spell them: a quarter of them right but for capitals, the others with one slip each. */
export function spelledNames(
  places: readonly NamedPlace[],
  count: number,
  seed: number,
): { spelled: string; name: string }[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const { name } = places[Math.floor(random() * places.length)]!;
    const slip = slips[Math.floor(random() * slips.length)]!;
    return { name, spelled: slip(name, 5 + Math.floor(random() * Math.max(1, name.length - 7))) };
  });
}
