import type { Database } from '../index.js';
import { rows } from '../rows.js';
import { testDatabase } from '../test-database.js';
import { migrations } from './index.js';

describe('the schema', () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase({ migrations });
  });
  afterAll(() => database.close());

  it('finds by an index whatever refers to an area, so that removing many stays quick', async () => {
    const references = await rows<{ column: string; indexed: boolean }>(
      database.dataSource,
      `select k.conrelid::regclass || '.' || a.attname as column,
              exists (select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = a.attnum) as indexed
       from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where k.contype = 'f' and k.confrelid = 'area'::regclass order by 1`,
    );
    expect(references).toEqual([
      { column: 'area.parent_id', indexed: true },
      { column: 'incident.area_id', indexed: true },
    ]);
  });
});
