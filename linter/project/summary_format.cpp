// Summaries as bytes: a head with counts, then each array as it lies in memory, then the text. Read on the machine that
// wrote it only (the cache names the build), so no care is taken of byte order; of torn or foreign bytes it is.

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

#include "linter/project/summary.h"

namespace whip {
namespace {

constexpr std::uint32_t kMagic = 0x324D5553;  // "SUM2"

struct Head {
  std::uint32_t magic = kMagic;
  std::uint32_t size = 0;  // of all
  Summary::Text path;
  Summary::Text module;
  std::uint32_t library = 0;
  std::uint32_t functions = 0;
  std::uint32_t calls = 0;
  std::uint32_t acquires = 0;
  std::uint32_t spawns = 0;
  std::uint32_t imports = 0;
  std::uint32_t instances = 0;
  std::uint32_t locks = 0;
  std::uint32_t text = 0;
  std::uint32_t reserved = 0;
};
static_assert(sizeof(Head) % 8 == 0);

constexpr std::size_t aligned(std::size_t bytes) { return (bytes + 7) & ~std::size_t{7}; }

// Hands out the arrays behind the head, one after the other.
class Layout {
 public:
  Layout(char* base, std::size_t size) : base_(base), size_(size) {}
  template <class Record>
  std::span<Record> next(std::uint32_t count) {
    static_assert(std::is_trivially_copyable_v<Record> && alignof(Record) <= 8);
    const std::size_t begin = at_;
    if (count > (size_ - begin) / sizeof(Record)) {
      fits_ = false;
      return {};
    }
    at_ = std::min(size_, aligned(begin + count * sizeof(Record)));
    return {reinterpret_cast<Record*>(base_ + begin), count};
  }
  bool fits() const { return fits_ && at_ == size_; }

 private:
  char* base_;
  std::size_t size_;
  std::size_t at_ = sizeof(Head);
  bool fits_ = true;
};

// Points the arrays of a summary into its memory, which begins with a head. False: they do not fit.
bool lay_out(Summary& s) {
  Head head;
  std::memcpy(static_cast<void*>(&head), s.memory.get(), sizeof head);
  Layout layout(reinterpret_cast<char*>(s.memory.get()), s.size);
  s.path = head.path;
  s.module = head.module;
  s.library = head.library != 0;
  s.functions = layout.next<Summary::Function>(head.functions);
  s.calls = layout.next<Summary::Call>(head.calls);
  s.acquires = layout.next<Summary::Acquire>(head.acquires);
  s.spawns = layout.next<Summary::Spawn>(head.spawns);
  s.imports = layout.next<Summary::Import>(head.imports);
  s.instances = layout.next<Summary::Instance>(head.instances);
  s.locks = layout.next<Summary::LockName>(head.locks);
  const std::span<char> text = layout.next<char>(head.text);
  s.text = {text.data(), text.size()};
  return layout.fits();
}

Summary with_memory(std::size_t size) {
  Summary s;
  s.size = size;
  s.memory = std::make_unique_for_overwrite<std::uint64_t[]>(aligned(size) / 8);
  return s;
}

// What lies between two arrays is written too: equal summaries are equal bytes.
template <class Record>
char* put(char* to, const std::vector<Record>& records) {
  const std::size_t size = records.size() * sizeof(Record);
  if (size != 0) std::memcpy(to, records.data(), size);
  std::memset(to + size, 0, aligned(size) - size);
  return to + aligned(size);
}
template <class Record>
std::size_t room(const std::vector<Record>& records) {
  return aligned(records.size() * sizeof(Record));
}
template <class Record>
std::uint32_t count(const std::vector<Record>& records) {
  return static_cast<std::uint32_t>(records.size());
}

// Every index and text of a record must lie within its file: bytes are not trusted.
bool is_sound(const Summary& s) {
  const auto text = [&](Summary::Text of) { return of.begin <= s.text.size() && of.size <= s.text.size() - of.begin; };
  const auto name = [&](const Summary::Name& of) {
    return text(of.rest) && (of.import == Summary::kNone || of.import < s.imports.size());
  };
  const auto function = [&](std::uint32_t f) { return f < s.functions.size(); };
  const auto maybe = [&](std::uint32_t f) { return f == Summary::kNone || function(f); };
  bool sound = text(s.path) && text(s.module) && !s.functions.empty();
  for (const auto& f : s.functions) sound = sound && text(f.name) && text(f.blocks) && maybe(f.parent);
  for (const auto& c : s.calls) sound = sound && function(c.caller) && maybe(c.callee) && name(c.target);
  for (const auto& p : s.spawns) sound = sound && maybe(p.function) && name(p.target) && function(p.starter);
  for (const auto& i : s.imports) sound = sound && text(i.name) && text(i.module) && text(i.member);
  for (const auto& i : s.instances) sound = sound && text(i.name) && name(i.made_by);
  for (const auto& l : s.locks) sound = sound && text(l.name);
  for (const auto& a : s.acquires) sound = sound && function(a.function) && a.lock < s.locks.size();
  return sound;
}

}  // namespace

void SummaryDraft::clear() {
  text.clear(), functions.clear(), calls.clear(), acquires.clear(), spawns.clear(), imports.clear();
  instances.clear(), locks.clear(), uses_of_import.clear();
}

Summary::Text SummaryDraft::add(std::string_view words) {
  const Summary::Text added{static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(words.size())};
  text += words;
  return added;
}

Summary SummaryDraft::seal() const {
  const std::size_t size = sizeof(Head) + room(functions) + room(calls) + room(acquires) + room(spawns) +
                           room(imports) + room(instances) + room(locks) + text.size();
  Summary s = with_memory(size);
  const Head head{.size = static_cast<std::uint32_t>(size),
                  .path = path,
                  .module = module,
                  .library = library ? 1U : 0U,
                  .functions = count(functions),
                  .calls = count(calls),
                  .acquires = count(acquires),
                  .spawns = count(spawns),
                  .imports = count(imports),
                  .instances = count(instances),
                  .locks = count(locks),
                  .text = static_cast<std::uint32_t>(text.size())};
  char* to = reinterpret_cast<char*>(s.memory.get());
  std::memcpy(to, &head, sizeof head);
  to = put(put(put(put(to + sizeof head, functions), calls), acquires), spawns);
  to = put(put(put(to, imports), instances), locks);
  std::memcpy(to, text.data(), text.size());
  lay_out(s);
  return s;
}

void encode_summary(const Summary& s, std::string& out) { out += s.bytes(); }

std::optional<Summary> decode_summary(std::string_view bytes) {
  Head head;
  if (bytes.size() < sizeof head) return std::nullopt;
  std::memcpy(static_cast<void*>(&head), bytes.data(), sizeof head);
  if (head.magic != kMagic || head.size != bytes.size()) return std::nullopt;
  Summary s = with_memory(bytes.size());
  std::memcpy(s.memory.get(), bytes.data(), bytes.size());
  if (!lay_out(s) || !is_sound(s)) return std::nullopt;
  return s;
}

}  // namespace whip
