import type { LatLon } from '#lib/kernel';

export type LinkForm =
  'geo_uri' | 'geo_sms' | 'google_maps' | 'apple_maps' | 'openstreetmap' | 'waze' | 'bing';

/** What a link to a map says. */
export type LinkReading =
  | { kind: 'place'; form: LinkForm; point: LatLon; accuracyMetres: number | null; label: string | null }
  /** Only its owner's server knows where it leads, and this must work without internet. */
  | { kind: 'short_link'; host: string }
  | { kind: 'nothing' };

const nothing: LinkReading = { kind: 'nothing' };
const shortHosts =
  /^(maps\.app\.goo\.gl|goo\.gl|g\.co|bit\.ly|s\.id|osm\.org|w3w\.co|what3words\.com|share\.google)$/;

/** A place in an address such as a map app shares. Never throws, whatever it is given. */
export function readLink(address: string): LinkReading {
  const geo = /^geo:/i.test(address) ? geoUri(address) : undefined;
  if (geo) return geo;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return nothing;
  }
  const host = url.hostname.toLowerCase().replace(/^www\./, '');
  const found = (form: LinkForm, texts: (string | null | undefined)[]): LinkReading | undefined => {
    for (const text of texts) {
      const point = text ? pairIn(text) : undefined;
      if (point) return { kind: 'place', form, point, accuracyMetres: null, label: null };
    }
    return undefined;
  };
  const query = (...names: string[]) => names.map((name) => url.searchParams.get(name));
  const path = decoded(url.pathname);
  const whole = decoded(address);
  if (/geosms/i.test(url.search + url.hash)) return found('geo_sms', query('geo', 'q', 'll')) ?? nothing;
  if (/(^|\.)google(\.[a-z]{2,3}){1,2}$/.test(host) || url.protocol === 'comgooglemaps:') {
    const pins = [...whole.matchAll(/!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)/g)].at(-1);
    return (
      found('google_maps', [
        pins && `${pins[1]},${pins[2]}`,
        ...query('q', 'query', 'destination', 'daddr', 'll', 'viewpoint', 'cbll', 'center', 'sll'),
        ...path
          .split('/')
          .filter((part) => !part.startsWith('@'))
          .reverse(),
        /@(-?\d+\.\d+,-?\d+\.\d+)/.exec(path)?.[1],
      ]) ?? nothing
    );
  }
  if (host === 'maps.apple.com') {
    return found('apple_maps', query('coordinate', 'll', 'q', 'daddr', 'address', 'sll')) ?? nothing;
  }
  if (host === 'openstreetmap.org') {
    const [mlat, mlon] = query('mlat', 'mlon');
    const view = /map=\d+(?:\.\d+)?\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)/.exec(url.hash + url.search);
    return (
      found('openstreetmap', [mlat && mlon && `${mlat},${mlon}`, view && `${view[1]},${view[2]}`]) ?? nothing
    );
  }
  if (host === 'waze.com' || host.endsWith('.waze.com') || url.protocol === 'waze:') {
    return found('waze', [...query('ll', 'latlng', 'q'), query('to')[0]?.replace(/^ll\./, '')]) ?? nothing;
  }
  if (host === 'bing.com') {
    return (
      found(
        'bing',
        query('sp', 'cp').map((text) => text?.replace(/^point\./, '').replace(/[~_]/, ',')),
      ) ?? nothing
    );
  }
  return shortHosts.test(host) ? { kind: 'short_link', host } : nothing;
}

/** RFC 5870, and what Android made of it: `geo:0,0?q=-6.9,107.6(Rumah)`. */
function geoUri(address: string): LinkReading | undefined {
  const [before = '', query = ''] = decoded(address.slice(4)).split('?');
  const [coordinates = '', ...parameters] = before.split(';');
  if (parameters.some((parameter) => /^crs=(?!wgs84$)/i.test(parameter))) return nothing;
  const asked = /(?:^|&)q=([^&]*)/.exec(query)?.[1] ?? '';
  const point = pairIn(asked) ?? pairIn(coordinates);
  if (!point) return nothing;
  const uncertainty = Number(parameters.find((parameter) => /^u=/i.test(parameter))?.slice(2) ?? NaN);
  return {
    kind: 'place',
    form: 'geo_uri',
    point,
    accuracyMetres: uncertainty >= 0 && uncertainty <= 1_000_000 ? uncertainty : null,
    label: /\(([^()]{1,100})\)/.exec(asked)?.[1]?.trim() || null,
  };
}

/** The two numbers a text begins with. Nothing is at 0, 0 but programs that know no place. */
function pairIn(text: string): LatLon | undefined {
  const match =
    /^\s*(?:loc:)?\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,20})?)(?![\d.])/.exec(text);
  if (!match) return undefined;
  const point = { lat: Number(match[1]), lon: Number(match[2]) };
  return point.lat === 0 && point.lon === 0 ? undefined : point;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
