import type { Locale } from '#lib/contract';

/** What the page of a location link says. Short words: whoever reads them has an emergency. */
const texts = {
  id: {
    title: 'Bagikan lokasi Anda',
    asks: '{center} menangani panggilan darurat Anda dan perlu tahu di mana Anda berada.',
    what: 'Yang dibagikan hanya posisi ponsel ini dan ketelitiannya, hanya kepada {center}, sampai pukul {until}. Setelah itu berhenti sendiri.',
    stay: 'Tetap di telepon dan biarkan halaman ini terbuka.',
    share: 'Bagikan lokasi saya',
    stop: 'Berhenti berbagi',
    other: 'English',
    script: 'Halaman ini memerlukan JavaScript. Sebutkan lokasi Anda kepada petugas lewat telepon.',
    asking: 'Ponsel akan bertanya. Pilih “Izinkan”.',
    sending: 'Posisi ditemukan, sedang dikirim …',
    shared: 'Terkirim. Ketelitian: {metres} meter. Petugas melihat posisi Anda.',
    offline: 'Belum terkirim karena jaringan. Dicoba lagi …',
    denied:
      'Izin lokasi ditolak. Buka setelan situs di peramban, izinkan lokasi, lalu ketuk lagi. Atau sebutkan tempatnya kepada petugas.',
    unavailable:
      'Posisi tidak ditemukan. Nyalakan lokasi (GPS) di ponsel, dekati jendela atau keluar bila aman, lalu ketuk lagi.',
    timeout:
      'Posisi belum ditemukan. Nyalakan lokasi (GPS), dekati jendela atau keluar bila aman, lalu ketuk lagi.',
    insecure:
      'Ponsel tidak mengizinkan lokasi di halaman ini karena sambungannya tidak aman. Sebutkan tempatnya kepada petugas.',
    unsupported: 'Peramban ini tidak dapat mengetahui lokasi. Sebutkan tempatnya kepada petugas.',
    stopping: 'Menghentikan. Posisi tidak lagi dikirim.',
    stopped: 'Berhenti berbagi. Terima kasih.',
    over: 'Tautan ini tidak berlaku lagi. Posisi tidak dibagikan.',
    invalid: 'Tautan ini tidak berlaku',
    invalidWhy:
      'Tautan mungkin salah, sudah berakhir, atau sudah dipakai di ponsel lain. Tidak ada yang dibagikan.',
    emergency: 'Dalam keadaan darurat, telepon 119.',
  },
  en: {
    title: 'Share where you are',
    asks: '{center} is handling your emergency call and needs to know where you are.',
    what: 'Only the position of this phone and its accuracy are shared, only with {center}, until {until}. Then it stops by itself.',
    stay: 'Stay on the phone and keep this page open.',
    share: 'Share my location',
    stop: 'Stop sharing',
    other: 'Bahasa Indonesia',
    script: 'This page needs JavaScript. Tell the operator on the phone where you are.',
    asking: 'Your phone will ask. Choose “Allow”.',
    sending: 'Position found, sending …',
    shared: 'Sent. Accuracy: {metres} metres. The operator sees your position.',
    offline: 'Not sent yet because of the network. Trying again …',
    denied:
      'Location was not allowed. Open the site settings of your browser, allow location, and tap again. Or tell the operator where you are.',
    unavailable:
      'No position was found. Turn on location (GPS), go near a window or outside if it is safe, and tap again.',
    timeout:
      'No position was found yet. Turn on location (GPS), go near a window or outside if it is safe, and tap again.',
    insecure:
      'Your phone does not allow location here because the connection is not secure. Tell the operator where you are.',
    unsupported: 'This browser cannot find where it is. Tell the operator where you are.',
    stopping: 'Stopping. No position is sent any more.',
    stopped: 'Sharing has stopped. Thank you.',
    over: 'This link does not work any more. Your position is not shared.',
    invalid: 'This link does not work',
    invalidWhy: 'It may be mistyped, over, or used on another phone. Nothing is shared.',
    emergency: 'In an emergency, call 119.',
  },
} as const satisfies Record<Locale, Record<string, string>>;

/** What the script says later on. */
const spoken = [
  'asking',
  'sending',
  'shared',
  'offline',
  'denied',
  'unavailable',
  'timeout',
  'insecure',
  'unsupported',
  'stopping',
  'stopped',
  'over',
] as const;

/** Nothing but the page's own two files, and requests to where it came from. No forms, no frames, no pictures. */
export const locationPagePolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** The page of a link that works. @param until local time of the center, for example `14:05` */
export function locationPage(locale: Locale, { center, until }: { center: string; until: string }): string {
  const text = texts[locale];
  const fill = (template: string): string =>
    escaped(template.replaceAll('{center}', center).replaceAll('{until}', until));
  const words = JSON.stringify(Object.fromEntries(spoken.map((name) => [name, text[name]])));
  return frame(
    locale,
    text.title,
    `<p>${fill(text.asks)}</p>
<p>${fill(text.what)}</p>
<p id="status" role="status" aria-live="polite"></p>
<button id="share" class="hidden" type="button">${text.share}</button>
<p>${text.stay}</p>
<button id="stop" class="hidden" data-class="quiet" type="button">${text.stop}</button>
<noscript><p>${text.script}</p></noscript>
<div id="words" class="hidden" data-words="${escaped(words)}"></div>
<script src="/l/assets/locate.js"></script>`,
  );
}

/** The one page of every link that does not work, whatever the reason. */
export function invalidLinkPage(locale: Locale): string {
  const text = texts[locale];
  return frame(locale, text.invalid, `<p>${text.invalidWhy}</p>\n<p>${text.emergency}</p>`);
}

function frame(locale: Locale, title: string, body: string): string {
  const other = locale === 'id' ? 'en' : 'id';
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/l/assets/locate.css">
</head>
<body>
<main>
<p class="language"><a href="?lang=${other}" hreflang="${other}" lang="${other}">${texts[locale].other}</a></p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
