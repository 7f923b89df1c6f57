// A project's page: the files that an index has of it. Kept as one block of bytes (an image), which is what the cache
// stores: reading a cached page is no parsing at all.
//
//   image    header, release*, record*, member*, texts      native byte order
//   release  a version, which members are its files, and what these say together; ascending by version
//   record   where in the texts name, URL, ... of a file begin and how long they are, and the numbers
//   member   the number of a record
//
// Everything is checked when an image is opened: the cache of another machine, or a damaged one, is simply not valid.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "resolver/standards/version.h"

namespace whip::resolver {

using Sha256 = std::array<std::uint8_t, 32>;
// 64 hexadecimal digits, upper or lower case; nothing for other text.
std::optional<Sha256> read_sha256(std::string_view hexadecimal);
std::string hexadecimal(const Sha256& digest);

// A file of a release. Views live as long as the image they were read from.
struct PageFile {
  std::string_view name;             // `numpy-2.3.0-cp314-cp314t-manylinux_2_28_x86_64.whl`
  std::string_view url;              // absolute, without credentials and fragment
  std::string_view requires_python;  // a specifier as the index has it; empty if none
  std::string_view yank_reason;
  std::optional<Sha256> sha256;
  std::optional<Sha256> metadata_sha256;
  std::optional<std::uint64_t> size;        // bytes
  std::optional<std::int64_t> upload_time;  // microseconds since 1970, UTC
  bool yanked = false;
  bool has_metadata = false;  // `url` + ".metadata" is served (PEP 658, 714)
};

// The files of one version: the members [begin, end), in the order of the page.
struct PageRelease {
  Version version;  // as the first of them spells it
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool is_yanked = false;            // all of them; where only some are, those do not count for the rest
  std::string_view requires_python;  // of the first that says so in a way that can be read; empty if none
  bool has_wheel = false;
  bool has_source = false;
};

// Collects files and makes the image.
class PageBuilder {
 public:
  // The project (normalized) whose releases the files are; empty: a page of many projects, which has no releases.
  explicit PageBuilder(std::string_view project) : project_(project) {}
  // False if the page has become too large: a few bytes of HTML can stand for long URLs, again and again.
  [[nodiscard]] bool add(const PageFile& file);
  std::string image() &&;

 private:
  struct Text {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  struct Member {
    std::uint32_t file = 0;
    Text requires_python;
    bool is_wheel = false;
    bool is_yanked = false;
  };
  // Members of one version that follow each other on the page.
  struct Run {
    Version version;
    Text text;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  Text keep(std::string_view text);
  void join(const PageFile& file, Text python);
  std::string_view text(Text place) const { return std::string_view(texts_).substr(place.begin, place.size); }

  std::string project_;
  std::string records_;
  std::string texts_;
  Text last_python_;
  std::uint32_t count_ = 0;
  std::vector<Member> members_;
  std::vector<Run> runs_;
};

class Page {
 public:
  Page() = default;
  // Errors: `syntax` where the bytes are no image of this version of the tool.
  static Result<Page> open(std::string image);
  // The same with bytes that are somebody else's, held for as long as the page is.
  static Result<Page> open(std::string_view image, std::shared_ptr<const void> owner);

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  PageFile operator[](std::size_t position) const;

  std::size_t release_count() const { return releases_; }
  PageRelease release(std::size_t number) const;
  // The position of the file that a member is.
  std::uint32_t member(std::size_t number) const;

  // The bytes to store.
  std::string_view image() const { return image_; }

 private:
  bool read();
  std::string_view text(std::uint32_t offset, std::uint32_t size) const;

  std::string_view image_;
  std::shared_ptr<const void> owner_;
  std::uint32_t releases_ = 0;
  std::uint32_t count_ = 0;
  std::uint32_t members_ = 0;
};

// `2024-05-06T07:08:09.123456Z`, also with an offset; as microseconds since 1970.
std::optional<std::int64_t> read_time(std::string_view text);
// The reverse: `2024-05-06T07:08:09.123456Z`; without the fraction where it is zero.
std::string time_text(std::int64_t microseconds);

}  // namespace whip::resolver
