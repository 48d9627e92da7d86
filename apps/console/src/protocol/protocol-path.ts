/** Which part of the protocol the page shows, by its path. */
export interface ProtocolPlace {
  /** Null: the version in force. */
  readonly versionId: string | null;
  readonly card: string | null;
  /** The version it is compared with. */
  readonly since: string | null;
}

/** `/protocol/<version>`, `/protocol/<version>/09`, `/protocol/<version>/since/<other version>`. */
export function protocolPlace(path: string): ProtocolPlace {
  const [, , versionId = null, part = null, other = null] = path.split('/');
  if (part === 'since') return { versionId, card: null, since: other };
  return { versionId, card: part, since: null };
}

export const versionPath = (versionId: string): string => `/protocol/${versionId}`;
export const cardPath = (versionId: string, card: string): string => `/protocol/${versionId}/${card}`;
export const comparisonPath = (versionId: string, since: string): string =>
  `/protocol/${versionId}/since/${since}`;
