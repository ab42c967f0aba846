#include "workspace.h"

#include "disk.h"

namespace leadwright::native {

namespace {

void add(Problems& all, Problems more) { all.insert(all.end(), more.begin(), more.end()); }

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "`" : i + 1 == names.size() ? " and `" : ", `") + names[i] + "`";
  }
  return text;
}

void load(Workspace& workspace, const std::string& name, const std::string& path, Problems& problems) {
  workspace.paths[name] = path;
  if (const auto mapped = map_file(path, Session::spare_bytes)) {
    workspace.session.begin_file(name);
    workspace.session.give({mapped->data, mapped->size, mapped->capacity, Mapped::release});
    add(problems, workspace.located(workspace.session.finish_file()));
    return;
  }
  workspace.session.begin_file(name, size_of(path));
  Problems unreadable = read_pieces(path, [&](std::string_view piece) { workspace.session.append(piece); });
  if (!unreadable.empty()) {
    workspace.session.finish_file();
    workspace.session.remove_file(name);
    add(problems, unreadable);
    return;
  }
  add(problems, workspace.located(workspace.session.finish_file()));
}

// The tables that the policy wants, from one folder.
void load_tables(Workspace& workspace, const std::string& folder, const std::vector<WantedFile>& wanted, Problems& problems) {
  for (const WantedFile& file : wanted) {
    std::vector<std::string> there;
    for (const std::string& name : file.names) {
      const std::string path = join(folder, name);
      const Result<bool> found = is_there(path);
      if (!found.ok()) add(problems, found.problems());
      else if (found.value()) there.push_back(name);
      else if (file.listed) {
        problems.push_back({{path, "", 0, 0}, "there is no such file, but the policy names it for `" + file.role + "`", ""});
      }
    }
    if (!file.listed && there.size() > 1) {
      problems.push_back({{join(folder, there[0]), "", 0, 0}, listed(there) + " could each be the table of `" + file.role + "`",
                          "name one in `sources." + file.role + ".file` of the policy"});
      continue;
    }
    for (const std::string& name : there) load(workspace, name, join(folder, name), problems);
  }
}

// The given files under the names that the policy has for its leads.
void load_leads(Workspace& workspace, const std::vector<std::string>& files, const std::vector<WantedFile>& wanted,
                Problems& problems) {
  for (const WantedFile& file : wanted) {
    if (file.role != "leads") continue;
    const std::size_t count = file.listed ? file.names.size() : 1;
    if (files.size() != count) {
      problems.push_back({{}, "the policy has " + std::to_string(count) + " files of leads: give `--leads` as often", ""});
      return;
    }
    for (std::size_t i = 0; i < count; ++i) load(workspace, file.names[i], files[i], problems);
  }
}

}  // namespace

Problems Workspace::located(Problems problems) const {
  for (Problem& problem : problems) {
    const auto path = paths.find(problem.place.file);
    if (path != paths.end()) problem.place.file = path->second;
  }
  return problems;
}

Workspace open_workspace(const Opening& opening, Problems& problems) {
  Workspace workspace;
  for (const std::string& folder : {opening.folder, opening.data}) {
    if (folder.empty()) continue;
    const Result<bool> there = is_there(folder);
    if (!there.ok()) add(problems, there.problems());
    else if (!is_folder(folder)) problems.push_back({{folder, "", 0, 0}, there.value() ? "is not a folder" : "there is no such folder", ""});
  }
  if (!problems.empty()) return workspace;

  const std::string path = opening.policy.empty() ? join(opening.folder, "policy.json") : opening.policy;
  Result<std::string> text = read_file(path);
  if (!text.ok()) {
    add(problems, text.problems());
    return workspace;
  }
  const std::string name = opening.policy.empty() ? "policy.json" : opening.policy;
  workspace.paths[name] = path;
  add(problems, workspace.located(workspace.session.set_policy(name, text.value())));

  const std::vector<WantedFile> wanted = Session::wanted_files(text.value());
  const std::string folder = opening.data.empty() ? opening.folder : opening.data;
  if (!opening.leads.empty()) load_leads(workspace, opening.leads, wanted, problems);
  else if (!folder.empty()) load_tables(workspace, folder, wanted, problems);
  add(problems, workspace.located(workspace.session.refused_columns()));
  return workspace;
}

}  // namespace leadwright::native
