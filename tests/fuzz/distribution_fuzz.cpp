// Metadata and names of distribution files are read from any bytes.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "resolver/standards/file_name.h"
#include "resolver/standards/metadata.h"
#include "resolver/standards/name.h"

namespace {

using namespace whip::resolver;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_wheel(std::string_view text) {
  const auto wheel = WheelName::parse(text);
  if (!wheel) return;
  require(!wheel->name.empty() && !wheel->pythons.empty() && !wheel->abis.empty() && !wheel->platforms.empty());
  const Platform machine = read_platform_tag("manylinux_2_28_x86_64");
  for (const bool is_free_threaded : {false, true}) {
    const Interpreter interpreter{.minor = 14, .is_free_threaded = is_free_threaded};
    require(!wheel->serves(interpreter, machine) || wheel->serves(interpreter));
  }
  for (const std::string& tag : wheel->platforms) marker_names(read_platform_tag(tag));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_wheel(text);
  check_wheel("x-1.0-" + std::string(text) + ".whl");
  (void)SdistName::parse(text).has_value();
  (void)SdistName::parse(text, "a-b").has_value();
  require(normalized(normalized(text)) == normalized(text));
  require(!is_normalized_name(text) || normalized(text) == text);
  if (const auto metadata = Metadata::parse(text)) {
    require(!metadata->name.empty() && !metadata->version.empty());
    (void)has_static_requirements(*metadata);
    (void)requirements_of(*metadata).has_value();
  }
  return 0;
}
