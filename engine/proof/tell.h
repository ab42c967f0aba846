// Findings and differences as JSON (section 9), as text for a terminal, and as annotations of a
// pull request.
#pragma once

#include <string>
#include <string_view>

#include "proof/proof.h"

namespace leadwright::proof {

std::string to_json(const Report&);
std::string to_text(const Report&, int width = 80);
// One workflow command a finding. `document` gives the lines of the pointers; `file` is the policy's path.
std::string to_github(const Report&, std::string_view file, const json::Value& document);

std::string to_json(const Difference&);
std::string to_text(const Difference&, int width = 80);
std::string to_github(const Difference&, std::string_view file);

}  // namespace leadwright::proof
