#include "linter/engine/run.h"

namespace whip {

void run_rules(const File& file, const Listeners& listeners, TreeState state, std::vector<Diagnostic>& out,
               std::vector<Condition>& conditions) {
  Report report(out, &conditions);
  const Listeners::Calls& calls = listeners.calls(state);
  // Expressions in string annotations stand behind the file's own nodes and are heard as well.
  if (file.tree.present.intersects(calls.hears)) {
    for_each_wanted(file.tree, 0, file.tree.size(), calls.heard, [&](std::uint32_t n) {
      const Node node(file.tree, file.text, NodeId{n});
      for (const Listeners::NodeCall& call : calls.of(file.tree.kind[n])) {
        report.speak_for(call.rule);
        call.function(file, node, report);
      }
    });
  }
  if (!listeners.lines().empty()) {
    // The last line has no end of its own: "x\n" is one line.
    std::uint32_t lines = file.lines.line_count();
    if (file.lines.line_begin(lines - 1) == file.text.size()) --lines;
    for (std::uint32_t number = 0; number < lines; ++number) {
      const PhysicalLine line{number, file.lines.line_content(number, file.text)};
      for (const Listeners::LineCall& call : listeners.lines()) {
        report.speak_for(call.rule);
        call.function(file, line, report);
      }
    }
  }
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

}  // namespace whip
