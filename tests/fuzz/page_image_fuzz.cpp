// The cache is foreign bytes: an image of a page (page.h) is refused, or everything that is read of it lies within it.
// Besides the bytes themselves, images that were damaged in a few places: the first bytes say where. Of those the
// checksums are put right, as somebody would who means it.
#include "resolver/index/page_image.h"
#include "tests/fuzz/page_checks.h"

namespace {

std::string sound_image() {
  whip::resolver::PageBuilder builder("numpy");
  for (const char* name : {"numpy-1.0.tar.gz", "numpy-1.0-py3-none-any.whl", "numpy-2.0rc1+local-py3-none-any.whl",
                           "numpy-10-cp314-cp314t-win_amd64.whl", "other-1.zip"}) {
    const std::string url = std::string("https://index.test/files/") + name;
    const bool kept = builder.add(
        {.name = name, .url = url, .requires_python = ">=3.9", .yank_reason = {}, .size = 7, .upload_time = 999});
    whip::fuzz::require(kept);
  }
  return std::move(builder).image();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string sound = sound_image();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  whip::fuzz::check_image(bytes);
  std::string damaged = sound;
  for (std::size_t i = 0; i + 2 < size && i < 60; i += 3)
    damaged[(static_cast<std::size_t>(data[i]) << 8 | data[i + 1]) % damaged.size()] = static_cast<char>(data[i + 2]);
  whip::fuzz::check_image(damaged);
  whip::resolver::image::seal(damaged);
  whip::fuzz::check_image(damaged);
  return 0;
}
