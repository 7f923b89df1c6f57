// Interned names of one file: equal text, equal NameId. The builtins and some names that the model asks for have fixed ids.
//
// Open addressing over 32-bit hashes; the table of the fixed names is built once and copied for each file, which costs
// less than entering them again. Names are views of the source (or of strings that live as long as the model). The first
// sixteen bytes of each are kept as two words: they are what is hashed and, for most names, all that is compared.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/syntax/python_version.h"

namespace whip {

enum class NameId : std::uint32_t {};
inline constexpr NameId kNoName{UINT32_MAX};
constexpr std::uint32_t index(NameId id) { return static_cast<std::uint32_t>(id); }

class NameTable {
 public:
  // Forgets all names but the fixed ones; keeps its memory.
  void reset();
  // The id of the name, which must stay where it is.
  NameId intern(std::string_view name) { return intern(name, key_of(name)); }
  // The same for a name with sixteen readable bytes behind it, as in a Source: no branch on its length.
  NameId intern_padded(std::string_view name) { return intern(name, key_of_padded(name)); }
  NameId find(std::string_view name) const;
  std::string_view text(NameId id) const {
    const Entry& entry = names_[static_cast<std::uint32_t>(id)];
    return {entry.text, entry.size};
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t id;  // UINT32_MAX: free
  };
  struct Key {
    std::uint64_t head, tail;  // bytes 0 to 7 and 8 to 15, zero behind the end
    std::uint32_t hash;
  };
  struct Entry {
    const char* text;
    std::uint32_t size;
    std::uint32_t hash;
    std::uint64_t head, tail;
    bool is(std::string_view name, const Key& key) const {
      return head == key.head && tail == key.tail && size == name.size() &&
             (size <= 16 || std::memcmp(text + 16, name.data() + 16, size - 16) == 0);
    }
  };
  static std::uint32_t hash_of(std::string_view name, std::uint64_t head, std::uint64_t tail);
  static Key key_of(std::string_view name);
  static Key key_of_padded(std::string_view name);
  NameId intern(std::string_view name, const Key& key);
  void enter(std::uint32_t hash, std::uint32_t id);
  void add(std::string_view name, const Key& key) {
    names_.push_back({name.data(), static_cast<std::uint32_t>(name.size()), key.hash, key.head, key.tail});
  }
  void grow();

  std::vector<Slot> slots_;
  std::vector<Entry> names_;
  std::uint32_t mask_ = 0;
};

// Ids of names that are asked for by the model itself.
namespace well_known {
inline constexpr NameId kLocals{0};
inline constexpr NameId kBool{1};
inline constexpr NameId kDunderAll{2};
inline constexpr NameId kDunderClass{3};
inline constexpr NameId kDunderModule{4};
inline constexpr NameId kDunderQualname{5};
inline constexpr NameId kTypeChecking{6};
inline constexpr NameId kUnderscore{7};
}  // namespace well_known

// Whether the name is one of Python's builtins or of the names that every module has, by its id.
bool is_builtin_name(NameId id, PythonVersion version, bool notebook);
bool is_builtin_name(std::string_view name, PythonVersion version, bool notebook);
// The minor version of Python 3 that brought the builtin; 0 for those of all versions, -1 if it is none.
int builtin_since(std::string_view name);

}  // namespace whip
