#include "rules/shared/access_paths.h"

#include <algorithm>
#include <string>

namespace whip::rules {
namespace {

std::string holding(const Concurrency& facts, LockSet held) {
  return held == 0 ? ", holding no lock" : ", holding " + facts.lock_names(held);
}

std::string_view done(AccessKind kind) {
  switch (kind) {
    case AccessKind::read:
      return "reads";
    case AccessKind::test:
      return "tests";
    case AccessKind::iterate:
      return "walks";
    case AccessKind::rebind:
      return "sets";
    case AccessKind::update:
    case AccessKind::mutate:
      break;
  }
  return "changes";
}

}  // namespace

void one_thread(const File& file, FunctionId function, LockSet held, Finding& finding) {
  if (function == kModuleCode || function == kNoFunction) return;
  const Concurrency& facts = file.concurrency;
  const Node node = file.node(facts[function].node);
  const bool is_public = facts.is_library() && !facts[function].is(ThreadFunction::is_private);
  finding.note(
      (node[Field::name] ? node[Field::name] : node).span(),
      (is_public ? "any thread may run " : "one thread runs ") + facts.function_name(function) + holding(facts, held));
}

void another_thread(const File& file, const ThreadAccess& access, Finding& finding) {
  const Concurrency& facts = file.concurrency;
  finding.note(file.node(access.node).span(), "another " + std::string(done(access.kind)) + " it in " +
                                                  facts.function_name(access.function) + holding(facts, access.held));
}

void another_thread_here(Node place, Finding& finding) {
  finding.note(place.span(), "another may be here at the same time");
}

void whoever_changes(const File& file, const Location& location, const std::vector<FunctionId>& functions,
                     Finding& finding) {
  const ThreadAccess* found = nullptr;
  for (const ThreadAccess& access : file.concurrency.accesses(location)) {
    if (access.kind < AccessKind::update) continue;
    if (std::ranges::find(functions, access.function) != functions.end()) return another_thread(file, access, finding);
    if (found == nullptr) found = &access;
  }
  if (found != nullptr) another_thread(file, *found, finding);
}

}  // namespace whip::rules
