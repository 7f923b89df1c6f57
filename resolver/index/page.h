// A project's page: the files that an index has of it. Kept as one block of bytes (an image), which is what the cache
// stores: reading a cached page is no parsing at all.
//
//   image    head, block*                                   native byte order
//   head     header, release*, what Pythons they require, texts
//   release  a version, where the block of its files is, and what these say together; ascending by version
//   block    record*, texts: the files of a release; the last one has those that are of no release
//   record   where in the texts name, URL, ... of a file begin and how long they are, and the numbers
//
// The head is checked when an image is opened: the cache of another machine, or a damaged one, is simply not valid. A
// block has a checksum of its own, so that of a large page, of which two or three releases are ever looked at, no more
// is read than those.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
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

// What the files of one version say together.
struct PageRelease {
  Version version;  // as the first of them spells it
  std::uint32_t file_count = 0;
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
    std::uint32_t python = 0;
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
  std::uint32_t python_number(std::string_view text);
  bool join(const PageFile& file, std::uint32_t python);
  std::string_view text(Text place) const { return std::string_view(texts_).substr(place.begin, place.size); }
  void append_block(std::span<const std::uint32_t> files, std::string& out) const;

  std::string project_;
  std::string records_;
  std::string texts_;
  std::vector<std::string> pythons_;
  std::unordered_map<std::string, std::uint32_t> python_numbers_;
  std::uint32_t last_python_ = 0;  // from 1
  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> others_;  // files of no release
  std::vector<Member> members_;
  std::vector<Run> runs_;
};

class Page;

// The files of a block, in the order of the page.
class PageFiles {
 public:
  std::size_t size() const { return count_; }
  PageFile operator[](std::size_t position) const;

 private:
  friend class Page;
  const Page* page_ = nullptr;
  std::string_view block_;
  std::size_t count_ = 0;
};

enum class BlockCheck : std::uint8_t {
  at_once,    // an image with a damaged block is not valid
  when_read,  // a damaged block has no files, and the page says then that it was damaged
};

class Page {
 public:
  Page() = default;
  // Errors: `syntax` where the bytes are no image of this version of the tool.
  static Result<Page> open(std::string image);
  // The same with bytes that are somebody else's, held for as long as the page is.
  static Result<Page> open(std::string_view image, std::shared_ptr<const void> owner, BlockCheck check);

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }

  std::size_t release_count() const { return releases_; }
  PageRelease release(std::size_t number) const;
  PageFiles files(std::size_t release) const;
  // Those of no release: all, where the page is of many projects.
  PageFiles other_files() const { return files(releases_); }

  // Whether a block that somebody read was damaged: then what was made of the page is worth nothing.
  bool was_damaged() const { return *was_damaged_; }

  // The bytes to store.
  std::string_view image() const { return image_; }

 private:
  friend class PageFiles;
  bool read();
  std::string_view block(std::size_t number) const;
  bool is_sound(std::size_t block) const;
  std::string_view python(std::uint32_t number) const;

  std::string_view image_;
  std::shared_ptr<const void> owner_;
  std::uint32_t releases_ = 0;
  std::uint32_t pythons_ = 0;
  std::uint32_t head_ = 0;
  std::uint32_t count_ = 0;
  BlockCheck check_ = BlockCheck::at_once;
  std::shared_ptr<bool> was_damaged_;  // of one thread, as the page is
};

// `2024-05-06T07:08:09.123456Z`, also with an offset; as microseconds since 1970.
std::optional<std::int64_t> read_time(std::string_view text);
// The reverse: `2024-05-06T07:08:09.123456Z`; without the fraction where it is zero.
std::string time_text(std::int64_t microseconds);

}  // namespace whip::resolver
