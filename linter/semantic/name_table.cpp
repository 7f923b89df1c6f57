#include "linter/semantic/name_table.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace whip {
namespace {

struct FixedName {
  std::string_view text;
  int since = -1;  // minor version that made it a builtin, 0: all, -1: no builtin, -2: a builtin of notebooks
};

// The first ones in the order of well_known. Python's builtins (3.15), the names that every module has, IPython's.
constexpr auto kFixedNames = std::to_array<FixedName>({
    {"locals", 0},
    {"bool", 0},
    {"__all__"},
    {"__class__"},
    {"__module__"},
    {"__qualname__"},
    {"TYPE_CHECKING"},
    {"_"},
    {"ArithmeticError", 0},
    {"AssertionError", 0},
    {"AttributeError", 0},
    {"BaseException", 0},
    {"BaseExceptionGroup", 11},
    {"BlockingIOError", 0},
    {"BrokenPipeError", 0},
    {"BufferError", 0},
    {"BytesWarning", 0},
    {"ChildProcessError", 0},
    {"ConnectionAbortedError", 0},
    {"ConnectionError", 0},
    {"ConnectionRefusedError", 0},
    {"ConnectionResetError", 0},
    {"DeprecationWarning", 0},
    {"EOFError", 0},
    {"Ellipsis", 0},
    {"EncodingWarning", 10},
    {"EnvironmentError", 0},
    {"Exception", 0},
    {"ExceptionGroup", 11},
    {"False", 0},
    {"FileExistsError", 0},
    {"FileNotFoundError", 0},
    {"FloatingPointError", 0},
    {"FutureWarning", 0},
    {"GeneratorExit", 0},
    {"IOError", 0},
    {"ImportCycleError", 15},
    {"ImportError", 0},
    {"ImportWarning", 0},
    {"IndentationError", 0},
    {"IndexError", 0},
    {"InterruptedError", 0},
    {"IsADirectoryError", 0},
    {"KeyError", 0},
    {"KeyboardInterrupt", 0},
    {"LookupError", 0},
    {"MemoryError", 0},
    {"ModuleNotFoundError", 0},
    {"NameError", 0},
    {"None", 0},
    {"NotADirectoryError", 0},
    {"NotImplemented", 0},
    {"NotImplementedError", 0},
    {"OSError", 0},
    {"OverflowError", 0},
    {"PendingDeprecationWarning", 0},
    {"PermissionError", 0},
    {"ProcessLookupError", 0},
    {"PythonFinalizationError", 13},
    {"RecursionError", 0},
    {"ReferenceError", 0},
    {"ResourceWarning", 0},
    {"RuntimeError", 0},
    {"RuntimeWarning", 0},
    {"StopAsyncIteration", 0},
    {"StopIteration", 0},
    {"SyntaxError", 0},
    {"SyntaxWarning", 0},
    {"SystemError", 0},
    {"SystemExit", 0},
    {"TabError", 0},
    {"TimeoutError", 0},
    {"True", 0},
    {"TypeError", 0},
    {"UnboundLocalError", 0},
    {"UnicodeDecodeError", 0},
    {"UnicodeEncodeError", 0},
    {"UnicodeError", 0},
    {"UnicodeTranslateError", 0},
    {"UnicodeWarning", 0},
    {"UserWarning", 0},
    {"ValueError", 0},
    {"Warning", 0},
    {"WindowsError", 0},
    {"ZeroDivisionError", 0},
    {"__IPYTHON__", -2},
    {"__annotations__", 0},
    {"__build_class__", 0},
    {"__builtins__", 0},
    {"__cached__", 0},
    {"__debug__", 0},
    {"__doc__", 0},
    {"__file__", 0},
    {"__import__", 0},
    {"__lazy_import__", 15},
    {"__loader__", 0},
    {"__name__", 0},
    {"__package__", 0},
    {"__spec__", 0},
    {"abs", 0},
    {"aiter", 10},
    {"all", 0},
    {"anext", 10},
    {"any", 0},
    {"ascii", 0},
    {"bin", 0},
    {"breakpoint", 0},
    {"bytearray", 0},
    {"bytes", 0},
    {"callable", 0},
    {"chr", 0},
    {"classmethod", 0},
    {"compile", 0},
    {"complex", 0},
    {"copyright", 0},
    {"credits", 0},
    {"delattr", 0},
    {"dict", 0},
    {"dir", 0},
    {"display", -2},
    {"divmod", 0},
    {"enumerate", 0},
    {"eval", 0},
    {"exec", 0},
    {"exit", 0},
    {"filter", 0},
    {"float", 0},
    {"format", 0},
    {"frozendict", 15},
    {"frozenset", 0},
    {"get_ipython", -2},
    {"getattr", 0},
    {"globals", 0},
    {"hasattr", 0},
    {"hash", 0},
    {"help", 0},
    {"hex", 0},
    {"id", 0},
    {"input", 0},
    {"int", 0},
    {"isinstance", 0},
    {"issubclass", 0},
    {"iter", 0},
    {"len", 0},
    {"license", 0},
    {"list", 0},
    {"map", 0},
    {"max", 0},
    {"memoryview", 0},
    {"min", 0},
    {"next", 0},
    {"object", 0},
    {"oct", 0},
    {"open", 0},
    {"ord", 0},
    {"pow", 0},
    {"print", 0},
    {"property", 0},
    {"quit", 0},
    {"range", 0},
    {"repr", 0},
    {"reversed", 0},
    {"round", 0},
    {"sentinel", 15},
    {"set", 0},
    {"setattr", 0},
    {"slice", 0},
    {"sorted", 0},
    {"staticmethod", 0},
    {"str", 0},
    {"sum", 0},
    {"super", 0},
    {"tuple", 0},
    {"type", 0},
    {"vars", 0},
    {"zip", 0},
});
static_assert(kFixedNames[index(well_known::kLocals)].text == "locals");
static_assert(kFixedNames[index(well_known::kUnderscore)].text == "_");

constexpr std::uint32_t kFree = UINT32_MAX;
constexpr std::size_t kFirstSize = 512;  // slots; a power of two

constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15U;

std::uint64_t load64(const char* p) {
  std::uint64_t value = 0;
  std::memcpy(&value, p, 8);
  return value;
}

// By a number of bytes up to eight: that many low bytes of a word.
constexpr std::array<std::uint64_t, 9> kLowBytes = {0,
                                                    0xFF,
                                                    0xFFFF,
                                                    0xFFFFFF,
                                                    0xFFFFFFFF,
                                                    0xFFFFFFFFFF,
                                                    0xFFFFFFFFFFFF,
                                                    0xFFFFFFFFFFFFFF,
                                                    0xFFFFFFFFFFFFFFFF};

}  // namespace

// Names of more than sixteen bytes go on in words of eight, the last one overlapping.
std::uint32_t NameTable::hash_of(std::string_view name, std::uint64_t head, std::uint64_t tail) {
  std::uint64_t hash = (head + name.size()) * kFactor;
  hash ^= hash >> 29;
  for (std::size_t at = 16; at < name.size(); at += 8) {
    hash = (hash ^ load64(name.data() + std::min(at, name.size() - 8))) * kFactor;
  }
  hash = (hash ^ tail) * 0xBF58476D1CE4E5B9U;
  return static_cast<std::uint32_t>(hash >> 32);
}

NameTable::Key NameTable::key_of(std::string_view name) {
  char bytes[16] = {};
  std::memcpy(bytes, name.data(), std::min(name.size(), sizeof bytes));
  const std::uint64_t head = load64(bytes), tail = load64(bytes + 8);
  return {head, tail, hash_of(name, head, tail)};
}

NameTable::Key NameTable::key_of_padded(std::string_view name) {
  const std::size_t size = name.size();
  const std::uint64_t head = load64(name.data()) & kLowBytes[std::min<std::size_t>(size, 8)];
  const std::uint64_t tail = load64(name.data() + 8) & kLowBytes[std::min<std::size_t>(std::max<std::size_t>(size, 8) - 8, 8)];
  return {head, tail, hash_of(name, head, tail)};
}

void NameTable::reset() {
  // The fixed names and their slots, made once per process.
  static const NameTable kFixed = [] {
    NameTable table;
    table.slots_.assign(kFirstSize, {0, kFree});
    table.mask_ = kFirstSize - 1;
    for (const FixedName& name : kFixedNames) {
      table.add(name.text, key_of(name.text));
      table.enter(table.names_.back().hash, table.size() - 1);
    }
    return table;
  }();
  slots_.assign(kFixed.slots_.begin(), kFixed.slots_.end());
  mask_ = kFixed.mask_;
  names_.assign(kFixed.names_.begin(), kFixed.names_.end());
}

void NameTable::enter(std::uint32_t hash, std::uint32_t id) {
  std::uint32_t at = hash & mask_;
  while (slots_[at].id != kFree) at = (at + 1) & mask_;
  slots_[at] = {hash, id};
}

void NameTable::grow() {
  std::vector<Slot> old;
  old.swap(slots_);
  slots_.assign(old.size() * 2, {0, kFree});
  mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
  for (const Slot& slot : old) {
    if (slot.id != kFree) enter(slot.hash, slot.id);
  }
}

NameId NameTable::intern(std::string_view name, const Key& key) {
  std::uint32_t at = key.hash & mask_;
  for (; slots_[at].id != kFree; at = (at + 1) & mask_) {
    if (slots_[at].hash == key.hash && names_[slots_[at].id].is(name, key)) return NameId{slots_[at].id};
  }
  const std::uint32_t id = size();
  slots_[at] = {key.hash, id};
  add(name, key);
  if (names_.size() * 2 > slots_.size()) grow();
  return NameId{id};
}

NameId NameTable::find(std::string_view name) const {
  if (slots_.empty()) return kNoName;
  const Key key = key_of(name);
  for (std::uint32_t at = key.hash & mask_; slots_[at].id != kFree; at = (at + 1) & mask_) {
    if (slots_[at].hash == key.hash && names_[slots_[at].id].is(name, key)) return NameId{slots_[at].id};
  }
  return kNoName;
}

bool is_builtin_name(NameId id, PythonVersion version, bool notebook) {
  if (index(id) >= kFixedNames.size()) return false;
  const int since = kFixedNames[index(id)].since;
  if (since == -2) return notebook;
  return since >= 0 && static_cast<unsigned>(since) <= minor(version);
}

bool is_builtin_name(std::string_view name, PythonVersion version, bool notebook) {
  for (std::uint32_t i = 0; i < kFixedNames.size(); ++i) {
    if (kFixedNames[i].text == name) return is_builtin_name(NameId{i}, version, notebook);
  }
  return false;
}

int builtin_since(std::string_view name) {
  const auto* found = std::ranges::find(kFixedNames, name, &FixedName::text);
  return found != kFixedNames.end() && found->since >= 0 ? found->since : -1;
}

}  // namespace whip
