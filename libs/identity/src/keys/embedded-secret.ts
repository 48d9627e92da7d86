import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, type Configuration } from '#lib/platform';

const fileName = 'secret';
const leastCharacters = 32;

/**
 * The secret that keys are derived from: the configured one, or on the embedded database one of its own in the data
 * folder, made at the first start and readable by its owner only.
 * @throws ConfigurationError when there is no safe secret to be had
 */
export function secretFor(
  configuration: Pick<Configuration, 'secret' | 'databaseUrl' | 'dataFolder'>,
): string {
  if (configuration.secret !== undefined) return configuration.secret;
  if (configuration.databaseUrl !== undefined) {
    throw new ConfigurationError('LAYAD_SECRET: required with DATABASE_URL');
  }
  mkdirSync(configuration.dataFolder, { recursive: true, mode: 0o700 });
  const path = join(configuration.dataFolder, fileName);
  return keptSecret(path) ?? newSecret(path);
}

/** The secret in the file, or none when it is missing, cut short, or was open to others: then it is no secret. */
function keptSecret(path: string): string | undefined {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  if (!status.isFile()) {
    throw new ConfigurationError('LAYAD_DATA_DIR: "secret" in it is not a plain file; remove it');
  }
  // Windows has no such bits: there the folder's owner decides.
  const openToOthers = process.platform !== 'win32' && (status.mode & 0o077) !== 0;
  if (openToOthers) return undefined;
  const secret = readFileSync(path, 'utf8').trim();
  return secret.length >= leastCharacters ? secret : undefined;
}

/** Replacing it ends all sign-ins, which is right when somebody else may have read the old one. */
function newSecret(path: string): string {
  const secret = randomBytes(48).toString('base64url');
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, path);
  return secret;
}
