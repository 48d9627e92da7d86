import type { Locale } from '#lib/contract';

/** Something wrong with a protocol. */
export interface Fault {
  /** The file it stands in; absent where a whole protocol was sent at once. */
  file?: string;
  /** Where: `cards.06.questions.breathless.ask.en`. */
  path: string;
  rule: FaultRule;
  /** What the text of the rule names. */
  about?: Record<string, string | number>;
}

type Texts = Record<Locale, string>;

/** What is wrong and what to do, by rule. */
const texts = {
  unreadable: {
    id: 'Berkas tidak dapat dibaca.',
    en: 'The file cannot be read.',
  },
  notJson: {
    id: 'Isi berkas bukan JSON: {reason}.',
    en: 'The file is not JSON: {reason}.',
  },
  fileName: {
    id: 'Nama berkas seharusnya {expected}.',
    en: 'The file should be called {expected}.',
  },
  shape: {
    id: 'Bentuk isian tidak sesuai: {reason}.',
    en: 'It does not have the right shape: {reason}.',
  },
  translationMissing: {
    id: 'Teks {language} belum ada atau kosong.',
    en: 'The {language} text is missing or empty.',
  },
  numberRepeated: {
    id: 'Nomor kartu {number} dipakai lebih dari satu kali.',
    en: 'The card number {number} is used more than once.',
  },
  typeRepeated: {
    id: 'Jenis {type} sudah dimiliki kartu {card}; kartu ini tidak dapat dipilih dengan pasti.',
    en: 'The type {type} belongs to card {card} already; which one is meant would be a guess.',
  },
  keyRepeated: {
    id: '{key} dipakai lebih dari satu kali.',
    en: '{key} is used more than once.',
  },
  entryMissing: {
    id: 'Kartu 00, pertanyaan bagi setiap penelepon, tidak ada.',
    en: 'Card 00, what every caller is asked first, is missing.',
  },
  vitalMissing: {
    id: 'Kartu 00 harus menanyakan {question} sebagai pertanyaan ya atau tidak.',
    en: 'Card 00 must ask {question} as a question of yes or no.',
  },
  vitalNotGraded: {
    id: 'Kartu 00 harus menilai tingkat A bila jawaban {question} adalah tidak.',
    en: 'Card 00 must grade level A where {question} is answered no.',
  },
  questionUnknown: {
    id: 'Pertanyaan {question} tidak ada.',
    en: 'There is no question {question}.',
  },
  questionForeign: {
    id: 'Pertanyaan {question} milik kartu lain; hanya pertanyaan kartu ini atau kartu 00 yang boleh dirujuk.',
    en: 'The question {question} is another card’s; only questions of this card or of card 00 may be named.',
  },
  valueUnknown: {
    id: '{value} bukan jawaban untuk pertanyaan {question}; yang ada: {options}.',
    en: '{value} is no answer to {question}; there are: {options}.',
  },
  comparisonOfWords: {
    id: 'Pertanyaan {question} tidak dijawab dengan angka, jadi tidak dapat dibandingkan.',
    en: 'The question {question} is not answered by a number, so it cannot be compared.',
  },
  comparisonEmpty: {
    id: 'Tidak ada angka yang memenuhi perbandingan ini.',
    en: 'No number fulfils this comparison.',
  },
  wordsOfNumber: {
    id: 'Pertanyaan {question} dijawab dengan angka atau kata bebas; di sini hanya unknown yang berlaku.',
    en: 'The question {question} is answered by a number or free words; only unknown can be named here.',
  },
  askedTooLate: {
    id: 'Pertanyaan ini menunggu jawaban {question}, yang baru ditanyakan sesudahnya atau oleh pertanyaan ini sendiri.',
    en: 'This question waits for the answer to {question}, which is asked after it or is the question itself.',
  },
  notAnAge: {
    id: 'Umur pasien dijawab dalam tahun, antara 0 dan {oldest}.',
    en: 'The age of a patient is answered in years, between 0 and {oldest}.',
  },
  rangeEmpty: {
    id: 'Nilai terkecil harus di bawah nilai terbesar.',
    en: 'The minimum must be below the maximum.',
  },
  determinantsOutOfOrder: {
    id: 'Tingkat {level} berada sesudah tingkat yang lebih ringan; urutkan dari yang paling gawat.',
    en: 'Level {level} stands after a less grave one; put the gravest first.',
  },
  lastDeterminantConditional: {
    id: 'Determinan terakhir tidak boleh bersyarat, supaya setiap jalan berakhir.',
    en: 'The last determinant must have no condition, so that every path ends.',
  },
  determinantUnreachable: {
    id: 'Determinan ini tidak pernah tercapai: yang sebelumnya tidak bersyarat.',
    en: 'This determinant is never reached: the one before it has no condition.',
  },
  jumpNowhere: {
    id: 'Kartu {card} tidak ada.',
    en: 'There is no card {card}.',
  },
  jumpToItself: {
    id: 'Kartu melompat ke dirinya sendiri.',
    en: 'The card jumps to itself.',
  },
  jumpToEntry: {
    id: 'Kartu 00 bukan tujuan lompatan.',
    en: 'Card 00 is no place to jump to.',
  },
  jumpCircle: {
    id: 'Lompatan {circle} berputar tanpa jalan keluar: tidak ada jawaban di kartu-kartu itu yang mengakhirinya.',
    en: 'The jumps {circle} go round without an exit: no answer on these cards ends them.',
  },
  cardUnreachable: {
    id: 'Kartu ini tidak dapat dipilih dan tidak ada kartu yang melompat ke sini.',
    en: 'This card cannot be chosen and no card jumps to it.',
  },
  scriptNowhere: {
    id: 'Naskah {script} tidak ada.',
    en: 'There is no script {script}.',
  },
  scriptUnreachable: {
    id: 'Tidak ada kartu atau naskah yang menuju naskah ini.',
    en: 'No card or script leads to this script.',
  },
  stepNowhere: {
    id: 'Langkah {step} tidak ada dalam naskah ini.',
    en: 'There is no step {step} in this script.',
  },
  stepUnreachable: {
    id: 'Tidak ada jalan menuju langkah ini.',
    en: 'No way leads to this step.',
  },
  stepCircle: {
    id: 'Dari langkah ini naskah berputar tanpa jalan keluar.',
    en: 'From this step the script goes round without an exit.',
  },
  choiceOfTwo: {
    id: 'Pilihan menuju langkah atau naskah lain, tidak keduanya.',
    en: 'A choice leads to a step or to another script, not to both.',
  },
  sourcesMissing: {
    id: 'Sumber belum disebut.',
    en: 'No source is named.',
  },
} as const satisfies Record<string, Texts>;

export type FaultRule = keyof typeof texts;
export const faultRules = Object.keys(texts) as FaultRule[];

/** The fault in words. */
export function faultText({ rule, about = {} }: Fault, locale: Locale): string {
  return texts[rule][locale].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in about ? String(about[name]) : whole,
  );
}
