import type { CDPSession } from 'playwright-core';

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize?: number;
  readonly backingStorageSize?: number;
}

/**
 * What the page holds after the garbage was collected, bytes: objects of its scripts, its document, and the buffers
 * behind them.
 */
export async function heldBytes(session: CDPSession): Promise<number> {
  // The first collection may only queue what finalizers set free.
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as HeapUsage;
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
}
