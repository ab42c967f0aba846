// What runs in the worker: a browser's from a blob:, or node's. Takes {id, command, args}, answers
// {id, status, bytes}; the first command is `open` with the bytes of leadwright.wasm.
import { openSession } from './session.mjs';

const port = typeof importScripts === 'function' ? self : require('node:worker_threads').parentPort;
let session;

port.onmessage = async ({ data: { id, command, args } }) => {
  if (command === 'open') {
    session = openSession(args[0]);
    args = [];
    command = 'version';
  }
  try {
    const { status, bytes } = (await session)(command, args);
    port.postMessage({ id, status, bytes }, [bytes.buffer]);
  } catch (error) {
    port.postMessage({ id, failed: `the engine cannot start: ${error.message ?? error}` });
  }
};
