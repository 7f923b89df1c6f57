// From the facts of a file to its summary. No string is made but the summary's one text, and no import is read twice:
// this is done for every file of a run.

#include <algorithm>
#include <array>

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "linter/concurrency/blocking.h"
#include "linter/concurrency/builder.h"
#include "linter/file.h"
#include "linter/project/summary.h"

namespace whip {
namespace {

constexpr std::array<bool, 256> kUnwanted = [] {
  std::array<bool, 256> unwanted{};
  for (const char c : std::string_view(" \t\r\n\f\\#(")) unwanted[static_cast<unsigned char>(c)] = true;
  return unwanted;
}();

// A dotted name in the text of a file, as it would be without blanks.
bool is_plain(std::string_view dotted) {
  bool plain = true;
  for (const char c : dotted) plain = plain && !kUnwanted[static_cast<unsigned char>(c)];
  return plain;
}

class Writer {
 public:
  Writer(const File& file, SummaryDraft& out) : file_(file), facts_(file.concurrency), out_(out) { out.clear(); }

  Summary write() {
    out_.path = out_.add(file_.facts.path);
    std::string_view module = file_.facts.module;
    if (module.empty()) module = file_.facts.name.substr(0, file_.facts.name.rfind('.'));
    out_.module = out_.add(module);
    out_.library = facts_.is_library();
    if (facts_.functions().empty() || facts_.is_off()) {
      out_.functions.emplace_back();
      return out_.seal();
    }
    out_.import_of_binding.assign(file_.names.bindings().size(), Summary::kNone);
    write_functions();
    write_module_names();
    write_calls();
    write_spawns();
    write_locks();
    return out_.seal();
  }

 private:
  void write_functions() {
    const auto functions = facts_.functions();
    for (std::uint32_t f = 0; f < functions.size(); ++f) {
      const ThreadFunction& from = functions[f];
      Summary::Function to;
      if (f != 0) {
        to.name = full_name(from);
        const Node node = file_.node(from.node);
        to.span = (from.is(ThreadFunction::is_lambda) ? node : node[Field::name]).span();
        to.parent = index(from.parent);
      }
      to.flags = from.flags;
      to.entry = from.entry;
      out_.functions.push_back(to);
    }
  }

  // "f", "C.m", "f.g".
  Summary::Text full_name(const ThreadFunction& function) {
    const auto begin = static_cast<std::uint32_t>(out_.text.size());
    if (function.owner != kNoClass) {
      add_classes(function.owner);
    } else if (function.parent != kModuleCode && function.parent != kNoFunction) {
      out_.text.append(facts_[function.parent].name).append(".");
    }
    out_.text.append(function.name);
    return {begin, static_cast<std::uint32_t>(out_.text.size()) - begin};
  }

  // "Outer.Inner.", from the outermost.
  void add_classes(ClassId innermost) {
    const std::size_t begin = out_.text.size();
    for (ClassId c = innermost; c != kNoClass; c = facts_[c].parent) {
      out_.text.insert(begin, ".").insert(begin, facts_[c].name);
    }
  }

  // Whether a module cannot be a file of the project: what is asked of such a one is never answered. Files outside of
  // packages may import their neighbours by any name.
  bool is_elsewhere(std::string_view module) const {
    const std::string_view first = module.substr(0, module.find('.'));
    if (file_.facts.root_package.empty()) return is_standard_library(first);
    return first != file_.facts.root_package &&
           !std::ranges::binary_search(file_.facts.source_modules, first, {},
                                       [](const std::string& name) { return std::string_view(name); });
  }

  // What calls behind an import of the module are looked at for.
  enum Use : std::uint8_t { may_be_ours = 1, may_wait = 2 };
  std::uint8_t uses_of(std::string_view module) const {
    return static_cast<std::uint8_t>((is_elsewhere(module) ? 0 : may_be_ours) |
                                     (may_name_blocking(module) ? may_wait : 0));
  }

  // The summary's import for a binding that is one; kNone if it is of no use to others. Entered when it is first asked
  // for.
  std::uint32_t import_of(BindingId id) {
    std::uint32_t& known = out_.import_of_binding[index(id)];
    if (known == Summary::kNone) known = add_import(file_.names[id]);
    return known == kUseless ? Summary::kNone : known;
  }

  std::uint32_t add_import(const Binding& binding) {
    Summary::Import import;
    std::uint8_t uses = 0;
    const Node alias = file_.node(binding.node);
    if (binding.is(BindingKind::from_import)) {
      import.module = module_of(alias.parent());
      if (import.module.size == 0) return kUseless;
      uses = from_uses_;
      import.member = add_dotted(alias.is(Kind::aliased_import) ? alias[Field::name] : alias);
    } else {
      Node module = alias.is(Kind::aliased_import) ? alias[Field::name] : alias;
      // `import a.b` binds a.
      if (binding.is(BindingKind::submodule_import)) module = module.first_child();
      uses = uses_of(module.text());
      if (uses == 0) return kUseless;
      import.module = add_dotted(module);
    }
    if (binding.scope == kModuleScope) {
      const bool is_member = import.member.size != 0 && !alias.is(Kind::aliased_import);
      import.name = is_member ? import.member : out_.add(file_.names.name(binding));
    }
    out_.imports.push_back(import);
    out_.uses_of_import.push_back(uses);
    return static_cast<std::uint32_t>(out_.imports.size() - 1);
  }

  // The module that a `from` names, absolute; empty if it is of no use. Many names follow one `from`.
  Summary::Text module_of(Node statement) {
    if (statement.id() == from_) return from_module_;
    from_ = statement.id();
    from_module_ = {};
    const Node written = statement[Field::module_name];
    if (written.is(Kind::relative_import)) {
      from_module_ = add_absolute(written.text());
      from_uses_ = uses_of(std::string_view(out_.text).substr(from_module_.begin, from_module_.size));
    } else if (from_uses_ = uses_of(written.text()); from_uses_ != 0) {
      from_module_ = add_dotted(written);
    }
    return from_module_;
  }

  Summary::Text add_dotted(Node dotted) {
    const bool is_one_name = dotted.after() == index(dotted.id()) + 2;
    if (is_one_name || is_plain(dotted.text())) return out_.add(dotted.text());
    const auto begin = static_cast<std::uint32_t>(out_.text.size());
    for (const Node part : dotted.operands()) {
      if (out_.text.size() != begin) out_.text += '.';
      out_.text += part.text();
    }
    return {begin, static_cast<std::uint32_t>(out_.text.size()) - begin};
  }

  // "..a.b" seen from the module of the file.
  Summary::Text add_absolute(std::string_view written) {
    std::string plain;
    if (!is_plain(written)) {
      for (const char c : written) {
        if (c == '.' || is_plain({&c, 1})) plain += c;
      }
      written = plain;
    }
    const std::size_t dots = std::min(written.find_first_not_of('.'), written.size());
    std::string_view package = file_.facts.module;
    for (std::size_t up = file_.facts.is_package_init() ? 1 : 0; up < dots; ++up) {
      const std::size_t dot = package.rfind('.');
      package = dot == std::string_view::npos ? std::string_view{} : package.substr(0, dot);
    }
    if (package.empty()) return {};
    const auto begin = static_cast<std::uint32_t>(out_.text.size());
    out_.text.append(package);
    if (dots < written.size()) out_.text.append(".").append(written.substr(dots));
    return {begin, static_cast<std::uint32_t>(out_.text.size()) - begin};
  }

  // What others may import from here: imports, stars, and objects of classes.
  void write_module_names() {
    file_.names.for_each_binding(kModuleScope, [&](BindingId id) {
      const Binding& binding = file_.names[id];
      if (binding.is_any_import()) {
        import_of(id);
        return;
      }
      if (!binding.is(BindingKind::assignment) || binding.node == kNoNode) return;
      const Node target = file_.node(binding.node);
      if (!target.parent().is(Kind::assignment) || target.field() != Field::left) return;
      Node value = target.parent()[Field::right];
      while (value.is(Kind::assignment)) value = value[Field::right];
      if (!value.is(Kind::call)) return;
      const Summary::Name made_by = name_of(value[Field::function]);
      if (is_known(made_by)) out_.instances.push_back({out_.add(file_.names.name(binding)), made_by});
    });
    if (!file_.tree.present.contains(Kind::wildcard_import)) return;
    for_each_of_kind(file_.tree, 0, file_.tree.own_size, Kind::wildcard_import, [&](std::uint32_t n) {
      const Summary::Text from = module_of(file_.node(NodeId{n}).parent());
      if (from.size == 0) return;
      out_.imports.push_back({.name = out_.add("*"), .module = from, .member = {}});
      out_.uses_of_import.push_back(from_uses_);
    });
  }

  static bool is_known(const Summary::Name& name) { return name.import != Summary::kNone || name.rest.size != 0; }

  // What an expression names: something imported, or a class of the file.
  Summary::Name name_of(Node expression) {
    const Node first = first_name(expression);
    const BindingId id = first ? file_.names.binding_of(first) : kNoBinding;
    if (id == kNoBinding) return {};
    const Binding& binding = file_.names[id];
    if (binding.is(BindingKind::class_definition)) return {Summary::kNone, add_chain(first, expression, true)};
    return binding.is_any_import() ? behind_import(id, first, expression) : Summary::Name{};
  }

  Summary::Name behind_import(BindingId id, Node first, Node expression) {
    const std::uint32_t import = import_of(id);
    if (import == Summary::kNone) return {};
    return {import, first == expression ? Summary::Text{} : add_chain(first, expression, false)};
  }

  // "a.b.c", or what stands behind its first name.
  Summary::Text add_chain(Node first, Node expression, bool whole) {
    std::string_view text = expression.text();
    if (is_plain(text)) {
      if (!whole) text.remove_prefix(std::min<std::size_t>(first.end() - expression.begin() + 1, text.size()));
      return out_.add(text);
    }
    const std::size_t begin = out_.text.size();
    for (Node at = expression; at.is(Kind::attribute); at = at[Field::object]) {
      if (out_.text.size() != begin) out_.text.insert(begin, ".");
      out_.text.insert(begin, at[Field::attribute].text());
    }
    if (whole) out_.text.insert(begin, ".").insert(begin, first.text());
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(out_.text.size() - begin)};
  }

  static std::uint32_t call_flags(Node call) {
    switch (call.parent().kind()) {
      case Kind::await:
        return Summary::Call::is_awaited;
      case Kind::expression_statement:
        return Summary::Call::is_discarded;
      case Kind::decorator:
        return Summary::Call::is_decorator;
      default:
        return 0;
    }
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
      const std::uint32_t import = import_of(from.import);
      if (import == Summary::kNone) continue;
      const Node call = file_.node(from.node);
      // A decorator is the function itself; whatever else is kept is a call.
      Node called = call.is(Kind::call) ? call.first_child() : call;
      if (called.is(Kind::parenthesized_expression)) called = without_parentheses(called);
      const Node first = first_name(called);
      if (!first) continue;
      const std::uint8_t uses = out_.uses_of_import[import];
      if ((uses & may_wait) != 0) note_blocking(out_.functions[index(from.caller)], called, call);
      if ((uses & may_be_ours) == 0) continue;
      out_.calls.push_back({.caller = index(from.caller),
                            .target = {import, first == called ? Summary::Text{} : add_chain(first, called, false)},
                            .span = call.span(),
                            .flags = call_flags(call),
                            .held = facts_.held_at(call.id())});
    }
  }

  void note_blocking(Summary::Function& function, Node called, Node call) {
    if (function.blocks.size != 0 || call.parent().is(Kind::await)) return;
    // By the last name first, unless an import gave it another.
    const bool may_be =
        may_block(last_name(called)) || file_.names[file_.names.binding_of(first_name(called))].has(Binding::alias);
    if (!may_be) return;
    const std::string name = file_.names.qualified_name(called).text();
    if (!is_blocking_call(name)) return;
    function.blocks = out_.add(name);
    function.blocks_at = call.span();
  }

  void write_spawns() {
    for (const Entry& from : facts_.entries()) {
      Summary::Spawn to{.function = index(from.function),
                        .span = file_.node(from.where).span(),
                        .starter = index(from.starter),
                        .multiplicity = from.multiplicity};
      if (from.function == kNoFunction && from.target != kNoNode) to.target = name_of(file_.node(from.target));
      out_.spawns.push_back(to);
    }
  }

  void write_locks() {
    const std::string module(std::string_view(out_.text).substr(out_.module.begin, out_.module.size));
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

  static constexpr std::uint32_t kUseless = Summary::kNone - 1;

  const File& file_;
  const Concurrency& facts_;
  SummaryDraft& out_;
  NodeId from_ = kNoNode;
  Summary::Text from_module_;
  std::uint8_t from_uses_ = 0;
};

}  // namespace

Summary summarize(const File& file, SummaryDraft& draft) { return Writer(file, draft).write(); }

}  // namespace whip
