// The bytes of a cache file: a header, records of fixed size sorted by key, then the findings of those files that have
// any.
//
//   Header | Record[count] | payloads
//
// Everything is read where it lies in the mapped file: a run over files without findings touches only header and
// records. Records are guarded by one checksum, each payload by its own, so any other bytes in the file's place are a
// miss, never an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/diagnostic.h"
#include "core/report/fingerprint.h"

namespace whip {

// A 128-bit hash (XXH3-128).
struct CacheHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const CacheHash&) const = default;
};

struct CacheHeader {
  static constexpr std::uint64_t kMagic = 0x4548'4341'4350'4957;  // "WIPCACHE"
  std::uint64_t magic = kMagic;
  CacheHash tool;              // who wrote it: version and build
  std::uint64_t count = 0;     // of records
  std::uint64_t bytes = 0;     // of the whole file
  std::uint64_t checksum = 0;  // of the records
};

struct CacheRecord {
  CacheHash key;              // path, settings, and whatever else the answer depends on
  CacheHash content;          // of the file's bytes
  std::uint64_t size = 0;     // size, modified and inode: if they are the same, so is the content
  std::int64_t modified = 0;  // 0: changed so shortly before it was read that a later change might not show
  std::uint64_t inode = 0;
  std::uint64_t payload_begin = 0;  // bytes from the start of the file
  std::uint32_t payload_size = 0;   // as large as the part: no findings
  std::uint32_t payload_checksum = 0;
  std::uint32_t last_used = 0;  // days since 1970
  std::uint32_t part_size = 0;  // of the payload, at its end: what the file leaves for the project (part_format.h)
};
static_assert(sizeof(CacheHeader) == 48 && sizeof(CacheRecord) == 80);

CacheHash cache_hash(std::string_view bytes);
std::uint32_t payload_checksum(std::string_view payload);

// What is known of a finding besides itself.
struct FindingExtra {
  std::uint32_t noqa_line = 0;  // 1-based; 0 if no comment can silence it
  Fingerprint fingerprint;
  bool operator==(const FindingExtra&) const = default;
};

// What was found in a file. `extras`: one per finding, or none at all.
struct FileAnswer {
  std::vector<Diagnostic> findings;
  std::vector<FindingExtra> extras;
  bool operator==(const FileAnswer&) const = default;
};

// Findings as flat records followed by their texts.
void encode_findings(std::span<const Diagnostic> findings, std::span<const FindingExtra> extras, std::string& out);
// Nothing if the bytes are not what encode_findings wrote.
std::optional<FileAnswer> decode_findings(std::string_view bytes);

}  // namespace whip
