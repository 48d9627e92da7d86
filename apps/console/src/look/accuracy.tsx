import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/**
 * Beyond this a place names a block and no longer a house, metres: what the location of an emergency call may be off
 * where the phone itself does not measure it (FCC, 47 CFR 9.10).
 */
const roughMetres = 100;

/** How far a place may be off. A rough one stands out: the caller has to be asked for more. */
export function Accuracy({ metres }: { metres: number }): ReactNode {
  const { text } = useLanguage();
  const rounded = Math.round(metres);
  if (metres <= roughMetres) return text('accuracy.metres', { metres: rounded });
  return <span className="accuracy-rough">{text('accuracy.rough', { metres: rounded })}</span>;
}
