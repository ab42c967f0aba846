// Assertions: what the policy's author says must be so, for every possible lead.
#pragma once

#include "proof/study.h"

namespace leadwright::proof {

// Whether leads that come to this end fulfil what is expected. For owner, pool, queue and outcome a
// rule counts by its first step that can yield and asks no record for an owner: an account's owner is
// nobody for a lead without an account, and somebody of a pool is taken to be there.
bool fulfils(const Side&, const End&, const policy::Assertion&);

// "rule `a`, pool `uk`": what an assertion expects.
std::string expected_words(const policy::Assertion&);
// "rule `b` (queue inbound)", "queued no_rule".
std::string end_words(const Side&, const End&);

}  // namespace leadwright::proof
