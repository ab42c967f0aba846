// The replay (contract, sections 4 to 6): one ordered stream of events over the leads that pass step 1.
//
// A lead comes with {id, arrival, values, types, account, ownerText, touch}, `touch` being its first touch, or
// undefined where there is none up to as_of, and gets what its row of decisions.csv shows.

import {due, hours, NEVER, openIntervals, period} from './calendar.mjs';
import {holds, UNDECIDED} from './conditions.mjs';
import {personHours, personNamed, whyNot, zoneOf} from './people.mjs';
import {pick} from './rotation.mjs';
import {isKnown} from './values.mjs';
import {zone} from './zone.mjs';

const DAY = 86_400_000;
const UNITS = {s: 1000, m: 60_000, h: 3_600_000, d: DAY};

/** `leads` in order of taking. Returns the pools' states, for those who want to look at the ledgers. */
export function replay(policy, leads, asOf) {
  const pools = Object.fromEntries(Object.keys(policy.pools ?? {}).map(id => [id, {}]));
  const assignments = [];  // every assignment to a person: {owner, at}
  const held = [];         // leads that wait, oldest arrival first
  let now;

  const fixed = fixedInstants(policy, leads, asOf);
  for (;;) {
    const clocks = leads.filter(lead => lead.running && lead.running.due !== NEVER).map(lead => lead.running.due);
    const later = [...fixed, ...clocks].filter(instant => now === undefined || instant > now);
    if (!later.length) break;
    now = later.reduce((a, b) => Math.min(a, b));
    if (now > asOf) break;
    // People, periods and touches need no act of their own: what depends on them asks for `now`.
    leads.filter(lead => lead.running?.due === now).forEach(breach);
    release();
    leads.filter(lead => lead.arrival === now).forEach(arrive);
  }
  for (const lead of held) queue(lead, 'held');
  return pools;

  // ---- arrivals ----------------------------------------------------------------------------------------------

  function arrive(lead) {
    const segment = policy.segment === undefined ? true : holds(policy.segment, lead, policy);
    if (segment === UNDECIDED) return queue(lead, 'undecidable');
    if (!segment) {
      lead.outcome = 'out_of_scope';
      return undefined;
    }
    const evidence = policy.evidence ?? {};
    const missing = (evidence.fields ?? []).filter(field => !isKnown(lead.values[field]));
    if (missing.length && (evidence.on_missing ?? 'queue') === 'queue') return queue(lead, 'missing_evidence');

    for (const rule of policy.rules) {
      const matches = holds(rule.when, lead, policy);
      if (matches === false) continue;
      if (matches === UNDECIDED) return queue(lead, 'undecidable');
      lead.rule = rule.id;
      if (takeSteps(lead, rule)) return undefined;
      const otherwise = rule.on_no_owner ?? 'queue';
      if (otherwise === 'queue') return queue(lead, 'no_eligible_owner');
      if (otherwise === 'hold') return hold(lead, rule);
    }
    return queue(lead, lead.rule === undefined ? 'no_rule' : 'no_eligible_owner');
  }

  function queue(lead, reason) {
    lead.outcome = 'queued';
    lead.reason = reason;
  }

  function takeSteps(lead, rule) {
    for (const [index, step] of rule.assign.entries()) {
      if ('queue' in step) {
        route(lead, rule, index, {queue: step.queue});
        return true;
      }
      const owner = 'pool' in step ? pickFrom(step.pool, new Set()) : namedOwner(step, lead);
      if (owner !== undefined) {
        route(lead, rule, index, {owner, pool: step.pool});
        return true;
      }
    }
    return false;
  }

  function namedOwner(step, lead) {
    let owner;
    if ('owner' in step) owner = step.owner;
    else if ('current_owner' in step) owner = personNamed(lead.ownerText, policy);
    else if (step.match === 'account_owner' && lead.account) owner = personNamed(lead.account.ownerText, policy);
    // Contacts and opportunities are beyond this oracle: without their tables such a step yields nobody.
    return owner !== undefined && (policy.people[owner].active ?? true) ? owner : undefined;
  }

  // ---- owners and pools --------------------------------------------------------------------------------------

  function openLeads(owner) {
    return leads.filter(lead => lead.owner === owner && !touched(lead)).length;
  }

  function touched(lead) {
    return lead.touch !== undefined && lead.touch <= now;
  }

  function eligible(poolId, without) {
    const pool = policy.pools[poolId];
    return pool.members.filter(({owner}) => {
      const given = assignments.filter(one => one.owner === owner).map(one => one.at);
      return !without.has(owner) &&
        whyNot(policy.people[owner], pool, now, given, openLeads(owner), policy) === undefined;
    });
  }

  function pickFrom(poolId, without) {
    const members = eligible(poolId, without);
    return members.length ? pick(policy.pools[poolId], pools[poolId], members, openLeads) : undefined;
  }

  function give(lead, owner) {
    lead.owner = owner;
    lead.assignedAt = now;
    lead.had.add(owner);
    assignments.push({owner, at: now});
  }

  // The first assignment, to an owner or a queue; the clock starts.
  function route(lead, rule, index, {owner, pool, queue}) {
    Object.assign(lead, {outcome: 'routed', step: index + 1, pool, queue, assignedAt: now, had: new Set()});
    if (owner !== undefined) give(lead, owner);
    const target = rule.sla === undefined ? undefined : policy.sla[rule.sla];
    if (!target || (owner === undefined && target.clock === 'business' && target.calendar === 'owner')) return;
    lead.sla = rule.sla;
    lead.target = target;
    lead.startedAt = target.start === 'created' ? lead.arrival : now;
    lead.dueAt = dueAfter(lead, lead.startedAt);
    lead.running = {due: lead.dueAt};
    lead.reassignedByBreach = 0;
  }

  // ---- held leads --------------------------------------------------------------------------------------------

  function hold(lead, rule) {
    const index = rule.assign.findLastIndex(step => 'pool' in step);
    lead.waits = {rule, index, pool: rule.assign[index].pool};
    lead.pool = lead.waits.pool;
    held.push(lead);
  }

  function release() {
    // A release frees nobody, so one pass from the oldest to the newest releases all that can be.
    for (const lead of [...held]) {
      const {rule, index, pool} = lead.waits;
      const owner = pickFrom(pool, new Set());
      if (owner === undefined) continue;
      held.splice(held.indexOf(lead), 1);
      route(lead, rule, index, {owner, pool});
      if (lead.running && lead.dueAt !== NEVER && lead.dueAt <= now && !(lead.touch <= lead.dueAt)) {
        lead.breaches++;  // A44: the lead stays and the clock restarts, which is not one of the `times`
        lead.running = {due: dueAfter(lead, now)};
      }
    }
  }

  // ---- clocks ------------------------------------------------------------------------------------------------

  function dueAfter(lead, start) {
    const {within, clock, calendar} = lead.target;
    const length = Number(within.slice(0, -1)) * UNITS[within.slice(-1)];
    if (clock === 'elapsed') return start + length;
    const counted = calendar === 'owner' ?
      personHours(policy.people[lead.owner], policy) : hours(policy.calendars[calendar], [], policy.time_zone);
    return due(counted, start, length);
  }

  function breach(lead) {
    lead.running = undefined;
    if (touched(lead)) return;
    lead.breaches++;
    const {reassign = false, times = 1} = lead.target.on_breach ?? {};
    if (!reassign || lead.reassignedByBreach >= Number(times) || lead.pool === undefined) return;
    const owner = pickFrom(lead.pool, lead.had);
    if (owner === undefined) return;  // escalated, or stays: either way no further clock runs
    lead.reassignedByBreach++;
    lead.reassignments++;
    give(lead, owner);
    lead.running = {due: dueAfter(lead, now)};
  }
}

// Every instant up to as_of at which something can happen whatever is decided: arrivals, touches, and all that the
// passing of time does to people: hours and absences begin and end, cap periods begin.
function fixedInstants(policy, leads, asOf) {
  const arrivals = leads.map(lead => lead.arrival);
  if (!arrivals.length) return [];
  const first = arrivals.reduce((a, b) => Math.min(a, b));
  const instants = new Set(arrivals);
  for (const lead of leads) if (lead.touch !== undefined) instants.add(lead.touch);
  for (const person of Object.values(policy.people ?? {})) {
    const always = hours(null, person.away, zoneOf(person, policy));
    for (const h of [always, personHours(person, policy)]) {
      for (const span of openIntervals(h, first, asOf + 1)) instants.add(span.from).add(span.to);
    }
    const spans = zone(zoneOf(person, policy));
    for (let at = period(spans, first, 'day').to; at <= asOf; at = period(spans, at, 'day').to) instants.add(at);
  }
  return [...instants].filter(instant => instant >= first && instant <= asOf).sort((a, b) => a - b);
}
