#include "cli/commands/baseline.h"

#include <algorithm>
#include <charconv>

namespace whip::cli {
namespace {

constexpr std::string_view kHead = "# whip baseline 1";
constexpr std::size_t kDigits = 32;

bool parse_hex(std::string_view digits, std::uint64_t& value) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return error == std::errc{} && end == digits.data() + digits.size();
}

}  // namespace

std::string baseline_text(std::span<const BaselineEntry> entries) {
  std::string out(kHead);
  out += '\n';
  for (const BaselineEntry& entry : entries) {
    out.append(to_string(entry.fingerprint)).append(" ").append(entry.code).append(" ").append(entry.path).append("\n");
  }
  return out;
}

Result<std::vector<Fingerprint>> parse_baseline(std::string_view text, const std::string& path) {
  std::vector<Fingerprint> out;
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto wrong = [&](std::string message) {
      return Error{.code = ErrorCode::configuration, .message = std::move(message), .path = path, .line = number};
    };
    if (number == 1 && line != kHead)
      return wrong("this is no baseline: it does not begin with `" + std::string(kHead) + "`");
    if (line.empty() || line.starts_with('#')) continue;
    Fingerprint print;
    const bool good = line.size() >= kDigits && parse_hex(line.substr(0, kDigits / 2), print.high) &&
                      parse_hex(line.substr(kDigits / 2, kDigits / 2), print.low) &&
                      (line.size() == kDigits || line[kDigits] == ' ');
    if (!good) return wrong("a line of a baseline begins with 32 hexadecimal digits");
    out.push_back(print);
  }
  if (number == 0)
    return Error{.code = ErrorCode::configuration, .message = "this is no baseline: it is empty", .path = path};
  std::ranges::sort(out);
  return out;
}

}  // namespace whip::cli
