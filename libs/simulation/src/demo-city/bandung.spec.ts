import { describe, expect, it } from '@jest/globals';
import { isLatLon } from '#lib/kernel';
import { demoCity } from './bandung.js';
import { contains, type Corner } from './polygon.js';
import { allPuskesmas } from './puskesmas.js';

const { center, areas, roads, facilities, teams, users } = demoCity;

const side = (a: Corner, b: Corner, c: Corner) =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
const cross = (a: Corner, b: Corner, c: Corner, d: Corner) =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

describe('the demo city', () => {
  it('has the thirty kecamatan of Bandung, fifteen hospitals and a puskesmas in each kecamatan', () => {
    expect(areas).toHaveLength(30);
    expect(new Set(areas.map(({ code }) => code)).size).toBe(30);
    expect(facilities.filter(({ kind }) => kind === 'hospital')).toHaveLength(15);
    expect(facilities.filter(({ kind }) => kind === 'puskesmas')).toHaveLength(30);
  });

  it('has outlines that a database takes: closed, in the world, never crossing themselves', () => {
    for (const polygon of [center.serviceArea, ...areas.map(({ geometry }) => geometry)]) {
      const [ring] = polygon.coordinates;
      expect(ring!.at(-1)).toEqual(ring![0]);
      expect(ring!.every(([lon, lat]) => isLatLon({ lat, lon }))).toBe(true);
      expect(new Set(ring!.map(String)).size).toBe(ring!.length - 1);
      const edges = ring!.slice(1).map((corner, index) => [ring![index]!, corner] as const);
      for (const [a, b] of edges) for (const [c, d] of edges) expect(cross(a, b, c, d)).toBe(false);
    }
    expect(center.serviceArea.coordinates[0]!.length).toBeLessThanOrEqual(150);
    expect(JSON.stringify(areas).length).toBeLessThan(40_000);
  });

  it('has every puskesmas in the kecamatan it is named after, and inside the service area', () => {
    for (const { kecamatan, position } of allPuskesmas) {
      expect({ kecamatan, inside: contains(center.serviceArea, position) }).toEqual({
        kecamatan,
        inside: true,
      });
      const holding = areas.filter(({ geometry }) => contains(geometry, position)).map(({ name }) => name);
      expect(holding).toEqual([kecamatan]);
    }
  });

  it('has main roads in the world and under a name each, most of them through the city', () => {
    expect(new Set(roads.map(({ name }) => name)).size).toBe(roads.length);
    const through = roads.filter(({ geometry }) => {
      const points = geometry.coordinates.flat().map(([lon, lat]) => ({ lat, lon }));
      expect(points.every(isLatLon)).toBe(true);
      return points.some((point) => contains(center.serviceArea, point));
    });
    expect(through.length).toBeGreaterThan(60);
    expect(JSON.stringify(roads).length).toBeLessThan(40_000);
  });

  it('takes fewer than a hundred features from OpenStreetMap: its licence asks more of whoever takes more', () => {
    const hospitals = facilities.filter(({ kind }) => kind === 'hospital');
    expect(roads.length + hospitals.length).toBeLessThan(100);
    expect(demoCity.roadAttribution).toContain('OpenStreetMap');
  });

  it('has a home visit team at each puskesmas and a dozen vehicles of four kinds, all with a full crew', () => {
    const homeVisit = teams.filter(({ kind }) => kind === 'home_visit_team');
    expect(homeVisit.map(({ baseCode }) => baseCode)).toEqual(allPuskesmas.map(({ code }) => code));
    const others = teams.filter(({ kind }) => kind !== 'home_visit_team');
    expect(others).toHaveLength(12);
    expect(new Set(others.map(({ kind }) => kind)).size).toBe(4);
    expect(teams.every(({ crew, minimumCrew }) => crew.length >= minimumCrew && minimumCrew > 0)).toBe(true);
  });

  it('stations every team at a facility of its own, under a call sign nobody else has', () => {
    const codes = new Set(facilities.map(({ code }) => code));
    expect(codes.size).toBe(facilities.length);
    expect(teams.filter(({ baseCode }) => !codes.has(baseCode))).toEqual([]);
    expect(new Set(teams.map(({ callSign }) => callSign)).size).toBe(teams.length);
  });

  it('reaches every team at a number of its own that belongs to nobody, and to none of its callers', () => {
    expect(teams.filter(({ phone }) => !/^\+628990000\d{4}$/.test(phone))).toEqual([]);
    expect(new Set(teams.map(({ phone }) => phone)).size).toBe(teams.length);
  });

  it('lets the staff and one user for every team sign in', () => {
    const names = users.map(({ username }) => username);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['admin', 'operator', 'operator2', 'supervisor', 'manager', 'doctor']),
    );
    expect(users.filter(({ role }) => role === 'team').map(({ callSign }) => callSign)).toEqual(
      teams.map(({ callSign }) => callSign),
    );
    expect(names).toContain('pkm-babakan-ciparay');
  });

  it('never has more free beds than beds', () => {
    const beds = facilities.flatMap((facility) => facility.beds);
    expect(beds.length).toBeGreaterThan(0);
    expect(beds.filter(({ total, available }) => available > total)).toEqual([]);
  });
});
