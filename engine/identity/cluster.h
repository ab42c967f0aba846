// Records joined without chaining.
//
// Best evidence first: two groups become one only when (a) no two of their records have strong ids that
// contradict each other, or were told to be different; none are namesakes; (b) the evidence between the groups is positive on
// average, pairs without a common key scored too. What (a) stops is a conflict.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "identity/bits.h"

namespace leadwright::identity {

struct Edge {
  std::int32_t a = 0, b = 0;       // a < b
  Millibits bits = 0;
};

struct Grouping {
  std::vector<std::int32_t> group_of;          // by record: the smallest record of its group
  std::vector<std::size_t> joined;             // edges that joined two groups, or lie within one
  std::vector<std::size_t> in_conflict;        // edges that strong ids stopped
  std::vector<std::size_t> against_average;    // edges that the other records stopped, namesakes among them
};

struct Joining {
  Millibits least = 0;                                              // of an edge that may join
  Millibits least_average = 0;
  Millibits least_of_pair = -20000;                                 // a pair counts no less in the average
  std::function<Millibits(std::int32_t, std::int32_t)> compare;     // any two records
  std::function<std::uint64_t(std::int32_t)> ids;                   // a hash of a record's strong ids, 0 where it has none
  std::function<bool(std::int32_t, std::int32_t)> contradict;       // their strong ids do
  std::vector<std::pair<std::int32_t, std::int32_t>> told_apart;    // by a person
  std::vector<std::pair<std::int32_t, std::int32_t>> namesakes;     // or one who may be either of two, and each of them
  std::function<bool(std::int32_t, std::int32_t)> before;           // total order of records, not of rows
};

Grouping group(std::int32_t records, const std::vector<Edge>& edges, const Joining&);

}  // namespace leadwright::identity
