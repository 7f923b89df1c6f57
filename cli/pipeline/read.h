// Files into memory: one open, one fstat, one read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/text/source.h"

namespace whip {

// What tells, without reading it, that a file is the one that was read before.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970
  std::uint64_t inode = 0;
  bool operator==(const FileStamp&) const = default;
};

struct FileBytes {
  Source source;
  FileStamp stamp;
};

// The words of the system for an error number, as Ruff's users know them: "No such file or directory (os error 2)".
std::string system_message(int error_number);

// Errors: io, with the words of the system; limit for a file beyond Source::kMaxSize.
Result<FileBytes> read_file(const char* path);
Result<FileStamp> stamp_of(const char* path);
// All that comes from a descriptor that is no file (standard input).
Result<Source> read_stream(int descriptor);

}  // namespace whip
