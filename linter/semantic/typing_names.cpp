#include "linter/semantic/typing_names.h"

#include <algorithm>
#include <array>

namespace whip {
namespace {

using std::string_view;

constexpr auto kBuiltins = std::to_array<string_view>({"dict", "frozenset", "list", "set", "slice", "tuple", "type"});
constexpr auto kCollections = std::to_array<string_view>({"ChainMap", "Counter", "OrderedDict", "defaultdict", "deque"});
constexpr auto kCollectionsAbc = std::to_array<string_view>(
    {"AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable", "ByteString", "Callable",
     "Collection", "Container", "Coroutine", "Generator", "ItemsView", "Iterable", "Iterator", "KeysView",
     "Mapping", "MappingView", "MutableMapping", "MutableSequence", "MutableSet", "Reversible", "Sequence",
     "Set", "ValuesView"});
constexpr auto kContextlib = std::to_array<string_view>({"AbstractAsyncContextManager", "AbstractContextManager"});
constexpr auto kRe = std::to_array<string_view>({"Match", "Pattern"});
constexpr auto kTyping = std::to_array<string_view>(
    {"AbstractSet", "AsyncContextManager", "AsyncGenerator", "AsyncIterator", "Awaitable", "BinaryIO", "ByteString",
     "Callable", "ChainMap", "ClassVar", "Collection", "Concatenate", "Container", "ContextManager", "Coroutine",
     "Counter", "DefaultDict", "Deque", "Dict", "Final", "FrozenSet", "Generator", "Generic", "IO", "ItemsView",
     "Iterable", "Iterator", "KeysView", "List", "Mapping", "Match", "MutableMapping", "MutableSequence",
     "MutableSet", "Optional", "OrderedDict", "Pattern", "Reversible", "Sequence", "Set", "TextIO", "Tuple", "Type",
     "TypeForm", "TypeGuard", "TypeIs", "Union", "Unpack", "ValuesView"});
constexpr auto kTypingIo = std::to_array<string_view>({"BinaryIO", "IO", "TextIO"});
constexpr auto kTypingExtensions = std::to_array<string_view>(
    {"AsyncContextManager", "AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable", "ChainMap", "ClassVar",
     "Concatenate", "ContextManager", "Coroutine", "Counter", "DefaultDict", "Deque", "Type", "TypeForm", "TypeGuard",
     "TypeIs"});
constexpr auto kWeakref = std::to_array<string_view>({"WeakKeyDictionary", "WeakSet", "WeakValueDictionary"});

template <std::size_t kSize>
bool has(const std::array<string_view, kSize>& names, string_view name) {
  return std::ranges::binary_search(names, name);
}
static_assert(std::ranges::is_sorted(kTyping) && std::ranges::is_sorted(kTypingExtensions) &&
              std::ranges::is_sorted(kCollectionsAbc) && std::ranges::is_sorted(kCollections));

}  // namespace

bool is_standard_generic(const QualifiedName& name) {
  const string_view module = name.first();
  if (name.size() == 2) {
    const string_view member = name[1];
    if (module.empty() || module == "builtins") return has(kBuiltins, member);
    if (module == "typing") return has(kTyping, member);
    if (module == "typing_extensions") return has(kTypingExtensions, member);
    if (module == "collections") return has(kCollections, member);
    if (module == "contextlib") return has(kContextlib, member);
    if (module == "re") return has(kRe, member);
    if (module == "weakref") return has(kWeakref, member);
    return false;
  }
  if (name.size() != 3) return false;
  if (module == "collections") return name[1] == "abc" && has(kCollectionsAbc, name[2]);
  if (module != "typing") return false;
  return (name[1] == "io" && has(kTypingIo, name[2])) || (name[1] == "re" && has(kRe, name[2]));
}

bool is_generic_builtin(string_view name) { return has(kBuiltins, name); }

bool is_generic_member(string_view member) {
  return has(kTyping, member) || has(kCollectionsAbc, member) || has(kCollections, member) || has(kTypingExtensions, member) ||
         has(kBuiltins, member) || has(kContextlib, member) || has(kWeakref, member);
}

bool has_typing_names(string_view root) {
  constexpr auto kRoots = std::to_array<string_view>(
      {"_typeshed", "builtins", "collections", "contextlib", "mypy_extensions", "re", "typing", "typing_extensions", "weakref"});
  return has(kRoots, root);
}

}  // namespace whip
