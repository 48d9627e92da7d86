import { placesInCity } from '../city/city-bounds.js';

/** What an operator types while the caller speaks. */
export interface Call {
  caller: { name: string; phone: string };
  place: { lat: number; lon: number; accuracyMetres: number; address: string; note: string };
  complaint: string;
  type: string;
  priority: string;
  patients: { name: string; sex: string; ageYears: number; condition: string }[];
}

/** Calls from anywhere in the city, one after the other. */
export function emergencyCalls(seed: number): () => Call {
  const nextPlace = placesInCity(seed);
  return () => ({
    caller: { name: 'Siti Nurhaliza', phone: '+628123456789' },
    place: {
      ...nextPlace(),
      accuracyMetres: 25,
      address: 'Jalan Asia Afrika 65, Braga, Sumur Bandung',
      note: 'Rumah kedua dari masjid, pagar hijau',
    },
    complaint: 'Bapak saya nyeri dada sejak satu jam, keringat dingin, sesak',
    type: 'chest_pain',
    priority: 'P1',
    patients: [{ name: 'Dadang', sex: 'male', ageYears: 61, condition: 'Sadar, nyeri dada' }],
  });
}
