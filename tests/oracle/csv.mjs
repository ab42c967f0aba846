// CSV as sections 1 and 11 have it: read a file into a header and data rows, write rows back.

/** {header: [text], rows: [{cells: [text]} | {malformed: true}]}, empty lines left out. */
export function readCsv(bytes) {
  const text = decode(bytes);
  const records = split(text, sniff(text)).filter(record => !record.empty);
  const header = records.shift()?.cells ?? [];
  const rows = records.map(record => {
    const cells = [...record.cells];
    while (cells.length > header.length && cells[cells.length - 1] === '') cells.pop();
    return record.broken || cells.length !== header.length ? {malformed: true} : {cells};
  });
  return {header, rows};
}

export function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);  // takes a BOM off
}

/** The one of , ; tab | that occurs most often outside quotes in the first line; the first of these in a tie. */
export function sniff(text) {
  const counts = {',': 0, ';': 0, '\t': 0, '|': 0};
  let quoted = false;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    else if (!quoted && (c === '\n' || c === '\r')) break;
    else if (!quoted && c in counts) counts[c]++;
  }
  let best = ',';
  for (const c of [',', ';', '\t', '|']) if (counts[c] > counts[best]) best = c;
  return best;
}

// Records of cells; `broken` marks a record whose quote never closes, or closes before the end of its cell, `empty`
// an empty line.
function split(text, delimiter) {
  const records = [];
  let at = 0;
  const atLineEnd = () => at >= text.length || text[at] === '\n' || text[at] === '\r';
  while (at < text.length) {
    const record = {cells: [], broken: false, empty: atLineEnd()};
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at++;
        for (;;) {
          if (at >= text.length) { record.broken = true; break; }
          if (text[at] === '"' && text[at + 1] === '"') { cell += '"'; at += 2; continue; }
          if (text[at] === '"') { at++; break; }
          cell += text[at++];
        }
        if (!atLineEnd() && text[at] !== delimiter) record.broken = true;
      }
      while (!atLineEnd() && text[at] !== delimiter) cell += text[at++];
      record.cells.push(cell);
      if (atLineEnd()) break;
      at++;  // the delimiter
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    records.push(record);
  }
  return records;
}

/** UTF-8, LF, quoted only where a reader needs it. */
export function writeCsv(rows) {
  return rows.map(row => row.map(writeCell).join(',') + '\n').join('');
}

function writeCell(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
