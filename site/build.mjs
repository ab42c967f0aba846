// Builds the page: node site/build.mjs [--module FOLDER] [--sample FOLDER] [--out FOLDER]
//
// build/site/ is a folder for any static host, below any path: index.html, app.js, editor.js (loaded
// after the first answer), page.css, leadwright.wasm, sample/. leadwright.html is the same in one file,
// which is opened from disk and may connect to nothing at all.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const { values: options } = parseArgs({
  options: {
    module: { type: 'string', default: join(root, 'build/wasm') },
    sample: { type: 'string', default: join(root, 'fixtures/sample') },
    out: { type: 'string', default: join(root, 'build/site') },
  },
});
const moduleFolder = resolve(options.module);
const sampleFolder = resolve(options.sample);
const out = resolve(options.out);

// What a workspace is made of; the sample's other files are for the command line's tests.
const sampleFiles = readdirSync(sampleFolder).filter((name) => name === 'policy.json' || /\.(csv|ndjson)$/.test(name)).sort();

// One policy for the folder, a stricter one for the single file. `'self'` is the page's own origin.
const policy = (script, connect, style) => [
  "default-src 'none'", `script-src ${script} 'wasm-unsafe-eval'`, 'worker-src blob:', `connect-src ${connect}`, `style-src ${style}`,
  "img-src 'self' data:", "form-action 'none'", "base-uri 'none'", "require-trusted-types-for 'script'", 'trusted-types lit-html leadwright',
].join('; ');

const parts = (embedded) => ({
  name: 'parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^leadwright:parts$/ }, () => ({ path: 'parts', namespace: 'parts' }));
    onLoad({ filter: /.*/, namespace: 'parts' }, () => ({
      contents: `export const sampleFiles = ${JSON.stringify(sampleFiles)};\nexport const embedded = ${JSON.stringify(embedded)};`,
    }));
  },
});

const common = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  alias: { leadwright: join(moduleFolder, 'leadwright.mjs') },
  external: ['node:*'],   // the module's branches for node, never taken in a page
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
};

const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" stroke-linecap="round">'
  + '<path d="M2 4h4.5c2.5 0 3 6 6 6M2 16h4.5c2.5 0 3-6 6-6" stroke="#9aa59f" stroke-width="1.6"/><path d="M2 10h13" stroke="#0a6656" stroke-width="2.2"/>'
  + '<circle cx="17" cy="10" r="2" fill="#0a6656"/></svg>')}`;

const page = (fill) => readFileSync(join(here, 'src/index.html'), 'utf8')
  .replace('{{policy}}', () => fill.policy).replace('{{head}}', () => fill.head).replace('{{script}}', () => fill.script);

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'sample'), { recursive: true });

// ---- the folder --------------------------------------------------------------------------------

const { metafile } = await build({
  ...common,
  entryPoints: { app: join(here, 'src/app.ts') },
  outdir: out,
  splitting: true,
  chunkNames: '[name]-[hash]',
  metafile: true,
  plugins: [parts(undefined)],
});
// What app.js needs at once is asked for together with it.
const [, app] = Object.entries(metafile.outputs).find(([path]) => basename(path) === 'app.js');
const chunks = app.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
copyFileSync(join(here, 'src/page.css'), join(out, 'page.css'));
copyFileSync(join(moduleFolder, 'leadwright.wasm'), join(out, 'leadwright.wasm'));
for (const name of sampleFiles) copyFileSync(join(sampleFolder, name), join(out, 'sample', name));
writeFileSync(join(out, 'index.html'), page({
  policy: policy("'self'", "'self'", "'self'"),
  head: `<link rel="icon" href="${icon}">\n<link rel="stylesheet" href="page.css">${chunks.map((name) => `\n<link rel="modulepreload" href="${name}">`).join('')}`,
  script: '<script type="module" src="app.js"></script>',
}));

// ---- the one file ------------------------------------------------------------------------------

const packed = (path) => gzipSync(readFileSync(path), { level: 9 }).toString('base64');
const embedded = { 'leadwright.wasm': packed(join(moduleFolder, 'leadwright.wasm')) };
for (const name of sampleFiles) embedded[`sample/${name}`] = packed(join(sampleFolder, name));
const single = await build({
  ...common,
  format: 'iife',
  define: { 'import.meta.url': '""' },
  entryPoints: [join(here, 'src/app.ts')],
  write: false,
  plugins: [parts(embedded)],
});
// Inside a page a script ends at the first `</script`, and a comment may begin at `<!--`.
const script = single.outputFiles[0].text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const style = readFileSync(join(here, 'src/page.css'), 'utf8');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
writeFileSync(join(out, 'leadwright.html'), page({
  policy: policy(hash(script), "'none'", hash(style)),
  head: `<link rel="icon" href="${icon}">\n<style>${style}</style>`,
  script: `<script>${script}</script>`,
}));
