import type { DemoCity, DemoFacility, DemoUser } from './demo-city.js';
import { hospitals } from './hospitals.js';
import { cityOutline, kecamatan } from './outlines.js';
import { cornersFrom, polygonFrom } from './polygon.js';
import { allPuskesmas } from './puskesmas.js';
import { mainRoads, roadAttribution } from './roads.js';
import { teams } from './teams.js';

const staff: readonly DemoUser[] = [
  { username: 'admin', displayName: 'Administrator', role: 'admin', locale: 'id' },
  { username: 'operator', displayName: 'Operator 1', role: 'operator', locale: 'id' },
  { username: 'operator2', displayName: 'Operator 2', role: 'operator', locale: 'id' },
  { username: 'supervisor', displayName: 'Supervisor', role: 'supervisor', locale: 'id' },
  { username: 'manager', displayName: 'Manajer', role: 'manager', locale: 'id' },
  { username: 'doctor', displayName: 'Dokter', role: 'doctor', locale: 'id' },
];

const puskesmasFacilities: readonly DemoFacility[] = allPuskesmas.map(({ code, name, position }) => ({
  code,
  kind: 'puskesmas',
  name,
  position,
  capabilities: [],
  beds: [],
}));

/** Bandung, where PSC 119 teams began visiting people at home in July 2017. */
export const demoCity: DemoCity = {
  center: {
    code: 'BDG',
    name: 'PSC 119 Kota Bandung',
    timeZone: 'Asia/Jakarta',
    locale: 'id',
    serviceArea: polygonFrom(cityOutline),
  },
  areas: kecamatan.map(({ code, name, ring }) => ({
    level: 'kecamatan',
    code,
    name,
    geometry: polygonFrom(ring),
  })),
  roads: mainRoads.map(({ lines, ...road }) => ({
    ...road,
    geometry: { type: 'MultiLineString', coordinates: lines.map(cornersFrom) },
  })),
  roadAttribution,
  facilities: [...hospitals, ...puskesmasFacilities],
  teams,
  users: [
    ...staff,
    ...teams.map(({ callSign }): DemoUser => ({
      username: callSign.toLowerCase(),
      displayName: `Tim ${callSign}`,
      role: 'team',
      locale: 'id',
      callSign,
    })),
  ],
  password: 'layad-119',
};
