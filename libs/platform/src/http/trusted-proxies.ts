/**
 * Which addresses of a request's way are believed: the nearest `count`, our own proxies. What stands before them in
 * `X-Forwarded-For` was written by whoever sent the request, who would otherwise choose the address to be counted by.
 */
export const trustedProxies =
  (count: number) =>
  (_address: string, hop: number): boolean =>
    hop < count;
