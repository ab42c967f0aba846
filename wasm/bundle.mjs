// Makes the module that people import: node bundle.mjs FOLDER_OF_THE_GLUE FOLDER
//
// The worker, with Emscripten's glue in it, becomes one classic script and lies as a text in
// leadwright.mjs: a page that forbids foreign connections can start it from a blob:, so that the page's
// Content-Security-Policy holds in the worker too.
import { copyFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const [glueFolder, outFolder] = process.argv.slice(2).map((folder) => resolve(folder));

const virtual = (name, load) => ({
  name,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
    onLoad({ filter: /.*/, namespace: name }, load);
  },
});

const worker = await build({
  entryPoints: [join(here, 'worker.mjs')],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  alias: { 'leadwright:glue': join(glueFolder, 'leadwright.mjs') },
  // The glue would look for its .wasm beside itself; it is given the bytes.
  define: { 'import.meta.url': '""' },
  external: ['node:worker_threads'],
});

await build({
  entryPoints: [join(here, 'leadwright.mjs')],
  bundle: true,
  minify: true,
  outfile: join(outFolder, 'leadwright.mjs'),
  format: 'esm',
  target: 'es2022',
  plugins: [
    virtual('leadwright:worker-source', () => ({
      contents: `export default ${JSON.stringify(worker.outputFiles[0].text)};`,
    })),
  ],
});

copyFileSync(join(glueFolder, 'leadwright.wasm'), join(outFolder, 'leadwright.wasm'));
// TypeScript looks for the types of a .mjs file under .d.mts, and those of a package where it says.
for (const name of ['leadwright.d.ts', 'leadwright.d.mts']) {
  copyFileSync(join(here, 'leadwright.d.ts'), join(outFolder, name));
}
