// Summaries as bytes: counts, then each array as it lies in memory, then the text. Read on the machine that wrote it
// only (the cache names the build), so no care is taken of byte order; of torn or foreign bytes it is.

#include <cstring>
#include <type_traits>

#include "linter/project/summary.h"

namespace whip {
namespace {

constexpr std::uint32_t kMagic = 0x314D5553;  // "SUM1"

template <class T>
void put(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
void put(std::string& out, const std::vector<T>& values) {
  static_assert(std::is_trivially_copyable_v<T>);
  put(out, static_cast<std::uint32_t>(values.size()));
  if (!values.empty()) out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  bool take(T& value) {
    if (bytes_.size() < sizeof value) return false;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return true;
  }
  template <class T>
  bool take(std::vector<T>& values) {
    std::uint32_t count = 0;
    if (!take(count) || count > bytes_.size() / sizeof(T)) return false;
    values.resize(count);
    if (count != 0) std::memcpy(values.data(), bytes_.data(), count * sizeof(T));
    bytes_.remove_prefix(count * sizeof(T));
    return true;
  }
  bool take(std::string& text) {
    std::uint32_t size = 0;
    if (!take(size) || size > bytes_.size()) return false;
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return true;
  }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

// Every index and text of a record must lie within its file: bytes are not trusted.
bool is_sound(const Summary& s) {
  const auto text = [&](Summary::Text of) { return of.begin <= s.text.size() && of.size <= s.text.size() - of.begin; };
  const auto function = [&](std::uint32_t f) { return f < s.functions.size(); };
  const auto maybe = [&](std::uint32_t f) { return f == Summary::kNone || function(f); };
  bool sound = text(s.path) && text(s.module) && !s.functions.empty();
  for (const auto& f : s.functions) {
    sound = sound && text(f.name) && text(f.blocks) && maybe(f.parent) &&
            (f.owner == Summary::kNone || f.owner < s.classes.size());
  }
  for (const auto& c : s.classes) {
    sound = sound && text(c.name) && c.first_base <= s.bases.size() && c.bases <= s.bases.size() - c.first_base;
  }
  for (const auto& b : s.bases) sound = sound && text(b);
  for (const auto& c : s.calls) sound = sound && function(c.caller) && maybe(c.callee) && text(c.target);
  for (const auto& p : s.spawns) sound = sound && maybe(p.function) && text(p.target) && function(p.starter);
  for (const auto& i : s.imports) sound = sound && text(i.name) && text(i.target);
  for (const auto& i : s.instances) sound = sound && text(i.name) && text(i.made_by);
  for (const auto& l : s.locks) sound = sound && text(l.name);
  for (const auto& a : s.acquires) sound = sound && function(a.function) && a.lock < s.locks.size();
  return sound;
}

}  // namespace

void encode_summary(const Summary& s, std::string& out) {
  put(out, kMagic);
  put(out, s.path);
  put(out, s.module);
  put(out, s.library);
  put(out, static_cast<std::uint32_t>(s.text.size()));
  out += s.text;
  put(out, s.functions);
  put(out, s.classes);
  put(out, s.bases);
  put(out, s.calls);
  put(out, s.spawns);
  put(out, s.imports);
  put(out, s.instances);
  put(out, s.locks);
  put(out, s.acquires);
}

std::optional<Summary> decode_summary(std::string_view bytes) {
  Taker taker(bytes);
  Summary s;
  std::uint32_t magic = 0;
  std::uint8_t library = 0;
  const bool whole = taker.take(magic) && magic == kMagic && taker.take(s.path) && taker.take(s.module) &&
                     taker.take(library) && taker.take(s.text) && taker.take(s.functions) && taker.take(s.classes) &&
                     taker.take(s.bases) && taker.take(s.calls) && taker.take(s.spawns) && taker.take(s.imports) &&
                     taker.take(s.instances) && taker.take(s.locks) && taker.take(s.acquires) && taker.at_end();
  s.library = library != 0;
  if (!whole || !is_sound(s)) return std::nullopt;
  return s;
}

}  // namespace whip
