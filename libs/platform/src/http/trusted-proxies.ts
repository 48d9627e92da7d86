/**
 * Which addresses of a request's way are believed: the nearest `count`, our own proxies. What stands before them in
 * `X-Forwarded-For` was written by whoever sent the request, who would otherwise choose the address to be counted by.
 */
export const trustedProxies =
  (count: number) =>
  (_address: string, hop: number): boolean =>
    hop < count;

/**
 * The address that a request came from, beyond our own proxies: the same as Fastify finds with {@link trustedProxies},
 * for connections that Fastify does not see.
 * @param remote the peer of the connection
 * @param forwardedFor the header `X-Forwarded-For`, as it came
 */
export function addressBehind(
  remote: string,
  forwardedFor: string | string[] | undefined,
  trustedCount: number,
): string {
  const told = [forwardedFor ?? []].flat().join(',').split(',');
  const way = [
    remote,
    ...told
      .map((address) => address.trim())
      .filter(Boolean)
      .reverse(),
  ];
  return way[Math.min(trustedCount, way.length - 1)]!;
}
