// The six rotations (contract, section 5). A pool's state is a plain object by member id; `pick` changes it and
// returns the member's id. Ties go to list order because comparisons here are strict and lists are walked in order.

/** `eligible`: the pool's members who may have the lead now, in list order, at least one. */
export function pick(pool, state, eligible, openLeads) {
  const chosen = ROTATIONS[pool.rotation ?? 'fair_share'](pool, state, eligible, openLeads);
  state.picks = (state.picks ?? 0) + 1;
  of(state, 'lastServed')[chosen.owner] = state.picks;
  of(state, 'served')[chosen.owner] = (of(state, 'served')[chosen.owner] ?? 0n) + 1n;
  state.last = chosen.owner;
  return chosen.owner;
}

const ROTATIONS = {
  fair_share(pool, state, eligible) {
    const credit = of(state, 'credit');
    const total = sum(eligible.map(weight));
    let given = 0n;
    for (const member of eligible) {
      const share = weight(member) * 2n ** 32n / total;  // BigInt division of positives is the floor
      credit[member.owner] = (credit[member.owner] ?? 0n) + share;
      given += share;
    }
    const chosen = best(eligible, (a, b) => credit[a.owner] > credit[b.owner]);
    credit[chosen.owner] -= given;
    return chosen;
  },
  smooth_weighted(pool, state, eligible) {
    const current = of(state, 'current');
    for (const member of eligible) current[member.owner] = (current[member.owner] ?? 0n) + weight(member);
    const chosen = best(eligible, (a, b) => current[a.owner] > current[b.owner]);
    current[chosen.owner] -= sum(eligible.map(weight));
    return chosen;
  },
  strict(pool, state, eligible) {
    const members = pool.members, n = members.length;
    const last = members.findIndex(member => member.owner === state.last);  // -1: start at the top
    for (let i = 1; i <= n; i++) {
      const member = members[(last + i) % n];
      if (eligible.includes(member)) return member;
    }
    throw new Error('nobody eligible');
  },
  longest_waiting(pool, state, eligible) {
    const served = of(state, 'lastServed');
    return best(eligible, (a, b) => (served[a.owner] ?? 0) < (served[b.owner] ?? 0));
  },
  lowest_count(pool, state, eligible) {
    const count = member => (of(state, 'served')[member.owner] ?? 0n) + BigInt(Number(member.calibration ?? 0));
    return best(eligible, (a, b) => count(a) * weight(b) < count(b) * weight(a));
  },
  least_open(pool, state, eligible, openLeads) {
    const open = member => BigInt(openLeads(member.owner));
    return best(eligible, (a, b) => open(a) * weight(b) < open(b) * weight(a));
  },
};

function of(state, name) {
  return state[name] ??= Object.create(null);
}

function weight(member) {
  return BigInt(Number(member.weight ?? 1));
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0n);
}

function best(members, better) {
  return members.reduce((a, b) => better(b, a) ? b : a);
}
