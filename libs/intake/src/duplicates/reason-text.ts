import type { Locale } from '#lib/contract';
import type { ScorePart } from './engine/index.js';

const rounded = (metres: number): number =>
  metres < 1_000 ? Math.round(metres / 10) * 10 : Math.round(metres / 100) * 100;
const tenth = (figure: number): number => Math.round(figure * 10) / 10;

type Texts = { [Code in ScorePart['code']]: (part: Extract<ScorePart, { code: Code }>) => string };

const english: Texts = {
  distance: ({ distanceMetres, toleranceMetres }) =>
    `${rounded(distanceMetres)} m apart; both places are accurate to ${rounded(toleranceMetres)} m together`,
  place_unknown: () => 'The place is not known yet',
  time: ({ apartSeconds }) => `Rang ${Math.round(apartSeconds / 60)} min apart`,
  type_same: () => 'The same type',
  type_related: () => 'A type that callers confuse with it',
  type_different: () => 'Another type',
  type_unknown: () => 'One of the types is not known',
  same_number: () => 'This number called about it before',
  callers: ({ contacts }) => (contacts === 1 ? '1 caller so far' : `${contacts} callers so far`),
  closed: () => 'Closed already',
  shared_words: ({ words }) => (words === 1 ? '1 word in common' : `${words} words in common`),
  surroundings: ({ incidentsPerSquareKilometreDay }) =>
    `Around here ${tenth(incidentsPerSquareKilometreDay)} other incidents per km² and day`,
};

const indonesian: Texts = {
  distance: ({ distanceMetres, toleranceMetres }) =>
    `Berjarak ${rounded(distanceMetres)} m; ketelitian kedua lokasi bersama ${rounded(toleranceMetres)} m`,
  place_unknown: () => 'Lokasi belum diketahui',
  time: ({ apartSeconds }) => `Berselang ${Math.round(apartSeconds / 60)} menit`,
  type_same: () => 'Jenis kejadian sama',
  type_related: () => 'Jenis kejadian yang sering tertukar',
  type_different: () => 'Jenis kejadian berbeda',
  type_unknown: () => 'Salah satu jenis kejadian belum diketahui',
  same_number: () => 'Nomor ini sudah menelepon tentang insiden itu',
  callers: ({ contacts }) => `Sudah ${contacts} penelepon`,
  closed: () => 'Sudah ditutup',
  shared_words: ({ words }) => `${words} kata yang sama`,
  surroundings: ({ incidentsPerSquareKilometreDay }) =>
    `Di sekitar sini ${tenth(incidentsPerSquareKilometreDay)} insiden lain per km² per hari`,
};

const texts: Readonly<Record<Locale, Texts>> = { id: indonesian, en: english };

/** A part of a score for people: figures and no word of any caller. */
export const reasonText = (part: ScorePart, locale: Locale): string =>
  (texts[locale][part.code] as (part: ScorePart) => string)(part);
