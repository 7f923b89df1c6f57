// How a place in the program is run: as part of a program, only by type checkers, inside an exception handler, ... Bits, because they overlap.
#pragma once

#include <cstdint>

namespace whip {

struct Context {
  enum Bit : std::uint32_t {
    // An annotation that no interpreter evaluates (`from __future__ import annotations`, stubs, locals of functions); one that
    // it evaluates; one that a library needs at run time; one of which nothing is known.
    typing_only_annotation = 1U << 0,
    runtime_evaluated_annotation = 1U << 1,
    runtime_required_annotation = 1U << 2,
    runtime_ambiguous_annotation = 1U << 3,
    type_definition = 1U << 4,         // a type expression, annotation or not: strings in it are types too
    simple_string = 1U << 5,           // inside a string annotation of one plain literal
    complex_string = 1U << 6,          // inside one with escapes or several parts
    future_definition = 1U << 7,       // inside an annotation that was put off to the end of the file
    type_param_definition = 1U << 8,   // bound or default of a type parameter, value of a `type` statement
    typing_literal = 1U << 9,          // arguments of `Literal[...]`
    subscript_target = 1U << 10,       // below a subscript that is assigned to or deleted
    exception_handler = 1U << 11,
    type_checking_block = 1U << 12,    // `if TYPE_CHECKING:`
    dunder_all = 1U << 13,             // a name in `__all__`
    class_base = 1U << 14,
    deferred_class_base = 1U << 15,    // the same, in stubs, where bases may be forward references
    annotated_type_alias = 1U << 16,   // value of `X: TypeAlias = ...`
    deferred_type_alias = 1U << 17,    // value of `type X = ...`
    assert_statement = 1U << 18,
    no_type_check = 1U << 19,          // decorated by `@no_type_check`
    future_annotations = 1U << 20,     // after `from __future__ import annotations`
    unpacking = 1U << 21,              // in an assignment that takes a value apart
    orelse = 1U << 22,                 // in the `else` of a loop or a `try`

    annotation = typing_only_annotation | runtime_evaluated_annotation | runtime_required_annotation |
                 runtime_ambiguous_annotation,
    string_definition = simple_string | complex_string,
    deferred_definition = string_definition | future_definition | type_param_definition,
    typing = type_checking_block | typing_only_annotation | string_definition | type_param_definition,
    type_alias = annotated_type_alias | deferred_type_alias,
  };
  std::uint32_t bits = 0;

  constexpr bool any(std::uint32_t mask) const { return (bits & mask) != 0; }
  constexpr Context with(std::uint32_t mask) const { return {bits | mask}; }
  constexpr Context without(std::uint32_t mask) const { return {bits & ~mask}; }

  // Only type checkers go there.
  constexpr bool in_typing() const { return any(typing); }
  constexpr bool in_annotation() const { return any(annotation); }
  constexpr bool in_type_definition() const { return any(type_definition); }
  constexpr bool in_string_definition() const { return any(string_definition); }
  // Names of the module come before local ones (PEP 563).
  constexpr bool in_forward_reference() const {
    return any(string_definition) || (any(future_definition) && any(typing_only_annotation));
  }
  constexpr bool operator==(const Context&) const = default;
};

}  // namespace whip
