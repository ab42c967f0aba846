// What was dropped: files out of a drop, folders included, and what each of them is.
import { roleNames } from './words';
import type { Assigned } from './workspace';

export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (entries.length === 0) return [...transfer.files];
  return (await Promise.all(entries.map(walk))).flat();
}

// Folders one level after the other; a reader gives their entries in parts.
async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    for (const child of part) {
      if (!child.name.startsWith('.')) found.push(...(await walk(child)));
    }
  }
}

const shapes: [RegExp, string][] = [
  [/lead/, 'leads'], [/sync.?error|error.?log/, 'sync_errors'], [/product/, 'product_accounts'], [/account|compan/, 'accounts'],
  [/opportunit|deal/, 'opportunities'], [/subscription/, 'subscriptions'], [/customer/, 'customers'],
  [/activit|call|meeting|engagement|event/, 'activities'], [/contact/, 'contacts'],
];

export interface Intake {
  policy: File | undefined;
  tables: Assigned[];
  certain: boolean;       // every file is called as its role is
}

export async function sort(files: File[]): Promise<Intake> {
  const intake: Intake = { policy: undefined, tables: [], certain: true };
  for (const file of files) {
    if (await isPolicy(file)) {
      intake.policy = file;
    } else if (/\.(csv|tsv|txt|json|ndjson|jsonl)$/i.test(file.name) || files.length === 1) {
      const stem = file.name.toLowerCase().replace(/\.[^.]*$/, '');
      const exact = (roleNames as readonly string[]).includes(stem);
      const role = exact ? stem : (shapes.find(([shape]) => shape.test(stem))?.[1] ?? '');
      intake.tables.push({ name: file.name, blob: file, role });
      intake.certain &&= exact;
    }
  }
  // One file alone is the leads, contacts included: that is what CRMs call them in their exports. Among
  // several the first of unknown name is offered as the leads, and the user has the word.
  const only = intake.tables.length === 1 ? intake.tables[0] : undefined;
  if (only && !intake.certain && (only.role === '' || only.role === 'contacts')) {
    only.role = 'leads';
    intake.certain = true;
  }
  if (!intake.tables.some((table) => table.role === 'leads')) {
    const first = intake.tables.find((table) => table.role === '');
    if (first) first.role = 'leads';
  }
  return intake;
}

async function isPolicy(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name)) return false;
  if (/policy/i.test(file.name)) return true;
  const start = await file.slice(0, 4096).text();
  return /"leadwright"\s*:/.test(start);
}
