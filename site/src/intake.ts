// What was dropped: files out of a drop, folders included, and what each of them is.
import type { WantedFile } from './answers';
import { roleNames } from './words';
import type { Assigned } from './workspace';

// A workspace is one folder: its own files count, folders inside it do not.
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (entries.length === 0) return [...transfer.files];
  const inside = await Promise.all(entries.map((entry) => (entry.isDirectory ? entriesOf(entry as FileSystemDirectoryEntry) : [entry])));
  const files = inside.flat().filter((entry) => entry.isFile) as FileSystemFileEntry[];
  return Promise.all(files.map((entry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))));
}

export const ofTheFolder = (files: File[]) => files.filter((file) => file.webkitRelativePath.split('/').length <= 2);

// A reader gives the entries in parts.
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    found.push(...part);
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
  certain: boolean;       // every file has its role by the policy or by its name
}

// `wantedBy` answers which files a policy asks for.
export async function sort(files: File[], wantedBy: (policy: File | undefined) => Promise<WantedFile[]>): Promise<Intake> {
  const intake: Intake = { policy: undefined, tables: [], certain: true };
  const tables: File[] = [];
  for (const file of files) {
    if (await isPolicy(file)) intake.policy = file;
    else if (files.length === 1 || (await isTable(file))) tables.push(file);
  }
  const wanted = await wantedBy(intake.policy);
  for (const file of tables) {
    const stem = file.name.toLowerCase().replace(/\.[^.]*$/, '');
    const named = wanted.find(({ names }) => names.includes(file.name))?.role ?? roleNames.find((role) => role === stem);
    intake.tables.push({ name: file.name, blob: file, role: named ?? shapes.find(([shape]) => shape.test(stem))?.[1] ?? '' });
    intake.certain &&= named !== undefined;
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

async function isTable(file: File): Promise<boolean> {
  if (/\.(csv|tsv|txt|ndjson|jsonl)$/i.test(file.name)) return true;
  return /\.json$/i.test(file.name) && /"results"\s*:/.test(await file.slice(0, 65536).text());
}

async function isPolicy(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name)) return false;
  if (/policy/i.test(file.name)) return true;
  const start = await file.slice(0, 4096).text();
  return /"leadwright"\s*:/.test(start);
}
