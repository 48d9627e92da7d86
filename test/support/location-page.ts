import { createHash } from 'node:crypto';
import type { TestSystem } from './test-system.js';

/**
 * The path of the page that a location link leads to. A server database's link is in no answer, only in the message
 * to the caller: its row is given a secret that the test knows.
 */
export async function locationPageOf(
  { database }: TestSystem,
  { id, url }: { id: string; url: string | null },
): Promise<string> {
  if (url !== null) return new URL(url).pathname;
  const secret = id.replaceAll('-', '');
  await database.dataSource.query(`update location_link set token_hash = $2 where id = $1`, [
    id,
    createHash('sha256').update(secret).digest('base64url'),
  ]);
  return `/l/${secret}`;
}
