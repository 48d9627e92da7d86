import { roles, type Role } from '#lib/contract';
import type { TestCenter } from '../support/test-system-center.js';
import {
  alteredToken,
  expiredToken,
  tokenOfAnotherKey,
  unsignedToken,
} from '../support/test-system-tokens.js';
import type { Choice } from './choice.js';

/** Who asks: the header they send, and whether the server must not know them. */
export interface FuzzCaller {
  name: string;
  authorization: string | undefined;
  /** The codes of 401 it may get, if it is nobody. */
  refusedWith?: readonly string[];
}

const garbage = [
  'Bearer',
  'Bearer ',
  'Bearer null',
  'Basic YWRtaW46YWRtaW4=',
  'Bearer a.b.c',
  'Bearer layad_x_y',
  `Bearer ${'a'.repeat(6_000)}`,
];

/** Somebody of a role that fits mostly, of any role often, and nobody sometimes. */
export async function fuzzCaller(
  center: TestCenter,
  fitting: readonly Role[],
  { choice, secret, otherCenterId }: { choice: Choice; secret: string; otherCenterId: string },
): Promise<FuzzCaller> {
  const kind = choice.whole(0, 19);
  const role = kind > 4 && fitting.length > 0 ? choice.of(fitting) : choice.of(roles);
  if (kind > 0) return { name: role, authorization: `Bearer ${await center.tokenOf(role)}` };
  const token = await center.tokenOf('admin');
  const unknown = ['unauthenticated'];
  switch (choice.whole(0, 5)) {
    case 0:
      return { name: 'nobody', authorization: undefined, refusedWith: unknown };
    case 1:
      return {
        name: 'expired',
        authorization: `Bearer ${await expiredToken(token, secret)}`,
        refusedWith: ['session_expired'],
      };
    case 2:
      return { name: 'unsigned', authorization: `Bearer ${unsignedToken(token)}`, refusedWith: unknown };
    case 3:
      return {
        name: 'signed by another key',
        authorization: `Bearer ${await tokenOfAnotherKey(token)}`,
        refusedWith: unknown,
      };
    case 4:
      return {
        name: 'altered',
        authorization: `Bearer ${alteredToken(token, otherCenterId)}`,
        refusedWith: unknown,
      };
    default:
      return { name: 'garbage', authorization: choice.of(garbage), refusedWith: unknown };
  }
}
