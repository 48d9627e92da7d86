/** What stands beside the form of a call. */
export const callIndonesian = {
  'call.beside': 'Di samping panggilan',
  'duplicates.title': 'Mungkin kejadian yang sama',
  'duplicates.found': '{count} insiden mungkin kejadian yang sama',
  'duplicates.ago': '{duration} lalu',
  'duplicates.distance': '{kilometres} km dari sini',
  'duplicates.callers': '{count} penelepon',
  'duplicates.link': 'Kaitkan ke {number}',
  'duplicates.linked': 'Panggilan dikaitkan ke {number}. Tidak ada insiden baru.',
  'duplicates.why': 'Mengapa: {reasons}',
  'duplicates.likely': '{percent} % mungkin',
  'shortcuts.linkDuplicate': 'Kaitkan panggilan ke insiden yang sama',
} as const;
