import { parseArgs } from 'node:util';
import { rowNames, type RowName } from './row.js';

export interface Options {
  json: boolean;
  quick: boolean;
  rows: RowName[];
}

export const usage = `npm run bench -- [--json] [--quick] [--only ${rowNames.join(',')}]`;

/** The command line was not understood. The message is one line. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(words: string[]): Options {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
      },
    });
    return { json: values.json, quick: values.quick, rows: rowsNamed(values.only) };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function rowsNamed(list: string | undefined): RowName[] {
  if (list === undefined) return [...rowNames];
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(rowNames as readonly string[]).includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no row "${unknown}".`);
  return rowNames.filter((name) => names.includes(name));
}
