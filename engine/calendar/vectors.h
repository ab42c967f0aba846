// Clock vectors: a file of single questions about business time, each with the calendar it is about.
// Other programs' answers to the same file can be compared with these, question by question.
//
//   {"format": "sla-vectors/1", "vectors": [
//     {"id": "a", "op": "due", "start": "2026-01-09T16:30:00Z", "seconds": 3600,
//      "calendar": {"tz": "Europe/London", "weekly": {"fri": [["09:00", "17:00"]]},
//                   "holidays": ["2026-04-03"], "overrides": {"2026-01-16": [["10:00", "12:00"]]},
//                   "time_off": [["2026-05-01T00:00", "2026-05-06T12:00"]]},
//      "pauses": [["2026-01-09T16:40:00Z", "2026-01-09T16:45:00Z"]]}]}
//
// `due` asks with start and seconds, `elapsed` with start and end, `next_open` and `is_open` with at.
// Pauses are UTC and stop the clock of `due` and `elapsed`. Other members of a vector (what was
// expected, tags, notes) are not looked at.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace leadwright::calendar {

// {"answers": {id: value}} in the order of the vectors: an instant with seconds (`due`, `next_open`;
// null = never), whole seconds (`elapsed`), true or false (`is_open`). A due time or an opening later
// than the years that the zones are known for is no instant but {"error": why}.
//
// Malformed vectors and instants outside those years are problems at their places, all of them; then
// nothing is answered.
Result<std::string> answer_vectors(std::string_view file, const json::Value& document);

}  // namespace leadwright::calendar
