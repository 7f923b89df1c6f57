#include "linter/semantic/names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/syntax/parse.h"
#include "core/text/source.h"
#include "linter/file.h"
#include "linter/semantic/resolve.h"

namespace whip {
namespace {

// A program and its names.
class Program {
 public:
  explicit Program(std::string_view text, FileFacts facts = {.path = "m.py", .name = "m.py"}, Settings settings = {})
      : source_(text), facts_(facts), settings_(std::move(settings)) {
    parser_.parse(source_.text(), tree_);
    resolve_names(source_.text(), tree_, parser_, facts_, settings_, kDefaultPython, names);
  }
  Node root() const { return Node(tree_, source_.text(), NodeId{0}); }
  std::string_view text() const { return source_.text(); }
  // The nth node (from 0) of this kind and text.
  Node find(Kind kind, std::string_view wanted, int nth = 0) const {
    for (std::uint32_t n = 0; n < tree_.size(); ++n) {
      const Node node(tree_, source_.text(), NodeId{n});
      if (node.is(kind) && node.text() == wanted && nth-- == 0) return node;
    }
    ADD_FAILURE() << "no " << wanted;
    return {};
  }
  Node name(std::string_view wanted, int nth = 0) const { return find(Kind::identifier, wanted, nth); }
  const Binding& bound(std::string_view name, ScopeId scope = kModuleScope) const {
    const BindingId id = names.bound(scope, name);
    EXPECT_NE(id, kNoBinding) << name;
    return names[id == kNoBinding ? BindingId{0} : id];
  }
  ScopeId body(Kind kind, int nth = 0) const {
    for (std::uint32_t n = 0; n < tree_.size(); ++n) {
      if (tree_.kind[n] == kind && nth-- == 0) return names.body_scope(Node(tree_, source_.text(), NodeId{n}));
    }
    return kNoScope;
  }
  std::string unresolved() const {
    std::string all;
    for (const Unresolved& use : names.unresolved()) {
      all += std::string(all.empty() ? "" : " ") + std::string(text().substr(use.span.begin, use.span.size()));
    }
    return all;
  }

  Names names;

 private:
  Source source_;
  FileFacts facts_;
  Settings settings_;
  Parser parser_;
  Tree tree_;
};

std::string meaning(const Program& program, Kind kind, std::string_view text) {
  return program.names.qualified_name(program.find(kind, text)).text();
}

TEST(Names, AreEmptyBeforeTheFirstFile) {
  const Names names;
  EXPECT_TRUE(names.bindings().empty());
  EXPECT_TRUE(names.scopes().empty());
}

TEST(Names, TieALoadToWhatWasBoundWhenItWasReached) {
  const Program program("x = 1\nf(x)\nx = 2\n");
  const BindingId first = program.names.binding_of(program.name("x", 1));
  ASSERT_NE(first, kNoBinding);
  EXPECT_EQ(program.names[first].span.begin, 0U);
  EXPECT_EQ(program.bound("x").shadowed, first);
  EXPECT_TRUE(program.bound("x").is_used()) << "a binding counts the uses of those it replaced";
}

TEST(Names, LetFunctionsSeeWhatFollowsThem) {
  const Program program("def f():\n    return x\nx = 1\n");
  EXPECT_EQ(program.names.binding_of(program.name("x")), program.names.id_of(program.bound("x")));
  EXPECT_EQ(program.unresolved(), "");
}

TEST(Names, HideAClassFromItsMethods) {
  const Program program("class A:\n    x = 1\n    y = x\n    def f(self, d=x):\n        return x\n");
  EXPECT_EQ(program.unresolved(), "x");
  EXPECT_EQ(program.names.unresolved()[0].span.begin, program.name("x", 3).begin());
}

TEST(Names, EvaluateTheFirstIterableOutside) {
  const Program program("[x for x in x]\n");
  EXPECT_EQ(program.unresolved(), "x");
  EXPECT_EQ(program.names.unresolved()[0].span.begin, 12U);
}

TEST(Names, BindAWalrusOutsideOfComprehensions) {
  const Program program("[[(y := x) for x in z] for z in []]\ny\n");
  EXPECT_EQ(program.unresolved(), "");
  EXPECT_TRUE(program.bound("y").is(BindingKind::named_expression));
}

TEST(Names, KnowWhatAnImportStandsFor) {
  const Program program(
      "import numpy as np, os.path\nfrom a.b import c as d\nnp.array\nos.name\nd.e.f\nlist.append\nd().x\n");
  EXPECT_EQ(meaning(program, Kind::attribute, "np.array"), "numpy.array");
  EXPECT_EQ(meaning(program, Kind::attribute, "os.name"), "os.name");
  EXPECT_EQ(meaning(program, Kind::attribute, "d.e.f"), "a.b.c.e.f");
  EXPECT_EQ(meaning(program, Kind::attribute, "list.append"), "list.append");
  EXPECT_EQ(meaning(program, Kind::attribute, "d().x"), "");
}

TEST(Names, FollowRelativeImportsWhereTheModuleIsKnown) {
  constexpr std::string_view kText = "from ..a import b\nb.c\n";
  EXPECT_EQ(meaning(Program(kText, {.path = "p/q/m.py", .name = "m.py", .module = "p.q.m"}), Kind::attribute, "b.c"), "p.a.b.c");
  EXPECT_EQ(meaning(Program(kText, {.path = "p/q/__init__.py", .name = "__init__.py", .module = "p.q"}), Kind::attribute, "b.c"),
            "p.a.b.c");
  EXPECT_EQ(meaning(Program(kText), Kind::attribute, "b.c"), "");
  EXPECT_EQ(meaning(Program(kText, {.path = "p/m.py", .name = "m.py", .module = "p.m"}), Kind::attribute, "b.c"), "a.b.c");
}

TEST(Names, TellBuiltinsFromWhatHidesThem) {
  const Program program("list(1)\ndef f(set):\n    set(2)\nimport builtins\nbuiltins.dict\n");
  EXPECT_TRUE(program.names.is_builtin(program.name("list"), "list"));
  EXPECT_FALSE(program.names.is_builtin(program.name("list"), "set"));
  EXPECT_FALSE(program.names.is_builtin(program.name("set", 1), "set"));
  EXPECT_TRUE(program.names.is_builtin(program.find(Kind::attribute, "builtins.dict"), "dict"));
  EXPECT_TRUE(program.names.is_builtin_in("open", kModuleScope));
  EXPECT_FALSE(program.names.is_builtin_in("set", program.body(Kind::function_definition)));
  EXPECT_TRUE(program.names.is_available("tuple", kModuleScope));
  EXPECT_FALSE(program.names.is_available("f", kModuleScope));
}

TEST(Names, MatchMembersOfTypingUnderAnyName) {
  const Program program("import typing as t\nfrom typing_extensions import overload as o\nt.cast\no\nx = 1\n");
  EXPECT_TRUE(program.names.match_typing(program.find(Kind::attribute, "t.cast"), "cast"));
  EXPECT_TRUE(program.names.match_typing(program.name("o", 1), "overload"));
  EXPECT_FALSE(program.names.match_typing(program.name("o", 1), "cast"));
  EXPECT_FALSE(program.names.match_typing(program.name("x"), "cast"));
}

TEST(Names, ReadStringAnnotationsAsCode) {
  const Program program("from typing import List\nx: 'List[\"B\"]'\ny = List['C']\nz = {'D': 1}['E']\n");
  EXPECT_EQ(program.unresolved(), "C B");
  EXPECT_TRUE(program.bound("List").is_used());
}

TEST(Names, PlaceWhatADecodedAnnotationNamesAtItsString) {
  const Program program("x: 'a' 'b'\n");
  ASSERT_EQ(program.names.unresolved().size(), 1U);
  EXPECT_EQ(program.names.unresolved()[0].span, (Span{3, 10}));
}

TEST(Names, CollectExports) {
  const Program program("__all__ = ['a', 'b'] + other.__all__\n__all__ += ('c',)\na = 1\n");
  ASSERT_EQ(program.names.exports().size(), 3U);
  EXPECT_EQ(program.names.exports()[0].name, "a");
  EXPECT_NE(program.names.exports()[0].binding, kNoBinding);
  EXPECT_EQ(program.names.exports()[1].binding, kNoBinding);
  EXPECT_TRUE(program.bound("a").is_used());
  EXPECT_TRUE(program.bound("__all__").is(BindingKind::export_));
}

TEST(Names, RememberBranches) {
  const Program program("try:\n    import a\nexcept E:\n    import b\nelse:\n    import c\nif x:\n    import d\nimport e\n");
  const Names& names = program.names;
  EXPECT_FALSE(names.same_branch(program.bound("a"), program.bound("b")));
  EXPECT_TRUE(names.same_branch(program.bound("a"), program.bound("c"))) << "`else` goes on where the body ends";
  EXPECT_FALSE(names.same_branch(program.bound("d"), program.bound("e")));
  EXPECT_TRUE(names.dominates(program.bound("e"), program.bound("d")));
  EXPECT_FALSE(names.dominates(program.bound("d"), program.bound("e")));
}

TEST(Names, KnowWhichExceptionsAreHandled) {
  const Program program("try:\n    import a\n    def f():\n        import b\nexcept (ImportError, NameError):\n    pass\n");
  EXPECT_EQ(program.bound("a").exceptions.bits, Exceptions::import_error | Exceptions::name_error);
  EXPECT_EQ(program.bound("b", program.body(Kind::function_definition)).exceptions.bits, 0)
      << "the function is called elsewhere";
}

TEST(Names, TellTypingFromRunning) {
  const Program program(
      "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\nimport b\ndef f(x: b) -> 'b': ...\n");
  EXPECT_TRUE(program.bound("a").context.in_typing());
  EXPECT_FALSE(program.bound("b").context.in_typing());
  std::vector<bool> typing;
  program.names.for_each_reference(program.bound("b"), [&](const Reference& use) { typing.push_back(use.context.in_typing()); });
  EXPECT_EQ(typing, (std::vector{true, false}));
}

TEST(Names, FindTheScopeOfAnyNode) {
  const Program program("class A(b):\n    @c\n    def f(d, e=g) -> h:\n        return lambda i=j: [k for l in m]\n");
  const Names& names = program.names;
  const ScopeId function = program.body(Kind::function_definition);
  const ScopeId class_scope = program.body(Kind::class_definition);
  EXPECT_TRUE(names[names.scope_of(program.name("b"))].is(ScopeKind::type));
  EXPECT_EQ(names.scope_of(program.name("c")), class_scope);
  EXPECT_EQ(names.scope_of(program.name("d")), function);
  EXPECT_EQ(names.scope_of(program.name("g")), class_scope);
  EXPECT_TRUE(names[names.scope_of(program.name("h"))].is(ScopeKind::type));
  EXPECT_EQ(names.scope_of(program.name("j")), function);
  EXPECT_EQ(names.scope_of(program.name("k")), program.body(Kind::list_comprehension));
  EXPECT_EQ(names.scope_of(program.name("l")), program.body(Kind::list_comprehension));
  EXPECT_EQ(names.scope_of(program.name("m")), program.body(Kind::lambda));
  EXPECT_EQ(names.enclosing_scope(function), class_scope);
  EXPECT_EQ(names.scope_of(program.name("A")), kModuleScope);
}

TEST(Names, StandNestingDeeperThanTheStack) {
  std::string text = "x = ";
  constexpr int kDepth = 100000;
  for (int i = 0; i < kDepth; ++i) text += "(lambda: ";
  text += "y";
  for (int i = 0; i < kDepth; ++i) text += ")";
  const Program program(text + "\n");
  EXPECT_EQ(program.unresolved(), "y");
}

TEST(Names, ForgetTheFileBefore) {
  Parser parser;
  Tree tree;
  Names names;
  const FileFacts facts{.path = "m.py", .name = "m.py"};
  const Settings settings;
  const Source sources[] = {Source("import a\nb\n"), Source("c = 1\n")};
  for (const Source& source : sources) {
    parser.parse(source.text(), tree);
    resolve_names(source.text(), tree, parser, facts, settings, kDefaultPython, names);
  }
  EXPECT_EQ(names.bound(kModuleScope, "a"), kNoBinding);
  EXPECT_NE(names.bound(kModuleScope, "c"), kNoBinding);
  EXPECT_TRUE(names.unresolved().empty());
}

TEST(Names, SayNothingOfTextsWithErrors) {
  const Program program("def f(:\n    x\n");
  EXPECT_TRUE(program.names.bindings().empty());
  EXPECT_EQ(program.names.scope_of(program.root()), kModuleScope);
}

}  // namespace
}  // namespace whip
