// The semantic model of a file: scopes, the names bound in them, and who refers to what. Complete before the first rule runs.
//
// A structure of arrays of small records that refer to each other by index. Built by resolve_names() (resolve.h) in evaluation order, as
// Python binds names: function bodies after their module, annotations that may look forward at the very end, string annotations parsed
// and walked like code. A load is tied to what was bound when it was reached, so `x = 1; f(x); x = 2` is two bindings, one reference.
// Sources: the Python reference, "Execution model", and the semantics that Ruff's users know (ruff_python_semantic).
//
//   const Binding& binding = names[names.binding_of(identifier)];
//   names.for_each_binding(scope, [&](BindingId id) { ... });        current bindings of a scope, in order of first binding
//   names.qualified_name(call[Field::function]).is("os.path.join")
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/syntax/node.h"
#include "linter/semantic/context.h"
#include "linter/semantic/name_table.h"
#include "linter/semantic/qualified_name.h"

namespace whip {

enum class ScopeId : std::uint32_t {};
enum class BindingId : std::uint32_t {};
enum class ReferenceId : std::uint32_t {};
enum class BranchId : std::uint32_t {};
inline constexpr ScopeId kModuleScope{0};
inline constexpr ScopeId kNoScope{UINT32_MAX};
inline constexpr BindingId kNoBinding{UINT32_MAX};
inline constexpr ReferenceId kNoReference{UINT32_MAX};
inline constexpr BranchId kNoBranch{0};  // on every path
constexpr std::uint32_t index(ScopeId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(BindingId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(ReferenceId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(BranchId id) { return static_cast<std::uint32_t>(id); }

enum class ScopeKind : std::uint8_t {
  module,
  class_,
  function,
  generator,   // any comprehension
  lambda,
  type,        // around every def, class and `type` statement, for type parameters
  class_cell,  // around methods: holds `__class__`
};

struct Scope {
  ScopeKind kind = ScopeKind::module;
  bool uses_locals = false;   // calls locals()
  bool star_imports = false;  // has `from m import *`
  ScopeId parent = kNoScope;
  NodeId node{0};             // module, class_definition, function_definition, a comprehension, lambda, type_alias_statement
  std::uint32_t first_symbol = UINT32_MAX;
  std::uint32_t last_symbol = UINT32_MAX;
  std::uint64_t name_filter = 0;  // a bit for each bound name, by its id: zero means not bound

  bool is(ScopeKind k) const { return kind == k; }
};

enum class BindingKind : std::uint8_t {
  annotation,         // x: int
  argument,
  named_expression,   // (x := 1)
  assignment,         // x = 1, x += 1, match captures, comprehension variables, ...
  type_param,
  loop_var,           // for x in y
  with_item,          // with y as x
  global,             // global x
  nonlocal,
  builtin,
  class_definition,
  function_definition,
  export_,            // __all__ = [...]
  future_import,
  import,             // import a, import a.b as c
  from_import,
  submodule_import,   // import a.b
  deletion,           // del x
  bound_exception,    // except E as x
  unbound_exception,  // what is left of x behind the except clause
  class_cell,         // __class__
};

// Exceptions that an enclosing `try` handles.
struct Exceptions {
  enum Bit : std::uint8_t { name_error = 1, module_not_found = 2, import_error = 4, attribute_error = 8 };
  std::uint8_t bits = 0;
  constexpr bool any(std::uint8_t mask) const { return (bits & mask) != 0; }
  constexpr bool operator==(const Exceptions&) const = default;
};

struct Binding {
  enum Flag : std::uint16_t {
    explicit_export = 1U << 0,       // import a as a
    external = 1U << 1,              // imported
    alias = 1U << 2,                 // import a as b
    is_nonlocal = 1U << 3,
    is_global = 1U << 4,
    invalid_all_format = 1U << 5,    // __all__ = 1
    invalid_all_object = 1U << 6,    // __all__ = [1]
    private_name = 1U << 7,          // begins with an underscore
    unpacked = 1U << 8,              // x, y = f()
    in_except_handler = 1U << 9,
    in_assert = 1U << 10,
    annotated_type_alias = 1U << 11,
    deferred_type_alias = 1U << 12,
  };

  Span span;            // the name; of an import without alias the dotted name; of a builtin empty
  NodeId node{0};       // the identifier, the definition, or the dotted_name / aliased_import; kNoNode for builtins
  NodeId statement{0};  // the statement around it; kNoNode for builtins
  NameId name{};
  ScopeId scope = kModuleScope;           // where the code stands (a walrus in a comprehension binds further out)
  BranchId branch = kNoBranch;
  BindingId shadowed = kNoBinding;        // the binding of the same name in the same scope that this one replaces
  BindingId shadowed_outer = kNoBinding;  // where there is none: the binding of the same name in an enclosing function or the module
  BindingId target = kNoBinding;          // of global, nonlocal, unbound_exception: what a load finds behind it
  ScopeId inner = kNoScope;               // of a class or function definition: its body's scope
  ReferenceId last_reference = kNoReference;
  Context context;
  std::uint16_t flags = 0;
  BindingKind kind = BindingKind::assignment;
  Exceptions exceptions;

  bool is(BindingKind k) const { return kind == k; }
  bool has(std::uint16_t mask) const { return (flags & mask) != 0; }
  // References to bindings of the same name that this one replaced count too: `x = 1; f(x); x = 2` leaves no binding unused.
  bool is_used() const { return last_reference != kNoReference; }
  bool is_unused() const { return last_reference == kNoReference; }
  bool is_any_import() const {
    return kind == BindingKind::import || kind == BindingKind::from_import || kind == BindingKind::submodule_import;
  }
  // The name stands for nothing here.
  bool is_unbound() const {
    return kind == BindingKind::annotation || kind == BindingKind::deletion || kind == BindingKind::unbound_exception;
  }
};

enum class Access : std::uint8_t { load, delete_ };

struct Reference {
  Span span;
  NodeId node{0};  // the identifier; the string for names in `__all__`
  ScopeId scope = kModuleScope;
  BindingId binding = kNoBinding;         // whose reference it is (bindings that replaced that one share it)
  ReferenceId previous = kNoReference;    // next older one of the same binding
  Context context;
  Access access = Access::load;
};

// A load (or `del`) that nothing binds.
struct Unresolved {
  Span span;
  NodeId node{0};
  BindingId annotation = kNoBinding;  // the bare `x: int` of a function that was found instead
  Exceptions exceptions;
  bool wildcard = false;              // a star import may bind it
};

// A name in `__all__`.
struct Export {
  std::string_view name;
  NodeId node{0};                   // the string
  BindingId all = kNoBinding;       // the binding of `__all__`
  BindingId binding = kNoBinding;   // what is exported, if the module binds it
};

// A string annotation that is no expression.
struct BadAnnotation {
  NodeId node{0};
  std::string problem;  // in words
};

struct FileFacts;
struct Settings;
class Parser;

class Names {
 public:
  Names();
  ~Names();
  Names(Names&&) noexcept;
  Names& operator=(Names&&) noexcept;

  std::span<const Scope> scopes() const { return scopes_; }
  std::span<const Binding> bindings() const { return bindings_; }
  std::span<const Reference> references() const { return references_; }
  std::span<const Unresolved> unresolved() const { return unresolved_; }
  std::span<const Export> exports() const { return exports_; }
  std::span<const BadAnnotation> bad_annotations() const { return bad_annotations_; }
  const Scope& operator[](ScopeId id) const { return scopes_[index(id)]; }
  const Binding& operator[](BindingId id) const { return bindings_[index(id)]; }
  const Reference& operator[](ReferenceId id) const { return references_[index(id)]; }
  BindingId id_of(const Binding& binding) const { return BindingId(static_cast<std::uint32_t>(&binding - bindings_.data())); }

  std::string_view text(NameId name) const { return table_.text(name); }
  std::string_view name(const Binding& binding) const { return table_.text(binding.name); }
  // kNoName if the file has no such name.
  NameId find_name(std::string_view name) const { return table_.find(name); }

  // --- What a scope binds.
  // The last binding of the name in this very scope, or kNoBinding. Builtins that the module uses count as bound by it.
  BindingId bound(ScopeId scope, NameId name) const;
  BindingId bound(ScopeId scope, std::string_view name) const { return bound(scope, table_.find(name)); }
  template <class Function>
  void for_each_binding(ScopeId scope, Function&& f) const {
    for (std::uint32_t s = scopes_[index(scope)].first_symbol; s != UINT32_MAX; s = symbols_[s].next) f(symbols_[s].binding);
  }
  // From the newest to the oldest; those of replaced bindings of the name among them.
  template <class Function>
  void for_each_reference(const Binding& binding, Function&& f) const {
    for (ReferenceId r = binding.last_reference; r != kNoReference; r = references_[index(r)].previous) f(references_[index(r)]);
  }
  // Scopes that declare the binding `global` or `nonlocal`: pairs (binding, scope).
  std::span<const std::pair<BindingId, ScopeId>> rebindings() const { return rebindings_; }
  bool is_rebound(BindingId binding) const;
  // `x: int` behind `x = 1`: pairs (binding of x, binding of the annotation).
  std::span<const std::pair<BindingId, BindingId>> delayed_annotations() const { return delayed_annotations_; }

  // --- What a name means.
  // What code in the scope finds under the name once everything is bound. kNoBinding for builtins nobody uses and for nothing.
  BindingId lookup(std::string_view name, ScopeId scope) const;
  // Whether the name is a builtin there that nothing hides.
  bool is_builtin_in(std::string_view name, ScopeId scope) const;
  // Whether the name is free there: unbound or a builtin.
  bool is_available(std::string_view name, ScopeId scope) const;
  // What an identifier refers to when it is reached; kNoBinding if it is not a load or nothing binds it.
  BindingId binding_of(Node identifier) const;
  // The same, if nothing else in its scope binds the name before.
  BindingId only_binding(Node identifier) const;
  // Names and chains of attributes, resolved over imports, builtins and definitions of the module. Empty: not known. Parentheses are not looked through.
  QualifiedName qualified_name(Node expression) const;
  // What an import binding stands for, as written: `from .a import b` is ". a b".
  QualifiedName import_name(const Binding& binding) const;
  // `name` or `builtins.name`, nothing hiding it.
  bool is_builtin(Node expression, std::string_view name) const;
  // The builtin that the expression is; empty if it is none.
  std::string_view builtin_name(Node expression) const;
  // Whether the expression is a member of typing, typing_extensions, _typeshed or a module of the setting typing-modules.
  bool match_typing(Node expression, std::string_view member) const;
  bool is_typing(const QualifiedName& name, std::string_view member) const;
  // Whether an import of this top-level module stands anywhere in the file: a quick way out.
  bool imports_module(std::string_view module) const;
  // The module's own dotted name, from the path of the file; empty if not known.
  std::string_view module_name() const { return module_; }

  // --- Where a node stands.
  ScopeId scope_of(Node node) const;
  // The scope of a function's, class's, lambda's or comprehension's body. kNoScope for other nodes.
  ScopeId body_scope(Node definition) const;
  // The first enclosing scope that is not one of type parameters or `__class__`.
  ScopeId enclosing_scope(ScopeId scope) const;
  // Whether both lie on the same path through `if`, `try`, `match`, `with`.
  bool same_branch(const Binding& a, const Binding& b) const { return a.branch == b.branch; }
  // Whether every path to `later` goes through `earlier`.
  bool dominates(const Binding& earlier, const Binding& later) const;

 private:
  friend class Resolver;
  friend void resolve_names(std::string_view, Tree&, Parser&, const FileFacts&, const Settings&, PythonVersion, Names&);
  struct Symbol {  // a name in a scope
    NameId name;
    BindingId binding;
    std::uint32_t next;  // in the same scope
  };
  struct Slot {
    std::uint64_t key;  // scope and name; 0: free
    std::uint32_t symbol;
  };
  std::uint32_t symbol(ScopeId scope, NameId name) const;
  struct Found {  // what a lookup came to
    BindingId binding = kNoBinding;
    bool builtin = false;  // one that nothing has materialised yet
  };
  Found find(NameId name, std::string_view text, ScopeId scope, bool forward) const;
  QualifiedName resolve(Node expression, ScopeId scope, bool forward) const;
  std::string_view builtin_at(Node expression, ScopeId scope) const;
  QualifiedName from_relative(const QualifiedName& written) const;
  struct Memory;  // what the walk reuses
  Memory& prepare(std::string_view text, const Tree& tree, const FileFacts& facts, const Settings& settings, PythonVersion target);
  void clear();

  NameTable table_;
  std::vector<Scope> scopes_;
  std::vector<Binding> bindings_;
  std::vector<Reference> references_;
  std::vector<Unresolved> unresolved_;
  std::vector<Export> exports_;
  std::vector<BadAnnotation> bad_annotations_;
  std::vector<std::pair<BindingId, ScopeId>> rebindings_;
  std::vector<std::pair<BindingId, BindingId>> delayed_annotations_;
  std::vector<Symbol> symbols_;
  std::vector<Slot> slots_;                   // open addressing, a power of two
  std::vector<std::uint32_t> module_symbols_;  // by name: the module scope's symbol
  std::vector<std::uint32_t> facts_;          // by node: the binding of a load, the scope of a definition; UINT32_MAX
  std::vector<BranchId> branch_parents_;
  std::deque<std::string> texts_;             // strings that are not in the file as they are: decoded names
  std::vector<std::string> typing_modules_;
  std::string_view module_;
  std::string_view module_stem_;              // outside packages: the file's name
  std::vector<NameId> imported_modules_;      // first segments
  std::vector<NameId> custom_builtins_;
  PythonVersion target_ = kDefaultPython;
  bool notebook_ = false;
  bool package_init_ = false;
  bool seen_typing_ = false;
  const Tree* tree_ = nullptr;
  const char* source_ = nullptr;
  std::unique_ptr<Memory> memory_;
};

}  // namespace whip
