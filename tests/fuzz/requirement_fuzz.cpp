// Requirements and markers are read from any bytes: what is read is written and read back as the same, and the algebra
// writes a marker that means the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "resolver/standards/lenient_requirement.h"
#include "resolver/standards/marker_algebra.h"

namespace {

using namespace whip::resolver;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_marker(const Marker& marker) {
  MarkerAlgebra algebra;
  const MarkerId id = algebra.compile(marker);
  const std::string text = algebra.text(id);
  algebra.without_extras(id);
  algebra.with_extras(id, {});
  const VersionIntervals pythons = algebra.python_of(id);
  const bool is_possible = !algebra.are_disjoint(id, kAlways);
  if (algebra.failure() || text.empty()) return;
  if (is_possible) require(algebra.implies(id, algebra.python(pythons)));
  const auto again = Marker::parse(text);
  // A text with both kinds of quotes cannot be written as a literal at all.
  if (!again) return;
  const MarkerId same = algebra.compile(*again);
  require(algebra.failure() || !is_possible || (algebra.implies(id, same) && algebra.implies(same, id)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 2048) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto marker = Marker::parse(text)) check_marker(*marker);
  (void)parse_specifiers_leniently(text).has_value();
  const auto strict = Requirement::parse(text);
  const auto lenient = parse_leniently(text);
  require(!strict || lenient);
  if (!strict) return 0;
  const auto again = Requirement::parse(strict->text());
  require(again && again->text() == strict->text());
  return 0;
}
