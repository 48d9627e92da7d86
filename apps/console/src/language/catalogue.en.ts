import { boardEnglish } from './catalogue.board.en.js';
import { callEnglish } from './catalogue.call.en.js';
import type { indonesian } from './catalogue.id.js';
import { manageEnglish } from './catalogue.manage.en.js';
import { setupEnglish } from './catalogue.setup.en.js';
import { shiftEnglish } from './catalogue.shift.en.js';
import { supervisionEnglish } from './catalogue.supervision.en.js';
import { workEnglish } from './catalogue.work.en.js';
import type { CatalogueText } from './plurals.js';

/** Every text of the console in English. A missing or surplus text does not compile. */
export const english: Record<keyof typeof indonesian, CatalogueText> = {
  ...boardEnglish,
  ...workEnglish,
  ...manageEnglish,
  ...callEnglish,
  ...setupEnglish,
  ...shiftEnglish,
  ...supervisionEnglish,
};
