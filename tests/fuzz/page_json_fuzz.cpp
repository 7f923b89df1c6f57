// The same for pages in JSON.
#include "tests/fuzz/page_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  whip::fuzz::check_page(whip::resolver::decode_json_page(text, "https://index.test/simple/numpy/", "numpy"));
  return 0;
}
