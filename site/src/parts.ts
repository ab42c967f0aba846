// The wasm module and the sample workspace: fetched beside the page, or unpacked from the page itself.
import { embedded, sampleFiles } from 'leadwright:parts';

async function part(name: string): Promise<Blob> {
  const packed = embedded?.[name];
  if (packed !== undefined) {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).blob();
  }
  const answer = await fetch(new URL(name, document.baseURI));
  if (!answer.ok) throw new Error(`${name} is missing beside this page (${answer.status})`);
  return answer.blob();
}

export const engineBytes = async () => (await part('leadwright.wasm')).arrayBuffer();

// Kept in memory afterwards: going back to the sample asks for nothing.
let sample: Promise<Map<string, Blob>> | undefined;
export function sampleWorkspace(): Promise<Map<string, Blob>> {
  sample ??= Promise.all(sampleFiles.map(async (name) => [name, await part(`sample/${name}`)] as const))
    .then((entries) => new Map(entries));
  return sample;
}
