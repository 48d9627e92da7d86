import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { readLayadLog } from './layad-log.js';
import { LogError, type CallLog } from './recorded-call.js';
import { readSfFire } from './sf-fire.js';

export const logFormats = ['sf-fire', 'layad'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Reads a recorded call log. @throws LogError with one line that names the file. */
export async function readLog(path: string, format: LogFormat, timeZone: string): Promise<CallLog> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new LogError(`${path}: is a folder; name the file in it`);
  if (!found?.isFile()) throw new LogError(`${path}: there is no such file`);
  const lines = createReadStream(path);
  try {
    if (format === 'sf-fire') return await readSfFire(lines);
    return await readLayadLog(
      lines,
      ['.jsonl', '.ndjson'].includes(extname(path)) ? 'jsonl' : 'csv',
      timeZone,
    );
  } catch (error) {
    if (error instanceof LogError) throw new LogError(`${path}: ${error.message}`);
    throw new LogError(`${path}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  } finally {
    lines.destroy();
  }
}
