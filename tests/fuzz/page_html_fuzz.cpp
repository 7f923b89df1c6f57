// A project page in HTML is read from any bytes: every file has a name and an absolute URL that may be linked to, and
// the stored image reads back as the same page.
#include "tests/fuzz/page_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  whip::fuzz::check_page(whip::resolver::decode_html_page(text, "https://index.test/simple/numpy/", "numpy"));
  whip::fuzz::check_image(text);
  return 0;
}
