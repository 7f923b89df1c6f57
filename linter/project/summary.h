// What one file tells the project: its functions, what they call and start, what its names stand for, in which order
// locks are taken. Callees are symbolic ("pkg.mod.f"): nothing in a summary depends on another file, so it can be kept
// for as long as the file's bytes stay the same. Flat arrays of plain records and one text: a summary is written to a
// cache and read back as bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"
#include "linter/concurrency/facts.h"

namespace whip {

struct File;

struct Summary {
  struct Text {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Function {
    Text name;                     // "f", "C.m", "f.g"; empty for the module's own code
    Span span;                     // of the name
    std::uint32_t owner = kNone;   // class
    std::uint32_t parent = kNone;  // function around it
    std::uint16_t flags = 0;       // ThreadFunction::Flag
    Multiplicity entry = Multiplicity::none;
    std::uint8_t reserved = 0;
    Text blocks;  // the call in it that blocks the thread ("time.sleep"); empty: none is known
    Span blocks_at;
  };
  struct Class {
    Text name;
    std::uint32_t first_base = 0;  // of `bases`
    std::uint32_t bases = 0;
    std::uint16_t flags = 0;  // ThreadClass::Flag
    std::uint16_t reserved = 0;
  };
  struct Call {
    enum Flag : std::uint32_t {
      is_awaited = 1U << 0,
      is_discarded = 1U << 1,  // an expression statement of its own
      on_self = 1U << 2,
      is_decorator = 1U << 3,  // `@f(...)`: what it returns is called there
    };
    std::uint32_t caller = 0;
    std::uint32_t callee = kNone;  // a function of the file
    Text target;                   // or a dotted name: "pkg.mod.f"
    Span span;
    std::uint32_t flags = 0;
    std::uint32_t reserved = 0;
    LockSet held = 0;
  };
  struct Spawn {
    std::uint32_t function = kNone;
    Text target;
    Span span;
    std::uint32_t starter = 0;
    Multiplicity multiplicity = Multiplicity::one;
    std::uint8_t reserved[3] = {};
  };
  // A name of the module and what it stands for elsewhere: `from .a import b as c` is c -> "pkg.a.b". A star: name "*".
  struct Import {
    Text name;
    Text target;
  };
  // `registry = Registry()`: an object of a class, by which its methods are called.
  struct Instance {
    Text name;
    Text made_by;  // "Registry", or "pkg.mod.Registry"
  };
  struct LockName {
    Text name;  // "pkg.mod._lock", "pkg.mod.C._lock"; empty: not known outside of a function
    LockKind kind = LockKind::unknown;
    std::uint8_t reserved[3] = {};
    std::uint32_t of_instance = 0;  // 1: an attribute of objects, of which there may be many
  };
  // A lock taken while others are held.
  struct Acquire {
    std::uint32_t function = 0;
    std::uint32_t lock = 0;
    Span span;
    LockSet held = 0;
  };

  Text path;             // as shown to people
  Text module;           // "pkg.mod"; empty outside packages: then the file's stem
  bool library = false;  // any thread may call what is public
  std::string text;
  std::vector<Function> functions;  // 0 is the module's own code; ids are those of linter/concurrency
  std::vector<Class> classes;
  std::vector<Text> bases;  // dotted, or names of the file
  std::vector<Call> calls;
  std::vector<Spawn> spawns;
  std::vector<Import> imports;
  std::vector<Instance> instances;
  std::vector<LockName> locks;
  std::vector<Acquire> acquires;

  std::string_view at(Text of) const { return std::string_view(text).substr(of.begin, of.size); }
  Text add(std::string_view words);
};

// The summary of a file whose facts about threads are gathered.
Summary summarize(const File& file);

// As bytes, and back. Nothing if they are not what encode_summary wrote.
void encode_summary(const Summary& summary, std::string& out);
std::optional<Summary> decode_summary(std::string_view bytes);

}  // namespace whip
