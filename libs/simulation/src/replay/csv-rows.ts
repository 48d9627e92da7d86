import { parse, type CsvError } from 'csv-parse';

/** One row of a table with a header; undefined where the line cannot be read as one. */
export interface CsvRow {
  readonly line: number;
  readonly row: Readonly<Record<string, string>> | undefined;
}

/**
 * Streams the rows of a CSV file (RFC 4180). A line that is not a row of the table is told and stops nothing.
 * @param checkHeader throws when the columns are not the ones wanted
 */
export async function* csvRows(
  lines: NodeJS.ReadableStream,
  checkHeader: (columns: readonly string[]) => void = () => undefined,
): AsyncGenerator<CsvRow> {
  const unreadable: CsvRow[] = [];
  const parser = lines.pipe(
    parse({
      bom: true,
      info: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      columns: (header: string[]) => {
        checkHeader(header);
        return header;
      },
    }),
  );
  parser.on('skip', (error?: CsvError) =>
    unreadable.push({ line: Number(error?.['lines'] ?? 0), row: undefined }),
  );
  lines.on('error', (error: Error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<Parsed>) {
    yield* unreadable.splice(0);
    yield { line: info.lines, row: record };
  }
  yield* unreadable;
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}
