#include "cli/lsp/uri.h"

#include <filesystem>

#include "core/base/characters.h"
#include "resolver/index/url.h"

namespace whip::lsp {
namespace {

bool is_plain(char c) { return is_alphanumeric(c) || std::string_view("-._~/").find(c) != std::string_view::npos; }

}  // namespace

std::optional<std::string> path_of(std::string_view uri) {
  constexpr std::string_view kScheme = "file://";
  if (!uri.starts_with(kScheme)) return std::nullopt;
  uri.remove_prefix(kScheme.size());
  const std::size_t slash = uri.find('/');  // what stands before it names a machine: this one
  if (slash == std::string_view::npos) return std::nullopt;
  uri = uri.substr(slash, uri.find_first_of("?#", slash) - slash);
  std::string path = std::filesystem::path(resolver::percent_decoded(uri)).lexically_normal().string();
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::string uri_of(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "file://";
  for (const char c : path) {
    if (is_plain(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

}  // namespace whip::lsp
