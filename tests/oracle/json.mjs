// JSON that keeps the text of its numbers, because the contract compares money as written, not as a double.

/** A number of a JSON file: its text as written. `Number(n)` works, as for a plain number. */
export class JsonNumber {
  constructor(text) { this.text = text; }
  valueOf() { return Number(this.text); }
  toJSON() { return Number(this.text); }
}

export function parseJson(text) {
  let at = 0;
  const space = /[ \t\r\n]*/y;
  const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  const word = /true|false|null/y;
  const document = value();
  take(space);
  if (at !== text.length) throw new Error(`text after the end of the JSON at ${at}`);
  return document;

  function take(pattern) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match?.[0];
  }
  function expect(character) {
    take(space);
    if (text[at] !== character) throw new Error(`expected ${character} at ${at}`);
    at++;
  }
  function next() {
    take(space);
    return text[at];
  }
  function value() {
    switch (next()) {
      case '{': return object();
      case '[': return array();
      case '"': return JSON.parse(take(string));
    }
    const literal = take(word);
    if (literal) return JSON.parse(literal);
    const digits = take(number);
    if (!digits) throw new Error(`no JSON value at ${at}`);
    return new JsonNumber(digits);
  }
  function object() {
    const out = {};
    expect('{');
    if (next() === '}') { at++; return out; }
    for (;;) {
      next();
      const key = JSON.parse(take(string));
      expect(':');
      out[key] = value();
      if (next() === '}') { at++; return out; }
      expect(',');
    }
  }
  function array() {
    const out = [];
    expect('[');
    if (next() === ']') { at++; return out; }
    for (;;) {
      out.push(value());
      if (next() === ']') { at++; return out; }
      expect(',');
    }
  }
}
