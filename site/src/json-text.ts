// JSON as text with places: where a pointer stands, and edits that leave the rest as it was written.
//
// The policy belongs to its author, so a change made by a button (a repair, a moved rule, a column)
// touches only the bytes it is about: order, spacing and number spelling elsewhere stay.
//
//   const range = locate(text, '/rules/3/when');           // {start, end} in the text, or the nearest parent
//   const edited = patch(text, [{op: 'remove', path: '/rules/3'}]);

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// RFC 6902; `test` and `copy` are understood as well.
export interface Operation {
  op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  path: string;
  from?: string;
  value?: Json;
}

export interface Range {
  start: number;
  end: number;
}

interface Node extends Range {
  kind: 'object' | 'array' | 'scalar';
  items: Item[];
}

interface Item {
  key: string;
  start: number;      // of the key, or of the element
  node: Node;
}

class NotJson extends Error {}

// Loops over the tokens with its own stack, so that deep nesting cannot overflow.
function parse(text: string): Node {
  const token = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}[\],:"]+))/gy;
  let at = 0;
  const next = () => {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new NotJson();
    at = token.lastIndex;
    const word = (found[1] ?? found[2] ?? found[3])!;
    return { word, start: at - word.length, mark: found[1] !== undefined };
  };
  const open: Node[] = [];
  let key = '';
  let keyStart = -1;
  for (;;) {
    const { word, start, mark } = next();
    const top = open.at(-1);
    let node: Node | undefined;
    if (word === '{' || word === '[') {
      node = { kind: word === '{' ? 'object' : 'array', start, end: start, items: [] };
    } else if (word === '}' || word === ']') {
      if (!top) throw new NotJson();
      top.end = at;
      open.pop();
      if (open.length === 0) return top;
      continue;
    } else if (word === ',') {
      continue;
    } else if (mark) {
      throw new NotJson();
    } else if (top?.kind === 'object' && keyStart < 0) {
      key = JSON.parse(word) as string;
      keyStart = start;
      if (next().word !== ':') throw new NotJson();
      continue;
    } else {
      node = { kind: 'scalar', start, end: at, items: [] };
    }
    if (top) {
      top.items.push({
        key: top.kind === 'array' ? String(top.items.length) : key,
        start: keyStart >= 0 ? keyStart : start,
        node,
      });
    }
    keyStart = -1;
    if (node.kind !== 'scalar') open.push(node);
    else if (!top) return node;
  }
}

export function steps(pointer: string): string[] {
  return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function pointerOf(...parts: (string | number)[]): string {
  return parts.map((part) => '/' + String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('');
}

// The part of the text that a pointer names: key and value of a member, or the nearest parent there is.
export function locate(text: string, pointer: string): Range | undefined {
  let root: Node;
  try {
    root = parse(text);
  } catch {
    return undefined;
  }
  let found: Range = { start: root.start, end: Math.min(root.end, root.start + 1) };
  let node = root;
  for (const step of steps(pointer)) {
    const item = node.items.find((one) => one.key === step);
    if (!item) break;
    node = item.node;
    found = { start: item.start, end: node.end };
  }
  return found;
}

// A value as people write policies: on one line while it fits, else one member a line.
export function pretty(value: Json, indent = 0, width = 100): string {
  const flat = inline(value);
  if (indent + flat.length <= width || value === null || typeof value !== 'object') return flat;
  const pad = ' '.repeat(indent + 2);
  const parts = Array.isArray(value)
    ? value.map((one) => pad + pretty(one, indent + 2, width))
    : Object.entries(value).map(([key, one]) => `${pad}${JSON.stringify(key)}: ${pretty(one, indent + 2, width)}`);
  const [before, after] = Array.isArray(value) ? '[]' : '{}';
  return `${before}\n${parts.join(',\n')}\n${' '.repeat(indent)}${after}`;
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inline(one)}`).join(', ')}}`;
}

export function patch(text: string, operations: Operation[]): string {
  for (const operation of operations) text = apply(text, operation);
  return text;
}

// A member set at a pointer, with the objects above it where they are missing.
export function set(text: string, pointer: string, value: Json): string {
  const path = steps(pointer);
  for (let depth = 1; depth < path.length; depth += 1) {
    const above = pointerOf(...path.slice(0, depth));
    if (!has(text, above)) text = patch(text, [{ op: 'add', path: above, value: {} }]);
  }
  return patch(text, [{ op: 'add', path: pointer, value }]);
}

// Whether the text has something at this pointer.
export function has(text: string, pointer: string): boolean {
  try {
    return find(parse(text), steps(pointer)) !== undefined;
  } catch {
    return false;
  }
}

function find(root: Node, path: string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) node = node?.items.find((item) => item.key === step)?.node;
  return node;
}

function apply(text: string, operation: Operation): string {
  const root = parse(text);
  const path = steps(operation.path);
  const source = operation.from === undefined ? undefined : find(root, steps(operation.from));
  const moved = source && (JSON.parse(text.slice(source.start, source.end)) as Json);
  switch (operation.op) {
    case 'test':
      return text;
    case 'remove':
      return remove(text, root, path);
    case 'move':
      if (moved === undefined) throw new NotJson(operation.from);
      return add(remove(text, root, steps(operation.from!)), path, moved);
    case 'copy':
      if (moved === undefined) throw new NotJson(operation.from);
      return add(text, path, moved);
    case 'add':
      return add(text, path, operation.value ?? null);
    case 'replace': {
      const node = find(root, path);
      if (!node) throw new NotJson(operation.path);
      return text.slice(0, node.start) + pretty(operation.value ?? null, column(text, node.start)) + text.slice(node.end);
    }
  }
}

// The indentation of the line on which this offset stands.
function column(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return line.length - line.trimStart().length;
}

function remove(text: string, root: Node, path: string[]): string {
  const parent = find(root, path.slice(0, -1));
  const index = parent?.items.findIndex((item) => item.key === path.at(-1)) ?? -1;
  if (!parent || index < 0) throw new NotJson(path.join('/'));
  const item = parent.items[index]!;
  const before = parent.items[index - 1];
  const after = parent.items[index + 1];
  if (after) return text.slice(0, item.start) + text.slice(after.start);
  if (before) return text.slice(0, before.node.end) + text.slice(item.node.end);
  return text.slice(0, parent.start + 1) + text.slice(parent.end - 1);
}

function add(text: string, path: string[], value: Json): string {
  const root = parse(text);
  if (path.length === 0) return pretty(value);
  const parent = find(root, path.slice(0, -1));
  if (!parent || parent.kind === 'scalar') throw new NotJson(path.join('/'));
  const key = path.at(-1)!;
  const there = parent.items.find((item) => item.key === key);
  if (parent.kind === 'object' && there) {
    return text.slice(0, there.node.start) + pretty(value, column(text, there.start)) + text.slice(there.node.end);
  }
  const first = parent.items[0];
  const last = parent.items.at(-1);
  const own = column(text, parent.start);
  const apart = !first || text.slice(parent.start, first.start).includes('\n');
  const indent = first && apart ? column(text, first.start) : own + 2;
  const name = parent.kind === 'object' ? `${JSON.stringify(key)}: ` : '';
  const written = name + pretty(value, apart ? indent : own, apart ? 100 - name.length : 100);
  const gap = apart ? '\n' + ' '.repeat(indent) : ' ';
  const next = parent.kind === 'array' && key !== '-' ? parent.items[Number(key)] : undefined;
  if (next) return text.slice(0, next.start) + written + ',' + gap + text.slice(next.start);
  if (last) return text.slice(0, last.node.end) + ',' + gap + written + text.slice(last.node.end);
  return text.slice(0, parent.start + 1) + gap + written + '\n' + ' '.repeat(own) + text.slice(parent.end - 1);
}
