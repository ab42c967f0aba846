#include <algorithm>
#include <deque>
#include <queue>

#include "replay/people.h"
#include "replay/replay.h"

namespace leadwright::replay {
namespace {

using policy::Step;

constexpr std::size_t index_of(std::int64_t value) { return static_cast<std::size_t>(value); }

// What may happen to a lead at a later instant, in the order of one instant.
enum class Kind : std::uint8_t { touch, warning, breach };

struct Event {
  Instant at;
  Kind kind;
  std::uint32_t rank;     // the lead's place in the order of taking
  std::int32_t clock;     // number of the lead's clock that it belongs to
};
struct Later {
  bool operator()(const Event& a, const Event& b) const {
    if (a.at != b.at) return a.at > b.at;
    if (a.kind != b.kind) return a.kind > b.kind;
    return a.rank != b.rank ? a.rank > b.rank : a.clock > b.clock;
  }
};

// A lead whose story is not over: it has an owner or a clock.
struct Live {
  std::int32_t clock = 0;                 // clocks started so far
  std::int32_t reassigned = 0;            // by breach, against `times`
  bool open = false;                      // counts as open for its owner
  std::vector<int> had_it;                // owners so far
};

class Replay {
 public:
  Replay(const World& world, const Options& options)
      : world_(world), policy_(*world.policy), options_(options), people_(policy_),
        rules_(policy_, conditions_of_rules(policy_), world.leads, options.cache),
        segment_(policy_, conditions_of_segment(policy_), world.leads, options.cache) {
    run_.decisions.resize(index_of(world.leads.rows));
    run_.matched_owner.assign(policy_.people.size(), 0);
    for (const policy::Pool& pool : policy_.pools) {
      ledgers_.emplace_back(pool.members.size());
      PoolCount count;
      count.members.resize(pool.members.size());
      run_.pools.push_back(std::move(count));
    }
    rules_.first_of_all(first_rule_, first_undecidable_);
    held_.resize(policy_.pools.size());
    rank_.resize(world.order.size());
    for (std::size_t i = 0; i < world.order.size(); ++i) rank_[world.order[i]] = static_cast<std::uint32_t>(i);
    owned_ = !policy_.people.empty() || !policy_.slas.empty();
    if (owned_) live_.resize(index_of(world.leads.rows));
    if (options.desk != nullptr) {
      worked_.assign(index_of(world.leads.rows), no_instant);
      touches_ = &worked_;
    }
  }

  Run run() && {
    if (!owned_) {
      // Nobody has a rotation, a count or a clock: no lead leans on another, and the order of memory will do.
      for (std::size_t row = 0; row < run_.decisions.size(); ++row) decide(static_cast<std::uint32_t>(row));
      return std::move(run_);
    }
    std::size_t next_arrival = 0;
    while (true) {
      // Rows without an arrival come last in the order; they are queued at once and touch nothing.
      const bool arriving = next_arrival < world_.order.size();
      const Instant arrival = arriving ? world_.arrivals[world_.order[next_arrival]] : no_instant;
      if (arriving && (arrival == no_instant || world_.malformed[world_.order[next_arrival]])) {
        decide(world_.order[next_arrival++]);
        continue;
      }
      Instant now = arriving ? arrival : INT64_MAX;
      if (!events_.empty()) now = std::min(now, events_.top().at);
      if (wake_ != no_instant) now = std::min(now, wake_);
      if (const Instant next = next_at_desk(); next != no_instant) now = std::min(now, next);
      if (now == INT64_MAX || now > world_.as_of) break;

      if (now == wake_) freed_ = true;
      while (next_at_desk() == now) {
        const std::int64_t row = options_.desk->step();
        if (row < 0) continue;
        worked_[index_of(row)] = now;
        touched(static_cast<std::uint32_t>(row), now);
      }
      while (!events_.empty() && events_.top().at == now) {
        const Event event = events_.top();
        events_.pop();
        happen(event);
      }
      if (held_count_ != 0 && freed_) release(now);
      while (next_arrival < world_.order.size() && world_.arrivals[world_.order[next_arrival]] == now &&
             !world_.malformed[world_.order[next_arrival]]) {
        fetch_ahead(next_arrival);
        decide(world_.order[next_arrival++]);
      }
    }
    finish();
    return std::move(run_);
  }

 private:
  static std::vector<const policy::Condition*> conditions_of_rules(const policy::Policy& policy) {
    std::vector<const policy::Condition*> conditions;
    for (const policy::Rule& rule : policy.rules) conditions.push_back(&rule.when);
    return conditions;
  }
  static std::vector<const policy::Condition*> conditions_of_segment(const policy::Policy& policy) {
    if (!policy.has_segment) return {};
    return {&policy.segment};
  }

  // The order of arrival jumps about in memory: what a later lead needs is fetched while this one is decided.
  void fetch_ahead(std::size_t arrival) const {
    constexpr std::size_t distance = 16;
    if (arrival + distance >= world_.order.size()) return;
    const std::uint32_t row = world_.order[arrival + distance];
    __builtin_prefetch(&run_.decisions[row], 1);
    __builtin_prefetch(&world_.ids[row]);
    __builtin_prefetch(&world_.arrivals[row]);
    __builtin_prefetch(&first_rule_[row]);
    __builtin_prefetch(&world_.repeated_id[row]);
    __builtin_prefetch(&world_.malformed[row]);
  }

  // ---- one arrival (section 4, steps 1 to 7) -----------------------------------------------

  void decide(std::uint32_t row) {
    Decision& decision = run_.decisions[row];
    if (world_.malformed[row]) return queue(row, Reason::row_malformed);
    if (world_.ids[row].empty()) return queue(row, Reason::missing_id);
    if (world_.repeated_id[row]) return queue(row, Reason::duplicate_id);
    const Instant now = world_.arrivals[row];
    if (now == no_instant) return queue(row, Reason::missing_created_at);
    tell(row, {.kind = TraceEvent::Kind::arrived, .at = now});

    if (policy_.has_segment) {
      const policy::Match match = segment_.first(row);
      if (match.undecidable) return queue(row, Reason::undecidable);
      if (match.condition < 0) {
        decision.outcome = Outcome::out_of_scope;
        return;
      }
    }
    for (const int field : policy_.evidence) {
      if (world_.leads.state(field, row) == table::State::known) continue;
      if (!policy_.evidence_routes) return queue(row, Reason::missing_evidence);
      decision.missing_evidence_warned = true;
    }
    if (!world_.matches.empty()) {
      if (follow_duplicate(row, now)) return;
      if (decision.reason != Reason::none) return;
      if (world_.matches[row].ambiguous && policy_.matching.on_ambiguous == policy::OnAmbiguous::queue) {
        return queue(row, Reason::ambiguous_match);
      }
    }

    bool matched = false;
    for (int from = 0;;) {
      const policy::Match match = next_rule(row, from);
      if (match.condition < 0) return queue(row, matched ? Reason::no_eligible_owner : Reason::no_rule);
      if (match.undecidable) return queue(row, Reason::undecidable);
      matched = true;
      decision.rule = match.condition;
      tell(row, {.kind = TraceEvent::Kind::rule_matched, .at = now, .rule = match.condition});
      const policy::Rule& rule = policy_.rules[index_of(match.condition)];
      for (std::size_t i = 0; i < rule.assign.size(); ++i) {
        if (take_step(row, now, match.condition, static_cast<int>(i))) return;
      }
      switch (rule.on_no_owner) {
        case policy::OnNoOwner::queue: return queue(row, Reason::no_eligible_owner);
        case policy::OnNoOwner::hold: return hold(row, now, match.condition);
        case policy::OnNoOwner::next_rule: from = match.condition + 1; break;
      }
    }
  }

  // The first rules of all leads are found in the order of rows, which is the order of memory.
  policy::Match next_rule(std::uint32_t row, int from) const {
    if (from == 0) return {first_rule_[row], first_undecidable_[row] != 0};
    return from < static_cast<int>(policy_.rules.size()) ? rules_.first(row, from) : policy::Match{};
  }

  void queue(std::uint32_t row, Reason reason) {
    Decision& decision = run_.decisions[row];
    decision.outcome = Outcome::queued;
    decision.reason = reason;
    tell(row, {.kind = TraceEvent::Kind::queued, .at = world_.arrivals[row], .rule = decision.rule, .reason = reason});
  }

  // Step 4: true when the lead has got the owner of a record it repeats. Queues it where the policy says so.
  bool follow_duplicate(std::uint32_t row, Instant now) {
    const LeadMatch& match = world_.matches[row];
    if (match.duplicate_of_lead < 0 && match.duplicate_of_contact < 0) return false;
    switch (policy_.matching.on_duplicate) {
      case policy::OnDuplicate::route: return false;
      case policy::OnDuplicate::queue: queue(row, Reason::duplicate_lead); return false;
      case policy::OnDuplicate::follow: break;
    }
    const int owner = owner_to_follow(row, match);
    if (owner < 0) return false;
    Decision& decision = run_.decisions[row];
    decision.rule = duplicate_rule;
    give(row, now, owner);
    run_.matched_owner[index_of(owner)] += 1;
    return true;
  }

  // The owner of the earliest record of the person that has one who is active: the one it repeats, then the
  // leads that repeated it before. One person is not spread over several owners.
  int owner_to_follow(std::uint32_t row, const LeadMatch& match) {
    const auto usable = [&](int owner) { return owner >= 0 && policy_.people[index_of(owner)].active; };
    const auto key = match.duplicate_of_lead >= 0 ? std::pair(false, match.duplicate_of_lead) : std::pair(true, match.duplicate_of_contact);
    std::vector<std::uint32_t>& before = repeated_[key];
    int owner = -1;
    if (match.duplicate_of_lead >= 0) owner = run_.decisions[index_of(match.duplicate_of_lead)].owner;
    else if (match.contact_owner.state == OwnerCell::State::person) owner = match.contact_owner.person;
    for (std::size_t i = 0; !usable(owner) && i < before.size(); ++i) owner = run_.decisions[before[i]].owner;
    before.push_back(row);
    return usable(owner) ? owner : -1;
  }

  bool take_step(std::uint32_t row, Instant now, int rule, int step) {
    const Step& what = policy_.rules[index_of(rule)].assign[index_of(step)];
    Decision& decision = run_.decisions[row];
    const auto took = [&] {
      decision.rule = rule;
      decision.step = step + 1;
    };
    switch (what.kind) {
      case Step::Kind::queue:
        took();
        decision.queue_rule = rule;
        decision.outcome = Outcome::routed;
        decision.assigned = now;
        tell(row, {.kind = TraceEvent::Kind::to_queue, .at = now, .rule = rule, .step = step + 1});
        if (options_.desk != nullptr) options_.desk->take(row, decision, now);
        start_clock(row, now, false);
        return true;
      case Step::Kind::pool: {
        const int picked = pick(row, what.index, now, rule, step + 1, {});
        if (picked < 0) return false;
        took();
        decision.pool = what.index;
        give(row, now, picked);
        start_clock(row, now, false);
        return true;
      }
      default: break;
    }
    const OwnerCell cell = owner_of(what, row);
    const bool inactive = cell.state == OwnerCell::State::person && !policy_.people[index_of(cell.person)].active;
    if (cell.state != OwnerCell::State::person || inactive) {
      tell(row, {.kind = TraceEvent::Kind::step_tried, .at = now, .rule = rule, .step = step + 1, .person = cell.person,
                 .owner_state = cell.state, .inactive = inactive});
      return false;
    }
    took();
    give(row, now, cell.person);
    run_.matched_owner[index_of(cell.person)] += 1;
    start_clock(row, now, false);
    return true;
  }

  OwnerCell owner_of(const Step& step, std::uint32_t row) const {
    const LeadMatch none;
    const LeadMatch& match = world_.matches.empty() ? none : world_.matches[row];
    switch (step.kind) {
      case Step::Kind::owner: return {OwnerCell::State::person, step.index};
      case Step::Kind::account_owner: return match.ambiguous ? OwnerCell{} : match.account_owner;
      case Step::Kind::contact_owner: return match.contact_owner;
      case Step::Kind::opportunity_owner: return match.ambiguous ? OwnerCell{} : match.opportunity_owner;
      case Step::Kind::current_owner: return world_.recorded_owner[row];
      default: return {};
    }
  }

  // ---- pools -------------------------------------------------------------------------------

  // The person picked, or -1. `excluded` have had the lead. A pick moves the pool's ledger.
  int pick(std::uint32_t row, int pool_index, Instant now, int rule, int step, const std::vector<int>& excluded) {
    const policy::Pool& pool = policy_.pools[index_of(pool_index)];
    assignment::Ledger& ledger = ledgers_[index_of(pool_index)];
    PoolCount& count = run_.pools[index_of(pool_index)];
    const bool traced = is_traced(row);
    eligible_.clear();
    standings_.clear();
    open_.clear();
    std::int64_t weights = 0;
    std::vector<MemberTrace> members;
    for (std::size_t m = 0; m < pool.members.size(); ++m) {
      const int person = pool.members[m].person;
      Standing standing = people_.standing(person, pool, now);
      if (standing == Standing::eligible && std::find(excluded.begin(), excluded.end(), person) != excluded.end()) {
        standing = Standing::had_it;
      }
      standings_.push_back(standing);
      open_.push_back(people_.open(person));
      if (standing == Standing::eligible) {
        eligible_.push_back(static_cast<int>(m));
        weights += pool.members[m].weight;
      }
      if (traced) {
        const std::int64_t number = assignment::standing(pool, ledger, m, open_.back());
        members.push_back({person, standing, number, number});
      }
    }
    const int member = assignment::pick(pool, ledger, eligible_, open_);
    for (std::size_t m = 0; m < pool.members.size(); ++m) {
      if (standings_[m] != Standing::eligible) count.members[m].passed_over[static_cast<std::size_t>(standings_[m])] += 1;
    }
    if (member < 0) {
      count.nobody += 1;
      tell(row, {.kind = TraceEvent::Kind::nobody, .at = now, .rule = rule, .step = step, .pool = pool_index,
                 .members = std::move(members)});
      return -1;
    }
    count_pick(pool, count, ledger, member, weights);
    const int person = pool.members[index_of(member)].person;
    if (traced) {
      for (std::size_t m = 0; m < members.size(); ++m) {
        members[m].after = assignment::standing(pool, ledger, m, open_[m] + (static_cast<int>(m) == member));
      }
      tell(row, {.kind = TraceEvent::Kind::step_tried, .at = now, .rule = rule, .step = step, .pool = pool_index,
                 .person = person, .members = std::move(members)});
    }
    return person;
  }

  void count_pick(const policy::Pool& pool, PoolCount& count, const assignment::Ledger& ledger, int member,
                  std::int64_t weights) {
    count.picks += 1;
    for (const int m : eligible_) {
      count.members[index_of(m)].entitlement += assignment::share_of(pool.members[index_of(m)].weight, weights);
    }
    MemberCount& served = count.members[index_of(member)];
    served.served += 1;
    for (std::size_t m = 0; m < count.members.size(); ++m) {
      MemberCount& one = count.members[m];
      const std::int64_t deviation = one.served * assignment::one_lead - one.entitlement;
      one.worst_deviation = std::max(one.worst_deviation, deviation < 0 ? -deviation : deviation);
      const std::int64_t waited = count.picks - ledger.last_served[m];
      one.longest_gap = std::max(one.longest_gap, waited);
    }
  }

  // ---- what an assignment does ---------------------------------------------------------------

  void give(std::uint32_t row, Instant now, int person) {
    Decision& decision = run_.decisions[row];
    Live& live = live_[row];
    const Instant touch = (*touches_)[row];
    const bool open = touch == no_instant || touch > now;
    if (decision.owner >= 0) {
      if (live.open) people_.close(decision.owner);
      if (options_.desk != nullptr) options_.desk->leave(row, decision.owner, now);
      decision.reassignments += 1;
    }
    tell(row, {.kind = decision.owner >= 0 ? TraceEvent::Kind::reassigned : TraceEvent::Kind::assigned, .at = now,
               .rule = decision.rule, .step = decision.step, .pool = decision.pool, .person = person,
               .previous = decision.owner});
    decision.outcome = Outcome::routed;
    decision.reason = Reason::none;
    decision.owner = person;
    decision.assigned = now;
    people_.assign(person, now, open);
    if (open && !live.open && touch != no_instant) events_.push({touch, Kind::touch, rank_[row], 0});
    live.open = open;
    live.had_it.push_back(person);
    if (options_.desk != nullptr) options_.desk->take(row, decision, now);
  }

  // ---- clocks --------------------------------------------------------------------------------

  // Starts the lead's clock after its first assignment (`restart` false) or at `now`.
  void start_clock(std::uint32_t row, Instant now, bool restart) {
    Decision& decision = run_.decisions[row];
    const int target = decision.rule >= 0 ? policy_.rules[index_of(decision.rule)].sla : -1;
    if (target < 0) return;
    const policy::Sla& sla = policy_.slas[index_of(target)];
    const bool needs_owner = sla.business && sla.calendar < 0;
    if (needs_owner && decision.owner < 0) return;
    const Instant start = restart || sla.from_assigned ? now : world_.arrivals[row];
    const Instant due = due_of(sla, decision.owner, start, sla.within);
    Live& live = live_[row];
    live.clock += 1;
    if (live.clock == 1) {
      decision.sla = target;
      decision.started = start;
      decision.due = due;
      decision.sla_status = SlaStatus::pending;
    }
    tell(row, {.kind = TraceEvent::Kind::clock_started, .at = now, .person = decision.owner, .due = due});
    if (due == never || touched_by(row, due)) return;
    // A held lead may be released after its due instant: it is breached at its release.
    if (!restart && due <= now) {
      breach(row, now, true);
      return;
    }
    if (due <= world_.as_of) events_.push({due, Kind::breach, rank_[row], live.clock});
    if (sla.warn_after > 0) {
      const Instant warning = due_of(sla, decision.owner, start, sla.warn_after);
      if (warning != never && warning > now && warning <= world_.as_of) {
        events_.push({warning, Kind::warning, rank_[row], live.clock});
      }
    }
  }

  Instant due_of(const policy::Sla& sla, int owner, Instant start, Millis length) const {
    if (!sla.business) return start + length;
    const calendar::Calendar& hours = sla.calendar >= 0 ? policy_.calendars[index_of(sla.calendar)].calendar
                                                        : policy_.people[index_of(owner)].hours;
    const Instant due = hours.due(start, length);
    return due == no_instant ? never : due;
  }

  bool touched_by(std::uint32_t row, Instant at) const {
    return (*touches_)[row] != no_instant && (*touches_)[row] <= at;
  }

  Instant next_at_desk() const { return options_.desk != nullptr ? options_.desk->next() : no_instant; }

  void touched(std::uint32_t row, Instant at) {
    const int owner = run_.decisions[row].owner;
    if (owner >= 0 && live_[row].open) {
      people_.close(owner);
      live_[row].open = false;
      freed_ = true;
    }
    tell(row, {.kind = TraceEvent::Kind::touched, .at = at, .person = owner});
  }

  void happen(const Event& event) {
    const std::uint32_t row = world_.order[event.rank];
    Decision& decision = run_.decisions[row];
    Live& live = live_[row];
    switch (event.kind) {
      case Kind::touch: touched(row, event.at); return;
      case Kind::warning:
        if (event.clock == live.clock && !touched_by(row, event.at)) {
          tell(row, {.kind = TraceEvent::Kind::warned, .at = event.at, .person = decision.owner});
        }
        return;
      case Kind::breach:
        if (event.clock == live.clock && !touched_by(row, event.at)) breach(row, event.at, false);
        return;
    }
  }

  // A clock of the lead ran out at `now`, untouched. `at_release`: of a held lead, which stays with its owner.
  void breach(std::uint32_t row, Instant now, bool at_release) {
    Decision& decision = run_.decisions[row];
    Live& live = live_[row];
    const policy::Sla& sla = policy_.slas[index_of(decision.sla)];
    decision.breaches += 1;
    decision.sla_status = SlaStatus::breached;
    tell(row, {.kind = TraceEvent::Kind::breached, .at = now, .person = decision.owner});
    if (at_release) {
      start_clock(row, now, true);
      return;
    }
    if (sla.reassign && live.reassigned < sla.times && decision.pool >= 0) {
      const int picked = pick(row, decision.pool, now, decision.rule, decision.step, live.had_it);
      if (picked >= 0) {
        live.reassigned += 1;
        give(row, now, picked);
        freed_ = true;
        start_clock(row, now, true);
        return;
      }
    }
    const int told = sla.escalate_to_manager
                         ? (decision.owner >= 0 ? policy_.people[index_of(decision.owner)].manager : -1)
                         : sla.escalate_to;
    const bool escalates = sla.escalate_to_manager || sla.escalate_to >= 0;
    tell(row, {.kind = escalates ? TraceEvent::Kind::escalated : TraceEvent::Kind::stays, .at = now, .person = told,
               .previous = decision.owner});
    live.clock += 1;  // whatever was scheduled for the last clock is over
  }

  // ---- held leads ----------------------------------------------------------------------------

  void hold(std::uint32_t row, Instant now, int rule) {
    const policy::Rule& what = policy_.rules[index_of(rule)];
    int step = static_cast<int>(what.assign.size());
    while (what.assign[index_of(step - 1)].kind != Step::Kind::pool) --step;
    Decision& decision = run_.decisions[row];
    decision.outcome = Outcome::queued;
    decision.reason = Reason::held;
    decision.rule = rule;
    decision.pool = what.assign[index_of(step - 1)].index;
    tell(row, {.kind = TraceEvent::Kind::held, .at = now, .rule = rule, .step = step, .pool = decision.pool});
    held_[index_of(decision.pool)].push_back({rank_[row], step});
    held_count_ += 1;
    note_chances(decision.pool, now);
  }

  // The next instant at which time alone may free a member of the pool.
  void note_chances(int pool_index, Instant now) {
    const policy::Pool& pool = policy_.pools[index_of(pool_index)];
    for (const policy::Member& member : pool.members) {
      const Instant chance = people_.next_chance(member.person, pool, now);
      if (chance != no_instant && chance > now && (wake_ == no_instant || chance < wake_)) wake_ = chance;
    }
  }

  bool somebody_eligible(int pool_index, Instant now) {
    const policy::Pool& pool = policy_.pools[index_of(pool_index)];
    return std::any_of(pool.members.begin(), pool.members.end(), [&](const policy::Member& member) {
      return people_.standing(member.person, pool, now) == Standing::eligible;
    });
  }

  // Oldest first over all pools: a release may take the last member of another pool.
  void release(Instant now) {
    freed_ = false;
    while (true) {
      int oldest = -1;
      for (std::size_t p = 0; p < held_.size(); ++p) {
        if (held_[p].empty() || !somebody_eligible(static_cast<int>(p), now)) continue;
        if (oldest < 0 || held_[p].front().rank < held_[index_of(oldest)].front().rank) oldest = static_cast<int>(p);
      }
      if (oldest < 0) break;
      const Held held = held_[index_of(oldest)].front();
      held_[index_of(oldest)].pop_front();
      held_count_ -= 1;
      const std::uint32_t row = world_.order[held.rank];
      run_.released.push_back({row, now});
      Decision& decision = run_.decisions[row];
      tell(row, {.kind = TraceEvent::Kind::released, .at = now, .rule = decision.rule, .step = held.step, .pool = oldest});
      const int picked = pick(row, oldest, now, decision.rule, held.step, {});
      decision.step = held.step;
      give(row, now, picked);
      start_clock(row, now, false);
    }
    wake_ = no_instant;
    for (std::size_t p = 0; p < held_.size(); ++p) {
      if (!held_[p].empty()) note_chances(static_cast<int>(p), now);
    }
  }

  void finish() {
    for (std::size_t p = 0; p < held_.size(); ++p) {
      for (const Held& held : held_[p]) {
        tell(world_.order[held.rank], {.kind = TraceEvent::Kind::still_held, .at = world_.as_of, .pool = static_cast<int>(p)});
      }
      // The wait of those who have not been served since counts as a gap, too.
      PoolCount& count = run_.pools[p];
      for (std::size_t m = 0; m < count.members.size(); ++m) {
        const std::int64_t waited = count.picks - ledgers_[p].last_served[m];
        count.members[m].longest_gap = std::max(count.members[m].longest_gap, waited);
      }
    }
    for (std::size_t row = 0; row < run_.decisions.size(); ++row) {
      Decision& decision = run_.decisions[row];
      if (decision.sla_status != SlaStatus::pending) continue;
      const Instant touch = (*touches_)[row];
      if (touch != no_instant && touch <= decision.due) decision.sla_status = SlaStatus::met;
    }
  }

  // ---- the traced lead -------------------------------------------------------------------------

  bool is_traced(std::uint32_t row) const { return options_.traced == static_cast<std::int64_t>(row); }
  void tell(std::uint32_t row, TraceEvent event) {
    if (is_traced(row)) run_.trace.push_back(std::move(event));
  }

  struct Held {
    std::uint32_t rank;
    int step;
  };

  const World& world_;
  const policy::Policy& policy_;
  const Options& options_;
  std::vector<Instant> worked_;            // touches so far, of a desk
  const std::vector<Instant>* touches_ = &world_.touches;
  People people_;
  policy::Matcher rules_;
  policy::Matcher segment_;
  Run run_;
  std::vector<std::int32_t> first_rule_;              // by row
  std::vector<std::uint8_t> first_undecidable_;
  std::vector<assignment::Ledger> ledgers_;
  std::priority_queue<Event, std::vector<Event>, Later> events_;
  std::vector<std::deque<Held>> held_;     // by pool, oldest arrival first
  std::int64_t held_count_ = 0;
  Instant wake_ = no_instant;              // when time alone may release a held lead
  bool freed_ = false;                     // something happened that may release one
  std::map<std::pair<bool, std::int64_t>, std::vector<std::uint32_t>> repeated_;   // by lead, or contact: who repeated it
  std::vector<std::uint32_t> rank_;
  std::vector<Live> live_;
  bool owned_ = false;
  std::vector<int> eligible_;              // of the last pick
  std::vector<Standing> standings_;
  std::vector<std::int64_t> open_;
};

}  // namespace

Run run(const World& world, const Options& options) { return Replay(world, options).run(); }

}  // namespace leadwright::replay
