#include "linter/semantic/resolve.h"

#include <algorithm>

#include "linter/file.h"
#include "linter/semantic/memory.h"
#include "linter/semantic/resolver.h"
#include "linter/semantic/typing_names.h"

namespace whip {

Resolver::Resolver(std::string_view text, Tree& tree, Parser& parser, const FileFacts& facts, const Settings& settings,
                   PythonVersion target, Names& out, Scratch& scratch)
    : text_(text),
      base_(text.data()),
      tree_(tree),
      parser_(parser),
      facts_(facts),
      settings_(settings),
      target_(target),
      out_(out),
      scratch_(scratch),
      steps_(scratch.steps),
      parts_(scratch.parts),
      stub_(facts.kind == FileKind::stub),
      notebook_(facts.kind == FileKind::notebook),
      defers_annotations_(target >= PythonVersion::py314) {
  all_interesting_ = !settings.typing_modules.empty() || !settings.pyflakes.extend_generics.empty();
  const std::string_view root = facts.module.empty() ? facts.name.substr(0, facts.name.rfind('.')) : facts.root_package;
  own_mark_ = typing_mark(root);
}

// --- The order of things.

void Resolver::run() {
  if (tree_.size() == 0) return;
  collect_globals();
  Place module;
  for (const std::string& name : settings_.builtins) custom_builtins_.push_back(out_.table_.intern(name));
  out_.custom_builtins_ = custom_builtins_;
  here_ = module;
  push_block(0, module);
  run_steps();
  run_deferred();
  read_from(kFile);
  here_ = module;
  resolve_exports();
  // Only now, since the walk reads the names of decoded strings at the places that they have there.
  for (const Decoded& decoded : scratch_.decoded) {
    for (std::uint32_t n = decoded.begin; n < decoded.end; ++n) tree_.span[n] = decoded.span;
  }
  out_.seen_typing_ = seen_typing_;
}

void Resolver::resume(const Deferred& deferred) {
  read_from(kFile);
  stand_at(deferred.place);
  read_from(deferred.source);
}

void Resolver::drain(std::vector<Deferred>& queue, void (Resolver::*visit)(const Deferred&)) {
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const Deferred deferred = queue[i];  // a copy: the queue may grow
    (this->*visit)(deferred);
  }
  queue.clear();
}

void Resolver::visit_class_base(const Deferred& deferred) {
  resume(deferred);
  Place place = deferred.place;
  place.context = place.context.with(Context::deferred_class_base);
  evaluate(deferred.node, place);
}

void Resolver::visit_type_param(const Deferred& deferred) {
  resume(deferred);
  Place place = deferred.place;
  place.context = place.context.with(Context::type_param_definition | Context::type_definition);
  evaluate(deferred.node, place);
}

void Resolver::visit_future(const Deferred& deferred) {
  resume(deferred);
  Place place = deferred.place;
  place.context = place.context.with(Context::future_definition | Context::type_definition);
  evaluate(deferred.node, place);
}

void Resolver::run_deferred() {
  Scratch& s = scratch_;
  while (!s.class_bases.empty() || !s.functions.empty() || !s.type_params.empty() || !s.lambdas.empty() || !s.future.empty() ||
         !s.strings.empty()) {
    drain(s.class_bases, &Resolver::visit_class_base);
    drain(s.functions, &Resolver::function_body);
    drain(s.type_params, &Resolver::visit_type_param);
    drain(s.lambdas, &Resolver::lambda_body);
    drain(s.future, &Resolver::visit_future);
    drain(s.strings, &Resolver::visit_string);
  }
}

// --- `global` declarations bind in the module as soon as their function is defined.

void Resolver::collect_globals() {
  if (!tree_.present.contains(Kind::global_statement)) return;
  for (std::uint32_t n = 0; n < tree_.own_size; ++n) {
    if (kind(n) != Kind::global_statement) continue;
    std::uint32_t owner = tree_.parent[n];
    while (owner != 0 && kind(owner) != Kind::function_definition && kind(owner) != Kind::class_definition) {
      owner = tree_.parent[owner];
    }
    for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
      if (kind(c) == Kind::identifier) scratch_.globals.emplace_back(owner, c);
    }
  }
  std::ranges::sort(scratch_.globals);
}

void Resolver::declare_globals(std::uint32_t owner, const Place& place) {
  if (scratch_.globals.empty()) return;
  auto declared = std::ranges::lower_bound(scratch_.globals, std::pair{owner, 0U});
  for (; declared != scratch_.globals.end() && declared->first == owner; ++declared) {
    const NameId name = intern(declared->second);
    materialise_builtin(name);
    const BindingId module = bound(kModuleScope, name);
    if (module != kNoBinding && !out_[module].is_unbound()) continue;
    const BindingId id = push_binding({name, span(declared->second), declared->second, BindingKind::assignment}, kModuleScope,
                                      place.context, place.branch);
    enter(kModuleScope, name, id);
  }
}

// --- The door.

void Names::clear() {
  table_.reset();
  scopes_.clear(), bindings_.clear(), references_.clear(), unresolved_.clear(), exports_.clear(), bad_annotations_.clear();
  rebindings_.clear(), delayed_annotations_.clear(), symbols_.clear(), branch_parents_.clear(), texts_.clear();
  imported_modules_.clear(), custom_builtins_.clear();
  // Slots of the file before: a small file behind a large one should not pay for clearing them all.
  constexpr std::size_t kFirstSlots = 256;
  slots_.assign(kFirstSlots, {0, 0});
  module_symbols_.assign(table_.size(), UINT32_MAX);
  seen_typing_ = false;
}

void resolve_names(std::string_view text, Tree& tree, Parser& parser, const FileFacts& facts, const Settings& settings,
                   PythonVersion target, Names& out) {
  Names::Memory& memory = out.prepare(text, tree, facts, settings, target);
  // A text with errors has no meaning yet.
  if (tree.has_errors) return;
  Resolver(text, tree, parser, facts, settings, target, out, memory.scratch).run();
}

}  // namespace whip
