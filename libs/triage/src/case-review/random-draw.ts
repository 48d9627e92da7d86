import { createHmac, hkdfSync } from 'node:crypto';

const bits = 32;

/**
 * A number for each triage that is the same whenever it is asked for, so that the choice can be checked afterwards,
 * and that nobody can work out who does not hold the installation's secret: whoever takes the call cannot know whether
 * it will be looked at.
 */
export class RandomDraw {
  private readonly key: Uint8Array;

  constructor(secret: string) {
    this.key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), 'layad 1 case review', 32));
  }

  /** Evenly spread in [0, 1). */
  of(triageId: string): number {
    return createHmac('sha256', this.key).update(triageId).digest().readUInt32BE() / 2 ** bits;
  }
}
