import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCampaign, type CampaignSummary } from './campaign.js';

const requests = 1_500;

describe('whatever is sent to Layad', () => {
  let summary: CampaignSummary;
  beforeAll(async () => {
    summary = await runCampaign({ requests, seed: 119, connections: 10 });
  }, 300_000);

  it('is answered in time, as documented or with a problem in the language asked for, and never with a 5xx', () => {
    expect(summary.findings).toEqual([]);
    expect(summary.requests).toBe(requests);
  });

  it('leaves the server alive', () => expect(summary.alive).toBe(true));

  it('reaches behind the doors: three in four operations succeeded at least once', () => {
    expect(summary.neverSucceeded.length).toBeLessThan(summary.operations / 4);
  });
});
