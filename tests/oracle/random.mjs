// A counter-based generator: the n-th number is a mix of (seed, n), so a seed gives the same bytes everywhere.

export class Random {
  constructor(seed) {
    this.seed = mix(seed ^ 0x9e3779b9);
    this.counter = 0;
  }

  bits() {
    return mix(this.seed ^ Math.imul(++this.counter, 0x85ebca6b));
  }

  /** An integer from `low` to `high`, both included. */
  int(low, high) {
    return low + Math.floor(this.bits() / 4294967296 * (high - low + 1));
  }

  chance(probability) {
    return this.bits() < probability * 4294967296;
  }

  pick(list) {
    return list[this.int(0, list.length - 1)];
  }

  /** Each element with the given probability, in order. */
  some(list, probability) {
    return list.filter(() => this.chance(probability));
  }

  /** `count` different elements. */
  sample(list, count) {
    return this.shuffle(list).slice(0, count);
  }

  shuffle(list) {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  }
}

function mix(x) {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
