/** Where the optional npm package with Valhalla's binaries is, if it was added. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const VALHALLA_PACKAGE = '@valhallajs/valhallajs';
/** Tiles and engine belong together: raise it here and in package.json's `roads:install`. */
export const VALHALLA_PACKAGE_VERSION = '3.6.1';

export class ValhallaPackageMissing extends Error {
  override readonly name = 'ValhallaPackageMissing';
}

export interface ValhallaPackage {
  /** The module to import. */
  readonly module: string;
  readonly buildTilesCommand: string;
}

/** @throws ValhallaPackageMissing saying what to do about it */
export function findValhallaPackage(
  resolve: (name: string) => string = createRequire(import.meta.url).resolve,
): ValhallaPackage {
  let module: string;
  try {
    module = resolve(VALHALLA_PACKAGE);
  } catch (error) {
    throw new ValhallaPackageMissing(
      `LAYAD_ROADS needs the npm package ${VALHALLA_PACKAGE}, which is not installed because it is 87 MB to download. ` +
        'Add it with: npm run roads:install',
      { cause: error },
    );
  }
  const platform = `${process.platform}/${process.arch}`;
  const buildTilesCommand = path.join(path.dirname(module), platform, 'valhalla_build_tiles');
  if (!existsSync(buildTilesCommand)) {
    throw new ValhallaPackageMissing(
      `${VALHALLA_PACKAGE} has no binaries for ${platform} (it has linux/x64, linux/arm64, darwin/arm64). ` +
        'Use a Valhalla server through VALHALLA_URL instead',
    );
  }
  return { module, buildTilesCommand };
}
