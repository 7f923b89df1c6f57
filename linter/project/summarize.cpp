// From the facts of a file to its summary.

#include <algorithm>

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "linter/concurrency/blocking.h"
#include "linter/file.h"
#include "linter/project/summary.h"

namespace whip {
namespace {

class Writer {
 public:
  explicit Writer(const File& file) : file_(file), facts_(file.concurrency) {}

  Summary write() {
    out_.path = out_.add(file_.facts.path);
    std::string_view module = file_.facts.module;
    if (module.empty()) module = file_.facts.name.substr(0, file_.facts.name.rfind('.'));
    out_.module = out_.add(module);
    out_.library = facts_.is_library();
    if (facts_.functions().empty()) {
      out_.functions.emplace_back();
      return std::move(out_);
    }
    write_functions();
    write_classes();
    write_calls();
    write_spawns();
    write_imports();
    write_locks();
    return std::move(out_);
  }

 private:
  // "f", "C.m", "f.g".
  std::string full_name(FunctionId id) const {
    std::string name;
    const ThreadFunction& function = facts_[id];
    name = function.name;
    if (function.owner != kNoClass) {
      for (ClassId c = function.owner; c != kNoClass; c = facts_[c].parent)
        name.insert(0, ".").insert(0, facts_[c].name);
    } else if (function.parent != kModuleCode && function.parent != kNoFunction) {
      name.insert(0, ".").insert(0, facts_[function.parent].name);
    }
    return name;
  }

  void write_functions() {
    const auto functions = facts_.functions();
    for (std::uint32_t f = 0; f < functions.size(); ++f) {
      const ThreadFunction& from = functions[f];
      Summary::Function to;
      if (f != 0) {
        const Node node = file_.node(from.node);
        to.name = out_.add(full_name(FunctionId{f}));
        to.span = (node[Field::name] ? node[Field::name] : node).span();
        to.owner = from.owner == kNoClass ? Summary::kNone : index(from.owner);
        to.parent = index(from.parent);
      }
      to.flags = from.flags;
      to.entry = from.entry;
      out_.functions.push_back(to);
    }
  }

  void write_classes() {
    for (const ThreadClass& from : facts_.classes()) {
      Summary::Class to{.name = out_.add(from.name),
                        .first_base = static_cast<std::uint32_t>(out_.bases.size()),
                        .flags = from.flags};
      for (const Node base : file_.node(from.node)[Field::superclasses].operands()) {
        if (base.is(Kind::keyword_argument)) continue;
        out_.bases.push_back(out_.add(absolute(base)));
        ++to.bases;
      }
      out_.classes.push_back(to);
    }
  }

  // A dotted name as other files would say it; one of the file itself without its module; empty if not known.
  std::string absolute(Node expression) const {
    const QualifiedName name = file_.names.qualified_name(expression);
    if (!name || name.is_relative()) return {};
    if (name.first().empty()) return {};  // a builtin
    return name.text();
  }

  static std::uint32_t call_flags(Node call) {
    std::uint32_t flags = 0;
    const Node parent = call.parent();
    if (parent.is(Kind::await)) flags |= Summary::Call::is_awaited;
    if (parent.is(Kind::expression_statement)) flags |= Summary::Call::is_discarded;
    if (parent.is(Kind::decorator)) flags |= Summary::Call::is_decorator;
    return flags;
  }

  void write_calls() {
    for (const ThreadCall& from : facts_.calls()) {
      const Node call = file_.node(from.node);
      out_.calls.push_back({.caller = index(from.caller),
                            .callee = index(from.callee),
                            .span = call.span(),
                            .flags = call_flags(call) | (from.on_self ? Summary::Call::on_self : 0U),
                            .held = from.held | facts_[from.caller].inherited});
    }
    for (const ForeignCall& from : facts_.foreign_calls()) {
      const Node call = file_.node(from.node);
      // A decorator is the function itself; whatever else is kept is a call.
      const std::string target = absolute(call.is(Kind::call) ? call[Field::function] : call);
      if (target.empty()) continue;
      if (is_blocking_call(target)) note_blocking(out_.functions[index(from.caller)], target, call);
      if (is_standard_library(target)) continue;
      out_.calls.push_back({.caller = index(from.caller),
                            .target = out_.add(target),
                            .span = call.span(),
                            .flags = call_flags(call),
                            .held = facts_.held_at(call.id())});
    }
  }

  void note_blocking(Summary::Function& function, std::string_view name, Node call) {
    if (function.blocks.size != 0 || call.parent().is(Kind::await)) return;
    function.blocks = out_.add(name);
    function.blocks_at = call.span();
  }

  void write_spawns() {
    for (const Entry& from : facts_.entries()) {
      Summary::Spawn to{.function = index(from.function),
                        .span = file_.node(from.where).span(),
                        .starter = index(from.starter),
                        .multiplicity = from.multiplicity};
      if (from.function == kNoFunction && from.target != kNoNode)
        to.target = out_.add(absolute(file_.node(from.target)));
      out_.spawns.push_back(to);
    }
  }

  void write_imports() {
    file_.names.for_each_binding(kModuleScope, [&](BindingId id) {
      const Binding& binding = file_.names[id];
      if (binding.is_any_import()) {
        const QualifiedName target = file_.names.import_name(binding);
        if (!target || is_standard_library(target.first())) return;
        out_.imports.push_back({out_.add(file_.names.name(binding)), out_.add(absolute_import(target))});
        return;
      }
      if (!binding.is(BindingKind::assignment) || binding.node == kNoNode) return;
      const Node target = file_.node(binding.node);
      if (!target.parent().is(Kind::assignment) || target.field() != Field::left) return;
      Node value = target.parent()[Field::right];
      while (value.is(Kind::assignment)) value = value[Field::right];
      if (!value.is(Kind::call)) return;
      const std::string made_by = absolute(value[Field::function]);
      if (!made_by.empty()) out_.instances.push_back({out_.add(file_.names.name(binding)), out_.add(made_by)});
    });
    for_each_of_kind(file_.tree, 0, file_.tree.own_size, Kind::wildcard_import, [&](std::uint32_t n) {
      const Node statement = file_.node(NodeId{n}).parent();
      const std::string from = absolute_module(statement[Field::module_name].text());
      if (!from.empty()) out_.imports.push_back({out_.add("*"), out_.add(from)});
    });
  }

  // "..a.b" seen from the module of the file.
  std::string absolute_module(std::string_view written) const {
    const std::size_t dots = std::min(written.find_first_not_of('.'), written.size());
    if (dots == 0) return std::string(written);
    std::string_view package = file_.facts.module;
    if (package.empty()) return {};
    for (std::size_t up = file_.facts.is_package_init() ? 1 : 0; up < dots; ++up) {
      const std::size_t dot = package.rfind('.');
      package = dot == std::string_view::npos ? std::string_view{} : package.substr(0, dot);
    }
    if (package.empty()) return {};
    std::string name(package);
    if (dots < written.size()) name.append(".").append(written.substr(dots));
    return name;
  }

  std::string absolute_import(const QualifiedName& target) const {
    const std::string text = target.text();
    return target.is_relative() ? absolute_module(text) : text;
  }

  void write_locks() {
    const std::string_view module = out_.at(out_.module);
    for (const Lock& from : facts_.locks()) {
      Summary::LockName to{.kind = from.kind};
      std::string name;
      if (from.place.kind == NamedPlace::Kind::global) name.append(module).append(".").append(from.place.name);
      if (from.place.kind == NamedPlace::Kind::attribute) {
        name.append(module)
            .append(".")
            .append(facts_[ClassId{from.place.owner}].name)
            .append(".")
            .append(from.place.name);
        to.of_instance = 1;
      }
      if (!name.empty()) to.name = out_.add(name);
      out_.locks.push_back(to);
    }
    for (const Hold& hold : facts_.holds()) {
      if (index(hold.lock) >= 63) continue;
      const Node where = file_.node(hold.where);
      const LockSet held = facts_.held_at(where.id()) & ~bit_of(hold.lock);
      out_.acquires.push_back(
          {.function = index(hold.function), .lock = index(hold.lock), .span = where.span(), .held = held});
    }
  }

  const File& file_;
  const Concurrency& facts_;
  Summary out_;
};

}  // namespace

Summary::Text Summary::add(std::string_view words) {
  const Text added{static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(words.size())};
  text += words;
  return added;
}

Summary summarize(const File& file) { return Writer(file).write(); }

}  // namespace whip
