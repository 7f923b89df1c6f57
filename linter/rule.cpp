#include "linter/rule.h"

#include <algorithm>
#include <utility>

#include "linter/project/condition.h"

namespace whip {

Finding Report::at(Span span, std::string message) {
  Diagnostic& diagnostic = out_->emplace_back();
  diagnostic.rule = rule_;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  return Finding(diagnostic, conditions_);
}

Finding& Finding::fix(Safety safety, std::string title, std::vector<Edit> edits) {
  if (edits.empty()) return *this;
  std::ranges::stable_sort(edits, {}, &Edit::span);
  const std::uint32_t isolation = diagnostic_->fix ? diagnostic_->fix->isolation : 0;
  diagnostic_->fix = Fix{safety, std::move(title), std::move(edits), isolation};
  return *this;
}

Finding& Finding::isolate(Node owner) {
  if (diagnostic_->fix && owner) diagnostic_->fix->isolation = index(owner.id()) + 1;
  return *this;
}

Finding& Finding::parent(Node statement) {
  if (statement) diagnostic_->parent = statement.begin();
  return *this;
}

Finding& Finding::note(Span span, std::string message) {
  diagnostic_->notes.push_back({span, std::move(message)});
  return *this;
}

Finding& Finding::only_if(const Condition& condition) {
  if (conditions_ == nullptr) return *this;
  diagnostic_->condition = static_cast<std::uint32_t>(conditions_->size());
  conditions_->push_back(condition);
  return *this;
}

}  // namespace whip
