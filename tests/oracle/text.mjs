// Texts as conditions compare them: trimmed, inner white space folded to one space, Unicode simple case folding.

// Unicode White_Space, which is neither what \s nor what trim() takes.
export const SPACE =
  '[\\u0009-\\u000d\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');
const INNER = new RegExp(`${SPACE}+`, 'g');

export function trim(text) {
  return text.replace(ENDS, '');
}

export function isBlank(text) {
  return trim(text) === '';
}

export function fold(text) {
  return [...trim(text).replace(INNER, ' ')].map(foldCharacter).join('');
}

// A regular expression with the flags `iu` compares by simple case folding (ECMA-262, Canonicalize), so it says
// which of a character's case variants are equal to it; the smallest of them stands for all. Only equality
// matters here, not which one stands.
const folded = new Map();

function foldCharacter(character) {
  if (!folded.has(character)) folded.set(character, representative(character));
  return folded.get(character);
}

function representative(character) {
  const same = new RegExp(`^\\u{${character.codePointAt(0).toString(16)}}$`, 'iu');
  const variants = new Set([character]);
  for (let size = 0; size < variants.size;) {
    size = variants.size;
    for (const v of [...variants]) {
      for (const w of [v.toLowerCase(), v.toUpperCase(), ...(EXTRA[v] ?? [])]) {
        if ([...w].length === 1 && same.test(w)) variants.add(w);
      }
    }
  }
  return [...variants].sort((a, b) => a.codePointAt(0) - b.codePointAt(0))[0];
}

// Characters that fold to a letter which neither lower nor upper case leads back from.
const EXTRA = {
  s: ['\u017f'], k: ['\u212a'], '\u00e5': ['\u212b'], '\u03c9': ['\u2126'], '\u00df': ['\u1e9e'],
  '\u03c3': ['\u03c2'], '\u03b8': ['\u03d1', '\u03f4'], '\u03b2': ['\u03d0'], '\u03c6': ['\u03d5'],
  '\u03c0': ['\u03d6'], '\u03ba': ['\u03f0'], '\u03c1': ['\u03f1'], '\u03b5': ['\u03f5'], '\u00b5': ['\u03bc'],
  '\u03bc': ['\u00b5'], '\u0345': ['\u03b9', '\u1fbe'], '\u03b9': ['\u0345', '\u1fbe'], '\u01c6': ['\u01c5'],
  '\u01c9': ['\u01c8'], '\u01cc': ['\u01cb'], '\u01f3': ['\u01f2'], '\u1e61': ['\u1e9b'],
};

export function compareBytes(a, b) {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
