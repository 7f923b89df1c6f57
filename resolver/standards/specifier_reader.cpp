#include "resolver/standards/specifier_reader.h"

#include <optional>

#include "core/base/characters.h"
#include "resolver/standards/text_error.h"
#include "resolver/standards/version_reader.h"

namespace whip::resolver {
namespace {

struct Spelling {
  std::string_view text;
  Operator op;
};

// Longer before shorter where one begins like the other.
constexpr Spelling kSpellings[] = {
    {"===", Operator::identical}, {"==", Operator::equal},      {"~=", Operator::compatible},
    {"!=", Operator::not_equal},  {"<=", Operator::less_equal}, {">=", Operator::greater_equal},
    {"<", Operator::less},        {">", Operator::greater},
};

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

Specifier read_identity(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && !is_space(text[at]) && text[at] != ';' && text[at] != ')' && text[at] != ',') ++at;
  Specifier specifier{.op = Operator::identical};
  specifier.identity = text.substr(begin, at - begin);
  if (const auto version = Version::read(specifier.identity)) specifier.version = *version;
  return specifier;
}

// What is wrong with a version that was read well but does not go with its operator.
std::optional<std::string> misuse(const Specifier& specifier, const VersionParts& parts) {
  const std::string shown = quoted(text_of(specifier.op));
  const bool is_exact = specifier.op == Operator::equal || specifier.op == Operator::not_equal;
  if (specifier.is_wildcard && !is_exact) return "`.*` goes only with `==` and `!=`, not with " + shown;
  if (specifier.is_wildcard && (parts.pre || parts.post || parts.dev || !parts.local.empty())) {
    return "`.*` must follow release numbers, not a pre-release, post, dev or local part";
  }
  if (!parts.local.empty() && !is_exact) return "a local version goes only with `==` and `!=`, not with " + shown;
  if (specifier.op == Operator::compatible && parts.release.size() < 2) {
    return "`~=` needs at least two release numbers, as in `~=1.0`";
  }
  return std::nullopt;
}

}  // namespace

Result<Specifier> read_specifier(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  const Spelling* found = nullptr;
  for (const Spelling& spelling : kSpellings) {
    if (text.substr(at).starts_with(spelling.text)) {
      found = &spelling;
      break;
    }
  }
  if (!found) {
    const std::string_view rest = text.substr(at, text.find_first_of(",;) ", at) - at);
    return text_error(
        ErrorCode::syntax, text, at,
        "expected an operator (`==`, `>=`, `<`, `~=`, ...), found " + (rest.empty() ? "nothing" : quoted(rest)));
  }
  at += found->text.size();
  while (at < text.size() && is_space(text[at])) ++at;
  if (found->op == Operator::identical) return read_identity(text, at);

  VersionRead read = read_version_prefix(text.substr(at));
  if (read.parts.release.empty() || read.overflows) {
    const std::size_t length = text.find_first_of(",;) ", at) - at;
    Error error = version_error(text.substr(at, length), read);
    return text_error(error.code, text, at + read.end, std::move(error.message));
  }
  Specifier specifier{.op = found->op};
  const std::size_t version_end = at + read.end;
  if (text.substr(version_end).starts_with(".*")) {
    specifier.is_wildcard = true;
    read.end += 2;
  }
  if (auto problem = misuse(specifier, read.parts)) {
    return text_error(ErrorCode::syntax, text, begin, std::move(*problem));
  }
  at += read.end;
  specifier.version = Version(std::move(read.parts));
  return specifier;
}

}  // namespace whip::resolver
