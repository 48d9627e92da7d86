import { Choice } from './fields.js';
import { RequestValidationPipe } from './validation.js';

class Body {
  @Choice(['a', 'b'], { description: 'A word.' })
  kind: string;
}

describe('a body with a constructor of its own', () => {
  it('is refused as malformed instead of failing', async () => {
    const body: unknown = JSON.parse('{"kind":{"constructor":[{"prototype":{}}]}}');
    const work = async (): Promise<unknown> =>
      new RequestValidationPipe().transform(body, { type: 'body', metatype: Body });
    await expect(work()).rejects.toThrow('malformed_request');
  });
});
