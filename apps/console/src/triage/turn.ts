/** Who has the digits and ⏎: only one thing on the screen is answered at a time. */
export type Turn = 'guidance' | 'question' | 'card' | null;

/** Which of the two a person turned to, where both go on. */
export type TurnedTo = 'guidance' | 'questions';

/** With a recognised arrest, or guidance begun, the hands come before every further question, until somebody turns to it. */
export const turnOf = ({
  asks,
  guides,
  turnedTo,
}: {
  /** What is open of the questions. */
  readonly asks: 'question' | 'card' | null;
  /** Whether there is guidance that comes first. */
  readonly guides: boolean;
  readonly turnedTo: TurnedTo;
}): Turn => {
  if (!guides) return asks;
  return turnedTo === 'questions' && asks !== null ? asks : 'guidance';
};
