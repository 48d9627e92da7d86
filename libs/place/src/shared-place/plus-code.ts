import { isLatLon, type LatLon } from '#lib/kernel';

/**
 * Plus codes (Open Location Code, specification 1.0 by Google, 2015): names of cells of a grid over the world. Five
 * pairs of digits divide latitude and longitude by twenty each time; digits after them divide the cell into four by five.
 */
const digits = '23456789CFGHJMPQRVWX';
const separatorAt = 8;
const pairs = 5;
const mostDigits = 15;
const gridColumns = 4;
const gridRows = 5;

/** The middle of a cell and how far its corners are from there, degrees. */
export interface PlusCodeCell extends LatLon {
  halfLatDegrees: number;
  halfLonDegrees: number;
}

/** The cell of a full code such as `6P5RPQ6X+2Q`; undefined for anything else. */
export function cellOf(code: string): PlusCodeCell | undefined {
  const upper = code.toUpperCase();
  if (upper.indexOf('+') !== separatorAt) return undefined;
  const values = [...upper.replace('+', '')].slice(0, mostDigits).map((digit) => digits.indexOf(digit));
  if (values.length < pairs * 2 || values.includes(-1)) return undefined;
  let lat = -90;
  let lon = -180;
  let latSize = 400;
  let lonSize = 400;
  for (let pair = 0; pair < pairs; pair++) {
    latSize /= 20;
    lonSize /= 20;
    lat += values[pair * 2]! * latSize;
    lon += values[pair * 2 + 1]! * lonSize;
  }
  for (const value of values.slice(pairs * 2)) {
    latSize /= gridRows;
    lonSize /= gridColumns;
    lat += Math.floor(value / gridColumns) * latSize;
    lon += (value % gridColumns) * lonSize;
  }
  const cell = { lat: lat + latSize / 2, lon: lon + lonSize / 2 };
  return isLatLon(cell) ? { ...cell, halfLatDegrees: latSize / 2, halfLonDegrees: lonSize / 2 } : undefined;
}

/** The code of ten digits (about 14 by 14 metres) of a point. */
export function plusCodeOf({ lat, lon }: LatLon): string {
  const cells = 8_000;
  let row = Math.min(180 * cells - 1, Math.max(0, Math.floor((lat + 90) * cells)));
  let column = (((Math.floor((lon + 180) * cells) % (360 * cells)) + 360 * cells) % (360 * cells)) | 0;
  let code = '';
  for (let pair = 0; pair < pairs; pair++) {
    code = digits.charAt(row % 20) + digits.charAt(column % 20) + code;
    row = Math.floor(row / 20);
    column = Math.floor(column / 20);
  }
  return `${code.slice(0, separatorAt)}+${code.slice(separatorAt)}`;
}

/** The cell nearest to `near` that a short code such as `PQ6X+2Q` can mean; undefined for anything else. */
export function cellOfShort(code: string, near: LatLon): PlusCodeCell | undefined {
  const missing = separatorAt - code.indexOf('+');
  if (missing <= 0 || missing > separatorAt || missing % 2 === 1 || !isLatLon(near)) return undefined;
  const cell = cellOf(plusCodeOf(near).slice(0, missing) + code);
  if (!cell) return undefined;
  const stepDegrees = 20 ** (2 - missing / 2);
  const nearest = (middle: number, wanted: number, most: number): number => {
    if (wanted + stepDegrees / 2 < middle && middle - stepDegrees >= -most) return middle - stepDegrees;
    if (wanted - stepDegrees / 2 > middle && middle + stepDegrees <= most) return middle + stepDegrees;
    return middle;
  };
  return { ...cell, lat: nearest(cell.lat, near.lat, 90), lon: nearest(cell.lon, near.lon, 180) };
}
