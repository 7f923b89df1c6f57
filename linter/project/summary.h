// What one file tells the project: its functions, what they call and start, what its names stand for, in which order
// locks are taken. Callees are symbolic ("pkg.mod.f"): nothing in a summary depends on another file, so it can be kept
// for as long as the file's bytes stay the same.
//
// A summary is one piece of memory, a head and flat arrays of plain records with one text behind them: what is written
// to a cache is what lies in memory, and ten thousand of them are ten thousand allocations.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
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
    std::uint32_t parent = kNone;  // function around it
    std::uint16_t flags = 0;       // ThreadFunction::Flag
    Multiplicity entry = Multiplicity::none;
    std::uint8_t reserved = 0;
    Text blocks;  // the call in it that blocks the thread ("time.sleep"); empty: none is known
    Span blocks_at;
  };
  // Something imported: `from .a import b as c` is module "pkg.a" and member "b"; `import a.b as c` has no member. Of
  // the module's own names it says what others get who import them from here; a star has the name "*".
  struct Import {
    Text name;  // empty: imported inside of a function
    Text module;
    Text member;
  };
  // A name behind an import: `c.f` is the import c and "f". Without an import: a name of the file itself.
  struct Name {
    std::uint32_t import = kNone;
    Text rest;
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
    Name target;                   // or something imported
    Span span;
    std::uint32_t flags = 0;
    LockSet held = 0;
  };
  struct Spawn {
    std::uint32_t function = kNone;
    Name target;
    Span span;
    std::uint32_t starter = 0;
    Multiplicity multiplicity = Multiplicity::one;
    std::uint8_t reserved[3] = {};
  };
  // `registry = Registry()`: an object of a class, by which its methods are called.
  struct Instance {
    Text name;
    Name made_by;
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

  Text path;                            // as shown to people
  Text module;                          // "pkg.mod"; outside packages the file's stem
  bool library = false;                 // any thread may call what is public
  std::span<const Function> functions;  // 0 is the module's own code; ids are those of linter/concurrency
  std::span<const Call> calls;
  std::span<const Acquire> acquires;
  std::span<const Spawn> spawns;
  std::span<const Import> imports;
  std::span<const Instance> instances;
  std::span<const LockName> locks;
  std::string_view text;

  std::string_view at(Text of) const { return text.substr(of.begin, of.size); }
  // All of it, as encode_summary writes it.
  std::string_view bytes() const { return {reinterpret_cast<const char*>(memory.get()), size}; }

  std::unique_ptr<std::uint64_t[]> memory;  // what the arrays lie in
  std::size_t size = 0;                     // bytes of it
};

// What summaries are put together in, kept between files.
struct SummaryDraft {
  std::string text;
  std::vector<Summary::Function> functions;
  std::vector<Summary::Call> calls;
  std::vector<Summary::Acquire> acquires;
  std::vector<Summary::Spawn> spawns;
  std::vector<Summary::Import> imports;
  std::vector<Summary::Instance> instances;
  std::vector<Summary::LockName> locks;
  Summary::Text path;
  Summary::Text module;
  bool library = false;
  std::vector<std::uint32_t> import_of_binding;
  std::vector<std::uint8_t> uses_of_import;  // what its calls are looked at for

  void clear();
  Summary::Text add(std::string_view words);
  Summary seal() const;
};

// The summary of a file whose facts about threads are gathered.
Summary summarize(const File& file, SummaryDraft& draft);

// As bytes, and back. Nothing if they are not what encode_summary wrote.
void encode_summary(const Summary& summary, std::string& out);
std::optional<Summary> decode_summary(std::string_view bytes);

}  // namespace whip
