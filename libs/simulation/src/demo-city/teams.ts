import type { CrewRole, TeamCapability, TeamKind } from '#lib/contract';
import type { CrewMember } from '../client/views.js';
import type { DemoTeam } from './demo-city.js';
import { allPuskesmas } from './puskesmas.js';

/** Invented crew: common given names, dealt in order. */
const givenNames = [
  ...['Asep', 'Dewi', 'Ujang', 'Rina', 'Dadang', 'Yuni', 'Cecep', 'Sri', 'Agus', 'Lilis', 'Iwan', 'Neneng'],
  ...['Budi', 'Ratna', 'Deden', 'Wulan', 'Hendra', 'Euis', 'Rizki', 'Maya', 'Tatang', 'Nina', 'Fajar', 'Ani'],
  ...['Gilang', 'Rosi', 'Yayan', 'Tuti', 'Eka', 'Imas', 'Dani', 'Sari', 'Jajang', 'Mira', 'Opik', 'Kania'],
];
const initials = 'ABDFHKMNPRSTW';

const titles: Readonly<Record<CrewRole, string>> = {
  driver: '',
  nurse: 'Ns. ',
  doctor: 'dr. ',
  midwife: 'Bd. ',
  paramedic: '',
  officer: '',
};

function member(role: CrewRole, ordinal: number): CrewMember {
  const given = givenNames[ordinal % givenNames.length]!;
  const initial = initials[ordinal % initials.length]!;
  return { name: `${titles[role]}${given} ${initial}.`, role };
}

interface Outfit {
  readonly kind: TeamKind;
  readonly capabilities: readonly TeamCapability[];
  readonly crew: readonly CrewRole[];
}

const outfits = {
  advanced: {
    kind: 'als_ambulance',
    capabilities: [
      'advanced_life_support',
      'basic_life_support',
      'defibrillator',
      'oxygen',
      'stretcher',
      'nurse',
    ],
    crew: ['driver', 'nurse', 'paramedic'],
  },
  basic: {
    kind: 'bls_ambulance',
    capabilities: ['basic_life_support', 'defibrillator', 'oxygen', 'stretcher', 'nurse'],
    crew: ['driver', 'nurse'],
  },
  motor: {
    kind: 'motor_ambulance',
    capabilities: ['basic_life_support', 'defibrillator', 'oxygen', 'nurse'],
    crew: ['nurse'],
  },
  transport: {
    kind: 'patient_transport',
    capabilities: ['oxygen', 'stretcher', 'wheelchair'],
    crew: ['driver', 'officer'],
  },
  doctorVisit: {
    kind: 'home_visit_team',
    capabilities: ['basic_life_support', 'oxygen', 'doctor', 'nurse'],
    crew: ['nurse', 'doctor'],
  },
  midwifeVisit: {
    kind: 'home_visit_team',
    capabilities: ['basic_life_support', 'oxygen', 'midwife', 'nurse'],
    crew: ['nurse', 'midwife'],
  },
} as const satisfies Record<string, Outfit>;

interface Post {
  readonly callSign: string;
  readonly outfit: Outfit;
  readonly baseCode: string;
}

const vehicle = (callSign: string, outfit: Outfit, baseCode: string): Post => ({
  callSign,
  outfit,
  baseCode,
});

const posts: readonly Post[] = [
  vehicle('AMB-01', outfits.advanced, 'RSHS'),
  vehicle('AMB-02', outfits.advanced, 'BORROMEUS'),
  vehicle('AMB-03', outfits.advanced, 'AL-ISLAM'),
  vehicle('AMB-04', outfits.advanced, 'UJUNGBERUNG'),
  vehicle('AMB-05', outfits.basic, 'KIWARI'),
  vehicle('AMB-06', outfits.basic, 'IMMANUEL'),
  vehicle('AMB-07', outfits.basic, 'SANTOSA'),
  vehicle('AMB-08', outfits.basic, 'PKM-GEDEBAGE'),
  vehicle('MTR-01', outfits.motor, 'PKM-SUMUR-BANDUNG'),
  vehicle('MTR-02', outfits.motor, 'PKM-KIARACONDONG'),
  vehicle('TRP-01', outfits.transport, 'KIWARI'),
  vehicle('TRP-02', outfits.transport, 'CIBABAT'),
  ...allPuskesmas.map(({ code }, index) =>
    vehicle(code, index % 2 === 0 ? outfits.doctorVisit : outfits.midwifeVisit, code),
  ),
];

/** As the callers of the demo have: numbers that no operator in Indonesia has given out, and none of theirs. */
const inventedNumber = (index: number): string => `+62899000${String(index + 1).padStart(5, '0')}`;

/** Seats are dealt names in order, so each crew is its own. */
const seatsBefore = (index: number) =>
  posts.slice(0, index).reduce((seats, { outfit }) => seats + outfit.crew.length, 0);

/** A dozen vehicles of several kinds, and the team of each puskesmas that visits people at home by motorcycle. */
export const teams: readonly DemoTeam[] = posts.map(({ callSign, outfit, baseCode }, index) => ({
  callSign,
  kind: outfit.kind,
  phone: inventedNumber(index),
  capabilities: outfit.capabilities,
  minimumCrew: outfit.crew.length,
  baseCode,
  crew: outfit.crew.map((role, seat) => member(role, seatsBefore(index) + seat)),
}));
