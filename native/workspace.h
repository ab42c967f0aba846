// A workspace on the disk, opened into a Session.
//
// The policy is WORKSPACE/policy.json or the file given; its tables are looked for beside it or in the
// folder given. A file that the policy names must be there; of the default names the first that is
// there is read, and two of them for one role are a problem that names both.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "leadwright.h"

namespace leadwright::native {

struct Opening {
  std::string folder;               // the workspace, or empty
  std::string policy;               // a policy elsewhere, or empty: folder/policy.json
  std::string data;                 // where its tables lie, or empty: in the folder
  std::vector<std::string> leads;   // files to take as the leads, and then no other table
};

struct Workspace {
  Session session;
  // Names as the session knows them, and the paths they were read from.
  std::map<std::string, std::string> paths;
  // Problems with paths that the user can open.
  Problems located(Problems) const;
};

// `problems` are with paths; the workspace is loaded as far as it went.
Workspace open_workspace(const Opening&, Problems& problems);

}  // namespace leadwright::native
