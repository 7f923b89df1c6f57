#include "resolver/index/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace whip::resolver {
namespace {

constexpr std::size_t kTrailer = 8;
constexpr std::uint64_t kMostPerByte = 1032;  // that deflate can stand for
constexpr std::size_t kRoom = 64;             // behind the text: a JSON reader looks that far

// The size that the stream's end tells, as far as it can be true: room for it is made at once.
std::uint64_t told_size(std::string_view packed, std::uint64_t largest) {
  if (packed.size() < kTrailer) return 0;
  std::uint64_t size = 0;
  for (std::size_t i = 1; i <= 4; ++i) size = size << 8 | static_cast<unsigned char>(packed[packed.size() - i]);
  return std::min({size, largest, packed.size() * kMostPerByte});
}

}  // namespace

Result<std::string> gunzipped(std::string_view packed, std::uint64_t largest) {
  const auto damaged = [](std::string_view what) {
    return Error{.code = ErrorCode::syntax, .message = "the packed answer is " + std::string(what), .path = {}};
  };
  z_stream stream{};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return damaged("not read: no memory");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  std::size_t left = packed.size();
  std::string out;
  out.reserve(told_size(packed, largest) + kRoom);
  out.resize(out.capacity() - kRoom / 2);
  std::size_t done = 0;
  int state = Z_OK;
  while (state == Z_OK) {
    if (done == out.size()) out.resize(std::min<std::uint64_t>(out.size() * 2, largest + kRoom));
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    const std::size_t in = std::min(left, kMost);
    const std::size_t room = std::min(out.size() - done, kMost);
    stream.avail_in = static_cast<uInt>(in);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + done);
    stream.avail_out = static_cast<uInt>(room);
    state = inflate(&stream, Z_NO_FLUSH);
    left -= in - stream.avail_in;
    done += room - stream.avail_out;
    if (done > largest) break;
  }
  inflateEnd(&stream);
  if (done > largest)
    return Error{.code = ErrorCode::limit,
                 .message = "the answer is larger than " + std::to_string(largest >> 20) + " MiB",
                 .path = {}};
  if (state == Z_BUF_ERROR) return damaged("cut off");
  if (state != Z_STREAM_END) return damaged("damaged");
  out.resize(done);
  return out;
}

}  // namespace whip::resolver
