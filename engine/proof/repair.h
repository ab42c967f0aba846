// Repairs: patches that are offered only after the patched policy has been examined.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "proof/proof.h"

namespace leadwright::proof {

// One operation of a JSON Patch (RFC 6902). `value` is JSON.
struct Edit {
  std::string op;      // add, remove, replace, move
  std::string path;
  std::string from;    // move
  std::string value;   // add, replace
};

std::string patch_text(const std::vector<Edit>&);
// The document after the edits; nothing where a pointer leads nowhere.
bool apply_patch(json::Value& document, const std::vector<Edit>&);

// Sets `patch` of gaps, shadowed and redundant rules where one could be proved to do what it says, and
// `Report::shorter` where several rules can be left out together.
// `Limits::most_repair_rules` bounds the work; findings beyond it carry no patch.
void offer_repairs(const Subject&, const Limits&, Report&);

}  // namespace leadwright::proof
