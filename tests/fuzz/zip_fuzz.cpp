// The end of a wheel is any bytes: its directory and METADATA are found or there is an error; nothing is read beyond
// the bytes, and nothing is unpacked beyond the limit.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "resolver/index/zip.h"

namespace {

using namespace whip::resolver;

void require(bool holds) {
  if (!holds) std::abort();
}

void unpack(const ZipEntry& entry, std::string_view bytes) {
  const auto text = unpack_zip_entry(entry, bytes);
  require(text ? text->size() == entry.size && text->size() <= kLargestMetadata : !text.error().message.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // The archive is the bytes, or they are only its tail.
  for (const std::uint64_t before : {std::uint64_t{0}, std::uint64_t{1} << 20}) {
    const auto range = zip_directory_range(bytes, bytes.size() + before);
    if (!range) continue;
    require(range->begin <= range->end && range->end <= bytes.size() + before);
    if (range->begin < before) continue;
    const auto entry = find_wheel_metadata(bytes.substr(range->begin - before, range->end - range->begin));
    if (!entry) continue;
    if (entry->header >= before && entry->header - before <= bytes.size())
      unpack(*entry, bytes.substr(entry->header - before));
  }
  if (const auto entry = find_wheel_metadata(bytes)) unpack(*entry, bytes);
  return 0;
}
