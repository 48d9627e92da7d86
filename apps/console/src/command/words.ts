import type { AssignmentState } from '#lib/contract';

/** The words of the command line. Both languages are understood on every screen; completion speaks the screen's. */
export const verbs = {
  newCall: { id: ['panggilan baru', 'baru'], en: ['new call', 'new'] },
  send: { id: ['kirim'], en: ['send'] },
  status: { id: ['status'], en: ['status'] },
  recall: { id: ['tarik'], en: ['recall'] },
  open: { id: ['buka', 'insiden'], en: ['open', 'incident', 'go'] },
  find: { id: ['cari'], en: ['find'] },
  map: { id: ['peta'], en: ['map'] },
  teams: { id: ['tim'], en: ['teams'] },
  facilities: { id: ['fasilitas', 'rumah sakit'], en: ['facilities', 'hospitals'] },
  window: { id: ['layar kedua'], en: ['second window'] },
  shortcuts: { id: ['pintasan', 'bantuan'], en: ['shortcuts', 'help'] },
  tour: { id: ['tur', 'pengenalan'], en: ['tour'] },
} as const;
export type Verb = keyof typeof verbs;

/** Between a team and an incident. */
export const toWords = ['ke', 'to'] as const;
export const toWord = { id: 'ke', en: 'to' } as const;

/** How a team's step is said over the radio. */
export const stepWords = {
  acknowledged: { id: ['terima'], en: ['accept'] },
  en_route: { id: ['berangkat', 'jalan'], en: ['departed', 'enroute'] },
  on_scene: { id: ['lokasi', 'tiba'], en: ['scene', 'arrived'] },
  transporting: { id: ['bawa'], en: ['transport'] },
  at_hospital: { id: ['rs'], en: ['hospital'] },
  cleared: { id: ['selesai'], en: ['done', 'clear'] },
} as const satisfies Partial<Record<AssignmentState, unknown>>;
export type StepWord = keyof typeof stepWords;

export const allWords = (words: {
  readonly id: readonly string[];
  readonly en: readonly string[];
}): string[] => [...words.id, ...words.en];
