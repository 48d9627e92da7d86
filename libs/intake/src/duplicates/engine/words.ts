/** Too common to tell one emergency from another. */
const common = new Set(
  (
    'yang saya kami kita anda dari dengan tidak bukan sudah belum akan pada untuk karena juga atau ini itu ada orang ' +
    'tolong cepat segera minta butuh mohon ambulans ambulan darurat disini disana sini sana sekarang banyak anak bapak ' +
    'ayah suami istri teman the and with from that this there here have has not help please need ambulance quick ' +
    'someone somebody people person father mother husband wife friend very just now'
  ).split(' '),
);

/** The words that carry meaning: of four letters or more, in lower case, without those everybody says. */
export const meaningfulWords = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !common.has(word)));

/** How many meaningful words both texts have. */
export function sharedWords(one: string | null, other: string | null): number {
  if (!one || !other) return 0;
  const words = meaningfulWords(other);
  return [...meaningfulWords(one)].filter((word) => words.has(word)).length;
}
