/** A row of a table. */
export interface TableRow {
  /** The line of the file that it begins in, from 1: empty lines and line breaks within quotes count. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a table of comma-separated values (RFC 4180); semicolons and tabs, as spreadsheets write. */
export function tableRows(text: string): TableRow[] {
  const content = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(content);
  const rows: TableRow[] = [];
  let line = 1;
  let firstLine = 1;
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((value) => value !== '')) rows.push({ line: firstLine, cells });
    cells = [];
    firstLine = line;
  };
  for (let index = 0; index < content.length; index += 1) {
    const character = content[index]!;
    if (character === '\n') line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (content[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (character === separator) endCell();
    else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  endRow();
  return rows;
}

/** What the first line is cut by most often. */
function separatorOf(text: string): string {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const count = (separator: string): number => firstLine.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** A number as people and spreadsheets write it, with a decimal comma too; not a number for anything else. */
export function numberIn(cell: unknown): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || !/^\s*[-+]?\d+([.,]\d+)?\s*$/.test(cell)) return NaN;
  return Number(cell.replace(',', '.'));
}
