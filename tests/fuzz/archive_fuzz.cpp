// Source archives, wheels and other tools' locks are read from any bytes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "resolver/index/archive.h"
#include "resolver/index/tar.h"
#include "resolver/lock/preferences.h"
#include "resolver/lock/static_metadata.h"
#include "tests/support/small_tar.h"

namespace {

using namespace whip::resolver;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::array<std::string, 2> wanted{"PKG-INFO", "pyproject.toml"};
  (void)read_tar_gz(text, wanted).has_value();
  // The blocks of a tar file, packed: otherwise zlib's checks keep nearly all out.
  const auto packed = read_tar_gz(whip::test::gzip(text), wanted);
  require(!packed || packed->size() == wanted.size());
  for (const char* name : {"x-1.0.tar.gz", "x-1.0.zip", "x-1.0-py3-none-any.whl"}) {
    const auto archive = read_archive(name, text, {});
    if (!archive) continue;
    (void)metadata_of(*archive).has_value();
    const auto again = archive_of_stored(stored_archive(*archive));
    require(again && again->metadata == archive->metadata && again->pyproject == archive->pyproject);
  }
  (void)archive_of_stored(text).has_value();
  const ArchiveText made{.metadata = text, .pyproject = text};
  (void)metadata_of(made).has_value();
  (void)preferences_of_lock(text, "uv.lock").has_value();
  return 0;
}
