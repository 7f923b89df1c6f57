// The walk that builds the model. Inside of linter/semantic only; the door is resolve.h.
//
// Two machines with explicit stacks, so that no depth of input can exhaust ours. Statements: a stack of steps (walk the statements of
// this block, enter that clause, bind the class when its body is done), each with the place that it is walked at, so nothing has to be restored. Expressions:
// a stack of parts, ranges of node ids with the scope and context they belong to. Most of an expression is plain and is scanned over in one
// loop; only what changes scope, order or context (lambda, comprehension, `x if c else y`, `:=`, calls and subscripts of
// typing's names) is split into parts.
//
// Order is Python's: bodies of functions wait until their module is through, as do lambdas, type parameters' bounds, annotations under PEP 563
// and string annotations; the queues are emptied in this order until nothing is left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/syntax/parse.h"
#include "core/syntax/python_version.h"
#include "linter/semantic/names.h"

namespace whip {

class Resolver {
 public:
  // Memory that lives from file to file.
  struct Scratch;

  Resolver(std::string_view text, Tree& tree, Parser& parser, const FileFacts& facts, const Settings& settings, PythonVersion target,
           Names& out, Scratch& scratch);
  void run();

 private:
  // Where a statement stands.
  struct Place {
    ScopeId scope = kModuleScope;
    Context context;
    BranchId branch = kNoBranch;
    std::uint32_t statement = 0;  // the innermost one
    Exceptions exceptions;        // that `try` statements around it handle
  };
  struct Step {
    enum Kind : std::uint8_t { statements, elif_clause, handler, handler_end, case_clause, class_end };
    Kind kind;
    std::uint32_t node;  // of `statements`: the first; else the clause, or the name that ends
    std::uint32_t end;
    Place place;
    std::uint32_t extra = 0;  // handler: the branch of its `try`; handler_end: what its name meant before; class_end: the class's scope
  };
  // Nodes [begin, end) of an expression.
  struct Part {
    enum Kind : std::uint8_t {
      load,           // evaluated
      store,          // assigned to
      named,          // the target of :=
      deletion,       // the target of `del`
      type,           // a type expression, to be put off if annotations are
    };
    std::uint32_t begin;
    std::uint32_t end;
    ScopeId scope;
    Context context;
    Kind kind;
  };
  struct Deferred {
    std::uint32_t node;
    Place place;
    std::uint32_t source;  // whose bytes the spans are of: kFile, or the index of a decoded string
  };
  static constexpr std::uint32_t kFile = UINT32_MAX;
  // A binding that may stand for one of the names whose calls and subscripts hold types: set where it is made, so that
  // other calls and subscripts cost one test.
  static constexpr std::uint16_t kMayBeTyping = 1U << 15;
  // Nodes of a decoded string annotation: where it came from is all that can be said of their places.
  struct Decoded {
    std::uint32_t begin;
    std::uint32_t end;
    Span span;
  };
  // What the names that the current statement assigns to become.
  enum class Stores : std::uint8_t { assignment, annotation, loop_var, with_item, export_, type_alias, annotated_alias };
  enum class Typing : std::uint8_t {
    none, cast, new_type, type_var, type_alias_type, named_tuple, typed_dict, type_form, mypy_extension
  };
  enum class Subscript : std::uint8_t { none, literal, generic, annotated, typed_dict };

 public:
  struct Scratch {
    std::vector<Step> steps;
    std::vector<Part> parts;
    std::vector<Deferred> functions, type_params, lambdas, class_bases, future, strings, batch;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> globals;  // (owner of the scope, identifier), sorted
    std::vector<Decoded> decoded;
    std::vector<Span> origins;  // by decoded string: the annotation's place in the file
    std::string value;
  };

 private:
  // --- The tree.
  Kind kind(std::uint32_t n) const { return tree_.kind[n]; }
  std::string_view text(std::uint32_t n) const { return {base_ + tree_.span[n].begin, tree_.span[n].size()}; }
  // Where the node is in the file.
  Span span(std::uint32_t n) const { return source_ == kFile ? tree_.span[n] : scratch_.origins[source_]; }
  void read_from(std::uint32_t source);
  std::uint32_t child(std::uint32_t n, Field field) const;  // UINT32_MAX: none
  std::uint32_t child_of_kind(std::uint32_t n, Kind kind) const;
  Node node(std::uint32_t n) const { return Node(tree_, {base_, 0}, NodeId{n}); }
  NameId intern(std::uint32_t n) { return source_ == kFile ? out_.table_.intern_padded(text(n)) : out_.table_.intern(text(n)); }

  // --- bind.cpp: scopes, bindings, references.
  ScopeId push_scope(ScopeKind kind, std::uint32_t node, ScopeId parent);
  BranchId push_branch(BranchId parent);
  BindingId bound(ScopeId scope, NameId name) const;
  void enter(ScopeId scope, NameId name, BindingId binding);  // sets `shadowed`
  void enter(ScopeId scope, NameId name, BindingId binding, std::uint32_t symbol);  // that the scope has for the name
  BindingId materialise_builtin(NameId name);
  struct Binder {  // what a new binding is
    NameId name;
    Span span;
    std::uint32_t node;
    BindingKind kind;
    std::uint16_t flags = 0;
  };
  BindingId push_binding(const Binder& binder, ScopeId scope, Context context, BranchId branch);
  BindingId bind(const Binder& binder, ScopeId scope, Context context, BranchId branch);
  void refer(BindingId binding, ScopeId scope, std::uint32_t node, Context context, Access access = Access::load);
  void refer_with_submodule(BindingId binding, NameId name, ScopeId in, ScopeId scope, std::uint32_t node, Context context);
  BindingId submodule_behind(BindingId binding, NameId name, ScopeId scope) const;
  void unresolved(std::uint32_t node, BindingId annotation, bool wildcard);
  BindingId load(std::uint32_t identifier, ScopeId scope, Context context);
  BindingId load_name(NameId name, std::uint32_t node, ScopeId scope, Context context);
  BindingId load_bound(BindingId found, NameId name, ScopeId in, std::uint32_t node, ScopeId scope, Context context,
                       bool& go_on);
  void store(std::uint32_t identifier, ScopeId scope, Context context);
  void delete_name(std::uint32_t identifier, ScopeId scope, Context context);
  bool may_be_skipped(Context context) const;

  // --- expressions.cpp
  void push(std::uint32_t node, ScopeId scope, Context context, Part::Kind kind = Part::load) {
    parts_.push_back({node, tree_.after[node], scope, context, kind});
  }
  void push_child(std::uint32_t node, Field field, ScopeId scope, Context context, Part::Kind kind = Part::load);
  void run_parts();
  void evaluate(std::uint32_t node, const Place& place, Part::Kind kind = Part::load);
  void scan(const Part& part);
  void scan_store(const Part& part);
  bool split(std::uint32_t& n, const Part& part);  // a node that is not plain; false: go on behind it at n
  void comprehension(std::uint32_t node, const Part& part);
  void lambda(std::uint32_t node, const Part& part);
  bool call(std::uint32_t& n, const Part& part);
  bool subscript(std::uint32_t& n, const Part& part);
  BindingId load_head(std::uint32_t& n, const Part& part);

  // --- typing.cpp: type expressions.
  void type_definition(const Part& part);
  void defer_string(std::uint32_t string, ScopeId scope, Context context);
  void visit_string(const Deferred& deferred);
  std::string problem_of(const Deferred& deferred, std::uint32_t root);
  std::uint32_t parse_string(const Deferred& deferred, Context& context);
  std::uint16_t typing_mark(std::string_view root) const;
  Typing typing_callable(std::uint32_t function) const;
  Subscript typing_subscript(std::uint32_t value) const;
  bool is_typing_module_member(const QualifiedName& name, bool (*accepts)(std::string_view)) const;
  void typing_call(Typing callable, std::uint32_t call, const Part& part);
  void typing_argument(Typing callable, std::uint32_t argument, std::uint32_t nth, bool first_keyword, const Part& part);
  void push_type(std::uint32_t node, const Part& part) { push(node, part.scope, part.context, Part::type); }
  void push_value(std::uint32_t node, const Part& part) {
    push(node, part.scope, part.context.without(Context::type_definition));
  }
  void named_tuple_fields(std::uint32_t list, const Part& part);
  void dictionary_types(std::uint32_t dictionary, bool keys_matter, const Part& part);
  void typing_subscripts(Subscript subscript, std::uint32_t node, const Part& part);
  std::uint32_t unparenthesized(std::uint32_t n) const;
  Context annotation_context(const Place& place, std::uint32_t function) const;
  bool is_type_checking_test(std::uint32_t test, ScopeId scope) const;
  bool is_dataclass_meta(std::uint32_t annotation, const Place& place) const;
  bool has_decorator(std::uint32_t definition, ScopeId scope, std::initializer_list<std::string_view> names) const;
  bool is_single_dispatch(std::uint32_t decorated, ScopeId scope) const;
  bool match_typing(std::uint32_t expression, std::string_view member, ScopeId scope, Context context) const;

  // --- statements.cpp, compound.cpp
  void run_steps();
  void statements(Step step);
  bool statement(std::uint32_t n, Place& place);  // true: a compound statement was pushed
  bool takes_apart(std::uint32_t target) const;
  void assignment(std::uint32_t n, const Place& place);
  void annotated_assignment(std::uint32_t n, const Place& place);
  void see_module(std::string_view root);
  void import_statement(std::uint32_t n, const Place& place);
  void import_from(std::uint32_t n, const Place& place);
  void future_import(std::uint32_t n, Place& place);
  void bind_import(std::uint32_t alias, const Place& place, BindingKind kind);
  void global_statement(std::uint32_t n, const Place& place);
  void nonlocal_statement(std::uint32_t n, const Place& place);
  void type_alias(std::uint32_t n, const Place& place);
  void push_block(std::uint32_t block, const Place& place);
  void push_else(std::uint32_t clause, Place place);
  void if_statement(std::uint32_t n, const Place& place);
  void try_statement(std::uint32_t n, const Place& place);
  void with_statement(std::uint32_t n, const Place& place);
  void definition(std::uint32_t n, Place place);
  void function(std::uint32_t definition, std::uint32_t decorated, const Place& place);
  void class_(std::uint32_t definition, const Place& place);
  void class_end(const Step& step);
  void type_parameters(std::uint32_t n, const Place& place);
  void function_body(const Deferred& deferred);
  void lambda_body(const Deferred& deferred);
  void bind_parameters(std::uint32_t parameters, const Place& place);
  void handler(const Step& step);
  void handler_end(const Step& step);
  void case_clause(const Step& step);
  void pattern(std::uint32_t n, const Place& place);
  void declare_globals(std::uint32_t owner, const Place& place);
  void collect_globals();
  Exceptions handled_exceptions(std::uint32_t try_statement, ScopeId scope) const;
  void add_exception(std::uint32_t type, ScopeId scope, Exceptions& exceptions) const;
  void stand_at(const Place& place);  // makes it the place of expressions

  // --- resolve.cpp, exports.cpp
  void resume(const Deferred& deferred);
  void run_deferred();
  void drain(std::vector<Deferred>& queue, void (Resolver::*visit)(const Deferred&));
  void visit_class_base(const Deferred& deferred);
  void visit_type_param(const Deferred& deferred);
  void visit_future(const Deferred& deferred);
  void collect_exports(std::uint32_t statement, BindingId binding, std::uint16_t& flags);
  void export_elements(Node collection, std::uint16_t& flags);
  void exported_value(Node value, std::uint16_t& flags);
  void resolve_exports();

  std::string_view text_;
  const char* base_;              // of the spans: the file's text, or that of a decoded string annotation
  std::uint32_t source_ = kFile;  // which of them
  Tree& tree_;
  Parser& parser_;
  const FileFacts& facts_;
  const Settings& settings_;
  PythonVersion target_;
  Names& out_;
  Scratch& scratch_;
  std::vector<Step>& steps_;
  std::vector<Part>& parts_;
  bool stub_;
  bool notebook_;
  bool defers_annotations_;      // from 3.14 on, annotations are evaluated late
  bool all_interesting_ = false;  // settings name modules or generics of their own
  std::uint16_t own_mark_ = 0;    // kMayBeTyping where the file is a module such as typing itself
  bool seen_typing_ = false;      // something of typing is imported
  bool seen_dataclasses_ = false;
  bool seen_submodules_ = false;  // `import a.b` binds something
  std::vector<NameId> custom_builtins_;
  Place here_;                    // of the expression at work
  Stores stores_ = Stores::assignment;
  std::string_view import_root_;  // first segment of the module that is being imported
};

}  // namespace whip
