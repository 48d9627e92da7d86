import type { callIndonesian } from './catalogue.call.id.js';

export const callEnglish: Record<keyof typeof callIndonesian, string> = {
  'call.beside': 'Beside the call',
  'duplicates.title': 'Perhaps the same event',
  'duplicates.found': '{count} incidents may be the same event',
  'duplicates.ago': '{duration} ago',
  'duplicates.distance': '{kilometres} km from here',
  'duplicates.callers': '{count} callers',
  'duplicates.link': 'Link to {number}',
  'duplicates.linked': 'Call linked to {number}. No new incident.',
  'duplicates.why': 'Why: {reasons}',
  'duplicates.likely': '{percent} % likely',
  'shortcuts.linkDuplicate': 'Link the call to the same incident',
};
