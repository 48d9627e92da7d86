import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** Says that minutes come from a straight line and not from roads; what that means is told to whoever asks. */
export function StraightLine(): ReactNode {
  const { text } = useLanguage();
  return <abbr title={text('recommendation.straightMeans')}>{text('recommendation.straight')}</abbr>;
}
