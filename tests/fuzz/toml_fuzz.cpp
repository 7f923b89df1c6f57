// What plain TOML is read as (core/toml/plain.h) is what toml++ reads, with the same places.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/toml/plain.h"
#include "core/toml/read.h"

namespace {

using whip::Value;

void require(bool holds) {
  if (!holds) std::abort();
}

// Plain lists and tables are nested a few levels deep.
void require_same(const Value& left, const Value& right) {
  require(left.kind == right.kind && left.flag == right.flag && left.integer == right.integer);
  require(left.text == right.text && left.place == right.place);
  require(left.keys == right.keys && left.key_places == right.key_places && left.items.size() == right.items.size());
  for (std::size_t i = 0; i < left.items.size(); ++i) require_same(left.items[i], right.items[i]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto plain = whip::read_plain_toml(text);
  if (!plain) return 0;
  const auto all = whip::parse_any_toml(text, "x.toml");
  require(all.has_value());
  require_same(*plain, *all);
  return 0;
}
