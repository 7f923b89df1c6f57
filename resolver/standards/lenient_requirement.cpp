#include "resolver/standards/lenient_requirement.h"

#include "core/base/characters.h"

namespace whip::resolver {
namespace {

bool is_operator(char c) { return c == '<' || c == '>' || c == '=' || c == '!' || c == '~'; }
bool is_version_end(char c) { return is_alphanumeric(c) || c == '*'; }

// Versions with their operators, mended; what stands before the first operator is left as it is.
std::string mended(std::string_view text) {
  std::string result;
  std::string_view op;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_operator(c)) {
      // Only names come before the first operator, and they need no comma.
      if (!op.empty() && !result.empty() && is_version_end(result.back())) result += ',';
      std::size_t end = at;
      while (end < text.size() && is_operator(text[end])) ++end;
      op = text.substr(at, end - at);
      // `!=~1.0` means no release of 1.0.
      result += op == "!=~" ? "!=" : op;
      at = end;
    } else if (!op.empty() && (c == '"' || c == '\'')) {
      ++at;
    } else if (!op.empty() && c == '*') {
      const bool is_exact = op == "==" || op == "!=";
      if (!is_exact && result.ends_with('.')) result.pop_back();
      if (is_exact) result += result.ends_with('.') ? "*" : ".*";
      ++at;
    } else {
      result += c;
      ++at;
    }
  }
  return result;
}

}  // namespace

Result<Requirement> parse_leniently(std::string_view text) {
  auto strict = Requirement::parse(text);
  if (strict) return strict;
  const std::size_t marker = std::min(text.find(';'), text.size());
  auto lenient = Requirement::parse(mended(text.substr(0, marker)) + std::string(text.substr(marker)));
  return lenient ? lenient : strict;
}

Result<Specifiers> parse_specifiers_leniently(std::string_view text) {
  auto strict = Specifiers::parse(text);
  if (strict) return strict;
  auto lenient = Specifiers::parse(mended(text));
  return lenient ? lenient : strict;
}

}  // namespace whip::resolver
