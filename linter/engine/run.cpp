#include "linter/engine/run.h"

namespace whip {
namespace {

void hear_rest(const File& file, const Listeners::Calls& calls, Report& report) {
  const auto count = static_cast<std::uint32_t>(file.names.bindings().size());
  for (const Listeners::BindingCall& call : calls.bindings) {
    report.speak_for(call.rule);
    for (std::uint32_t n = 0; n < count; ++n) call.function(file, BindingId{n}, report);
  }
  for (const Listeners::FileCall& call : calls.files) {
    report.speak_for(call.rule);
    call.function(file, report);
  }
}

}  // namespace

void hear_nodes(const File& file, const Listeners::NodeCalls& calls, std::uint32_t begin, std::uint32_t end,
                Report& report) {
  if (!file.tree.present.intersects(calls.hears)) return;
  for_each_wanted(file.tree, begin, end, calls.heard, [&](std::uint32_t n) {
    const Node node(file.tree, file.text, NodeId{n});
    for (const Listeners::NodeCall& call : calls.of(file.tree.kind[n])) {
      report.speak_for(call.rule);
      call.function(file, node, report);
    }
  });
}

void hear_lines(const File& file, const Listeners& listeners, std::uint32_t begin, std::uint32_t end, Report& report) {
  for (std::uint32_t number = begin; number < end; ++number) {
    const PhysicalLine line{number, file.lines.line_content(number, file.text)};
    for (const Listeners::LineCall& call : listeners.lines()) {
      report.speak_for(call.rule);
      call.function(file, line, report);
    }
  }
}

std::uint32_t count_lines(const File& file) {
  const std::uint32_t lines = file.lines.line_count();
  return file.lines.line_begin(lines - 1) == file.text.size() ? lines - 1 : lines;
}

void run_rules(const File& file, const Listeners& listeners, TreeState state, std::vector<Diagnostic>& out,
               std::vector<Condition>& conditions) {
  Report report(out, &conditions);
  const Listeners::Calls& calls = listeners.calls(state);
  // Expressions in string annotations stand behind the file's own nodes and are heard as well.
  hear_nodes(file, calls.all, 0, file.tree.size(), report);
  if (!listeners.lines().empty()) hear_lines(file, listeners, 0, count_lines(file), report);
  hear_rest(file, calls, report);
}

void run_far_rules(const File& file, const Listeners& listeners, std::vector<Diagnostic>& out,
                   std::vector<Condition>& conditions) {
  Report report(out, &conditions);
  const Listeners::Calls& calls = listeners.calls(TreeState::whole);
  hear_nodes(file, calls.far, 0, file.tree.size(), report);
  hear_nodes(file, calls.near, file.tree.own_size, file.tree.size(), report);
  hear_rest(file, calls, report);
}

}  // namespace whip
