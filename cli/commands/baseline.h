// A baseline: the findings that there are today and that nobody wants to hear of again. Lines of text, so that it reads
// and merges well:
//
//   # whip baseline 1
//   0123456789abcdef0123456789abcdef F401 pkg/a.py
//
// Only the fingerprint counts, the rest is for people. Lines may come in any order; empty ones and those that begin
// with # say nothing, but for the first.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/report/fingerprint.h"

namespace whip::cli {

struct BaselineEntry {
  Fingerprint fingerprint;
  std::string_view code;
  std::string_view path;
};

std::string baseline_text(std::span<const BaselineEntry> entries);

// Sorted. Errors: configuration, with the line that is wrong.
Result<std::vector<Fingerprint>> parse_baseline(std::string_view text, const std::string& path);

}  // namespace whip::cli
