import { Text } from './fields.js';

/** A text in both languages of the screens. */
export class WordsView {
  @Text({ max: 2_000, description: 'Indonesian.' })
  id: string;

  @Text({ max: 2_000, description: 'English.' })
  en: string;
}
