import type { shiftIndonesian } from './catalogue.shift.id.js';
import type { CatalogueText } from './plurals.js';

/** The start of a shift: what is taken over. */
export const shiftEnglish: Record<keyof typeof shiftIndonesian, CatalogueText> = {
  'shift.title': 'Welcome on duty, {name}',
  'shift.text': 'This is what you take over. One key takes you to the board.',
  'shift.unknown': 'Not known yet: the server has not answered.',
  'shift.waits': 'What is waiting',
  'shift.ringing': 'ringing',
  'shift.callBacks': 'to call back',
  'shift.waiting': 'waiting for a team',
  'shift.underWay': 'under way',
  'shift.late': 'late',
  'shift.more': 'and {count} more',
  'shift.onDuty': 'Who is on duty',
  'shift.teams': { one: 'team on duty', other: 'teams on duty' },
  'shift.offDuty': 'off duty',
  'shift.ready': '{ready} of {total} ready',
  'shift.nobody': 'No team is on duty.',
  'shift.works': 'System and sound',
  'shift.allWorks': 'Every part is working (at {time}).',
  'shift.testSound': 'Test the alarm',
  'shift.soundUntried': 'The browser allows sound only after a key was pressed.',
  'shift.sound.sounding': 'Did you hear two tones? That is how an alarm sounds.',
  'shift.sound.silent': 'The browser does not allow sound. Alarms are only shown.',
  'shift.look': 'Language and look',
  'shift.begin': 'To the board',
};
