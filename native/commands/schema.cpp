#include "commands.h"

namespace leadwright::native {

Command schema_command() {
  return {"schema", {}, "print the JSON Schema of a policy (draft 2020-12)", "", {},
          [](const Arguments&) { return answer(policy_schema()); }};
}

}  // namespace leadwright::native
