// @ts-check
/**
 * The child process in which the embedded Valhalla runs. Plain JavaScript, because Node starts it directly, in
 * development as in production.
 *
 * It is told `{ module, configuration }` once and answers `{ ready: true }` or `{ fatal }`; then
 * `{ id, action, request }` any number of times, each answered by `{ id, answer }` or `{ id, refusal }`, one after the
 * other: a Valhalla actor is not made for parallel use.
 */
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** @type {Record<'matrix' | 'route' | 'status', (request: string) => Promise<string>> | undefined} */
let actor;
let turn = Promise.resolve();

process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  turn = turn.then(() => obey(/** @type {any} */ (message)));
});

/** @param {{ module: string, configuration: object } | { id: number, action: 'matrix' | 'route', request: object }} message */
async function obey(message) {
  if ('module' in message) {
    try {
      await start(message);
      process.send?.({ ready: true });
    } catch (error) {
      process.send?.({ fatal: wordsOf(error) });
    }
    return;
  }
  try {
    const answer = await actor?.[message.action](JSON.stringify(message.request));
    process.send?.({ id: message.id, answer });
  } catch (error) {
    process.send?.({ id: message.id, refusal: wordsOf(error) });
  }
}

/** @param {{ module: string, configuration: object }} message */
async function start({ module, configuration }) {
  const { default: valhalla } = await import(pathToFileURL(module).href);
  actor = new valhalla.Actor(JSON.stringify(configuration));
  const status = JSON.parse((await actor?.status('{"verbose":true}')) ?? '{}');
  // `has_tiles` says true even for an empty folder; without tiles there is no bounding box.
  if (!(status.bbox?.features?.length > 0))
    throw new Error('there are no road tiles that this Valhalla can read');
}

/** @param {unknown} error */
function wordsOf(error) {
  return error instanceof Error ? error.message : String(error);
}
