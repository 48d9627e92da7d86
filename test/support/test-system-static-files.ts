/**
 * Stands in for `@fastify/static` in tests: that package requires an ES module, which Jest cannot do before Node 24.
 * No test asks for a file; whoever does finds none.
 */
export default async function serveNoFiles(): Promise<void> {
  return Promise.resolve();
}
