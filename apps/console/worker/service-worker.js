/**
 * Opens the console when the server cannot be reached. It answers with the console's own files and with nothing else:
 * what the API says always comes from the server, or not at all.
 *
 * The build writes two constants above this text: `filesOfTheBuild`, the address of each file with its digest, and
 * `versionOfTheBuild`. A worker keeps all files of its own version or none; their digests make sure that no file of
 * another version gets among them, even when the server changes while they are read. Pages come from the server
 * whenever it answers, so a new version shows at the next load.
 */

/* global filesOfTheBuild, versionOfTheBuild */

const prefix = 'layad-console-';
const present = prefix + versionOfTheBuild;
const pageFile = '/index.html';

/** A server that takes longer than this for a page of one kilobyte is not there, milliseconds. */
const patienceMilliseconds = 5_000;

/** Paths that belong to the server or to other pages; the same as in the server's `web-apps.ts`. */
const notOurs = /^\/(api|health|metrics|socket\.io|assets|team|l|aml)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldFiles().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (!notOurs.test(pathname)) event.respondWith(page(request));
  } else if (pathname in filesOfTheBuild || pathname.startsWith('/assets/')) {
    event.respondWith(file(request));
  }
});

async function keepFiles() {
  const cache = await caches.open(present);
  await cache.addAll(
    Object.entries(filesOfTheBuild).map(
      ([path, integrity]) =>
        new Request(path, { integrity, cache: path.startsWith('/assets/') ? 'default' : 'no-cache' }),
    ),
  );
}

/** The files of the version before stay for the pages that were opened with it. */
async function dropOldFiles() {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== present);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** The server's page; without a server, or with one that cannot just now, the page that was kept. */
async function page(request) {
  const silence = new Promise((resolve) => setTimeout(resolve, patienceMilliseconds));
  const answer = await Promise.race([fetch(request).catch(() => undefined), silence]);
  if (answer && answer.status < 500) return answer;
  const kept = await (await caches.open(present)).match(pageFile, { ignoreVary: true });
  return kept ?? answer ?? Response.error();
}

/** Files are named after their content: one that was kept is as good as the server's. */
async function file(request) {
  return (await caches.match(request, { ignoreVary: true, ignoreSearch: true })) ?? fetch(request);
}
