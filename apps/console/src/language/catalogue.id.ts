import { boardIndonesian } from './catalogue.board.id.js';
import { callIndonesian } from './catalogue.call.id.js';
import { manageIndonesian } from './catalogue.manage.id.js';
import { setupIndonesian } from './catalogue.setup.id.js';
import { shiftIndonesian } from './catalogue.shift.id.js';
import { supervisionIndonesian } from './catalogue.supervision.id.js';
import { workIndonesian } from './catalogue.work.id.js';

/** Every text of the console in Indonesian, the language in which it is written first. */
export const indonesian = {
  ...boardIndonesian,
  ...workIndonesian,
  ...manageIndonesian,
  ...callIndonesian,
  ...setupIndonesian,
  ...shiftIndonesian,
  ...supervisionIndonesian,
} as const;
