// Who may get a lead at an instant (contract, section 5), and who an owner cell means (A22).

import {hours, isOpen, period} from './calendar.mjs';
import {fold} from './text.mjs';
import {zone} from './zone.mjs';

/** The zone of a person's absences and cap periods: of the calendar, else the policy's. */
export function zoneOf(person, policy) {
  return person.calendar === undefined ? policy.time_zone : policy.calendars[person.calendar].time_zone;
}

/** The person's open time: the calendar (always open without one) less `away`. */
export function personHours(person, policy) {
  const calendar = person.calendar === undefined ? null : policy.calendars[person.calendar];
  return hours(calendar, person.away, zoneOf(person, policy));
}

/**
 * Why the person may not get a lead of the pool at the instant, or undefined when eligible. `assignments` are the
 * instants of what the person was given so far, `open` is the number of open leads.
 */
export function whyNot(person, pool, instant, assignments, open, policy) {
  if (!(person.active ?? true)) return 'inactive';
  if (!isOpen(hours(null, person.away, zoneOf(person, policy)), instant)) return 'away';
  if (!(pool.requires ?? []).every(skill => (person.skills ?? []).includes(skill))) return 'skill_missing';
  if (pool.availability === 'working_hours' && !isOpen(personHours(person, policy), instant))
    return 'outside_hours';
  if (person.cap) {
    const {from, to} = period(zone(zoneOf(person, policy)), instant, person.cap.per);
    const given = assignments.filter(at => at >= from && at < to).length;
    if (given >= Number(person.cap.max)) return 'cap_reached';
  }
  if (person.capacity !== undefined && open >= Number(person.capacity)) return 'capacity_full';
  return undefined;
}

/** The id of the one person that a text means, active or not: by id, else e-mail, else name; or undefined. */
export function personNamed(text, policy) {
  const wanted = fold(text);
  const people = Object.entries(policy.people ?? {});
  for (const key of [([id]) => id, ([, person]) => person.email, ([, person]) => person.name]) {
    const fits = people.filter(entry => key(entry) !== undefined && fold(key(entry)) === wanted);
    if (fits.length) return fits.length === 1 ? fits[0][0] : undefined;
  }
  return undefined;
}
