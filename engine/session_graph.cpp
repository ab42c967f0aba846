// A Session's questions about the ID graph.
#include "session.h"

namespace leadwright {

// The graph of the loaded files, with their records; leads are not needed.
Result<report::GraphView> Session::State::view() {
  if (policy == nullptr) return no_policy();
  auto opened = open(workspace::Needs::named_files);
  if (!opened.ok()) return opened.problems();
  return report::view_graph(opened.value(), graph_of(*opened.value(), true));
}

namespace {

// Applies `tell` to the graph, or passes the problems on.
template <class Tell>
Result<std::string> ask(Result<report::GraphView>& kept, const Tell& tell) {
  if (!kept.ok()) return kept.problems();
  return tell(kept.value());
}

}  // namespace

Result<std::string> Session::match_json() {
  auto view = state_->view();
  return ask(view, [](const report::GraphView& graph) { return report::match_json(graph); });
}

Result<std::string> Session::match_text(int width) {
  auto view = state_->view();
  return ask(view, [&](const report::GraphView& graph) { return report::match_text(graph, width); });
}

Result<std::string> Session::reconcile_json() {
  auto view = state_->view();
  return ask(view, [](const report::GraphView& graph) { return report::reconcile_json(graph); });
}

Result<std::string> Session::reconcile_text(int width) {
  auto view = state_->view();
  return ask(view, [&](const report::GraphView& graph) { return report::reconcile_text(graph, width); });
}

namespace {

Result<std::string> why(Result<report::GraphView>& view, std::string_view a, std::string_view b, bool as_json, int width) {
  if (!view.ok()) return view.problems();
  const auto left = report::find_record(view.value(), a);
  const auto right = report::find_record(view.value(), b);
  Problems problems;
  for (const auto* side : {&left, &right}) {
    if (!side->ok()) problems.insert(problems.end(), side->problems().begin(), side->problems().end());
  }
  if (!problems.empty()) return problems;
  return as_json ? report::why_json(view.value(), left.value(), right.value())
                 : report::why_text(view.value(), left.value(), right.value(), width);
}

}  // namespace

Result<std::string> Session::why_json(std::string_view a, std::string_view b) {
  auto view = state_->view();
  return why(view, a, b, true, 0);
}

Result<std::string> Session::why_text(std::string_view a, std::string_view b, int width) {
  auto view = state_->view();
  return why(view, a, b, false, width);
}

}  // namespace leadwright
