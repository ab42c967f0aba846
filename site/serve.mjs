// Serves a folder on this machine alone: node site/serve.mjs [PORT] [FOLDER]
//
// It sets no header but the type: the page brings its own Content-Security-Policy, as it must on any
// static host. The tests start it with port 0, which takes a free one.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.wasm': 'application/wasm', '.csv': 'text/csv', '.ndjson': 'application/x-ndjson', '.svg': 'image/svg+xml',
};
const site = join(dirname(dirname(fileURLToPath(import.meta.url))), 'build/site');

// Answers the server and its address. `below` is the path under which the folder is found.
export async function serve({ port = 0, folder = site, below = '/' } = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const inside = path.startsWith(below) ? normalize('/' + path.slice(below.length)) : undefined;
    const file = inside === undefined ? undefined : join(root, inside.endsWith('/') ? `${inside}index.html` : inside);
    const found = file?.startsWith(root) ? statSync(file, { throwIfNoEntry: false }) : undefined;
    if (!found?.isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not here\n');
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-length': found.size });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  return { server, url: `http://127.0.0.1:${server.address().port}${below}` };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [port = '8080', folder = site] = process.argv.slice(2);
  try {
    const { url } = await serve({ port: Number(port), folder });
    console.log(url);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `port ${port} is taken: name another, as in \`node site/serve.mjs 8081\`` : error.message);
    process.exitCode = 2;
  }
}
