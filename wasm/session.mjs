// The inner side of the door, in the thread where the engine runs: calls become bytes in linear memory.
// `wasm/door.cpp` says what crosses.
import createModule from 'leadwright:glue';

const status = { done: 0, problems: 1, fault: 2 };
const encoder = new TextEncoder();

function bytesOf(argument) {
  if (argument instanceof Uint8Array) return argument;
  if (ArrayBuffer.isView(argument)) return new Uint8Array(argument.buffer, argument.byteOffset, argument.byteLength);
  if (typeof argument === 'boolean') return encoder.encode(argument ? '1' : '');
  return encoder.encode(String(argument));
}

// Each argument behind its length.
function request(args) {
  const parts = args.map(bytesOf);
  const out = new Uint8Array(parts.reduce((size, part) => size + 4 + part.length, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    out.set(part, at + 4);
    at += 4 + part.length;
  }
  return out;
}

function fault(kind, message) {
  return { status: status.fault, bytes: encoder.encode(JSON.stringify({ kind, message })) };
}

// A session answers `call(command, args)` with {status, bytes}. It never throws.
export async function openSession(wasmBinary) {
  const quiet = () => {};  // what goes wrong is in the answers
  const module = await createModule({ wasmBinary, locateFile: (name) => name, print: quiet, printErr: quiet });
  const door = new module.Door();
  let stopped = '';

  return function call(command, args) {
    if (stopped) return fault('stopped', stopped);
    try {
      const bytes = command === 'append' ? bytesOf(args[0]) : request(args);
      const at = door.reserve(bytes.length);
      if (at === 0) return fault('out_of_memory', 'this is more than fits into the memory of a tab');
      module.HEAPU8.set(bytes, at);
      const answered = command === 'append' ? door.append() : door.ask(command);
      return { status: answered, bytes: door.answer().slice() };
    } catch (error) {
      // An assertion of the engine, or its stack ran over: its memory is not to be trusted any more.
      stopped = `the engine stopped (${error.message ?? error}); load it again`;
      return fault('stopped', stopped);
    }
  };
}
