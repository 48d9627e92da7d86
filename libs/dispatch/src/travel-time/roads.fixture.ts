import { existsSync } from 'node:fs';
import path from 'node:path';
import { findValhallaPackage } from './valhalla-package.js';

/** The extract is not part of the project; `LAYAD_TEST_DATA` says where else the folder of test data may be. */
export const roadsFolder = path.resolve(process.env['LAYAD_TEST_DATA'] ?? '../shared/data', 'bandung');
export const roadsExtract = path.join(roadsFolder, 'roads.osm.pbf');

function whyNot(): string | undefined {
  if (!existsSync(roadsExtract)) return 'there is no ../shared/data/bandung/roads.osm.pbf';
  try {
    findValhallaPackage();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** `describe` for what needs real roads; says so when it is skipped. */
export function describeWithRoads(name: string, work: () => void): void {
  const reason = whyNot();
  if (reason === undefined) describe(name, work);
  else describe.skip(`${name} (skipped: ${reason})`, work);
}
