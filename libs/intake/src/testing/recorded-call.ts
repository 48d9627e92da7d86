import { existsSync, readFileSync } from 'node:fs';

const path = '../shared/data/telephony/asterisk-ari-answered-call.jsonl';

/**
 * The events of one real call to a real Asterisk, a message each, byte for byte; undefined, with a line that says so,
 * where the recording is absent. It was made in the application `psc119`.
 */
export function recordedCall(): string[] | undefined {
  if (existsSync(path)) return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  process.stdout.write(`skipped: no recorded call at ${path}\n`);
  return undefined;
}
