#include "linter/fingerprint.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/syntax/node.h"

// Header only: nothing to link, so that the linter compiles to WebAssembly as it is.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace whip {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

// The functions and classes of a file, in document order.
class Definitions {
 public:
  Definitions(const Tree& tree, std::string_view text) {
    if (!tree.present.contains(Kind::function_definition) && !tree.present.contains(Kind::class_definition)) return;
    for (std::uint32_t n = 0; n < tree.own_size; ++n) {
      if (tree.kind[n] != Kind::function_definition && tree.kind[n] != Kind::class_definition) continue;
      const Span span = tree.span[n];
      std::uint32_t outer = all_.empty() ? kNone : static_cast<std::uint32_t>(all_.size() - 1);
      while (outer != kNone && !all_[outer].span.contains(span)) outer = all_[outer].outer;
      all_.push_back({span, outer, Node(tree, text, NodeId{n})[Field::name].text()});
    }
  }

  std::string name_at(std::uint32_t offset) const {
    const auto behind = std::upper_bound(all_.begin(), all_.end(), offset,
                                         [](std::uint32_t value, const Definition& d) { return value < d.span.begin; });
    auto at = behind == all_.begin() ? kNone : static_cast<std::uint32_t>(behind - all_.begin() - 1);
    while (at != kNone && !all_[at].span.contains(offset)) at = all_[at].outer;
    std::vector<std::string_view> parts;
    for (; at != kNone; at = all_[at].outer) parts.push_back(all_[at].name);
    std::string name;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      if (!name.empty()) name += '.';
      name += *part;
    }
    return name;
  }

 private:
  struct Definition {
    Span span;
    std::uint32_t outer;  // index of the definition around it
    std::string_view name;
  };
  std::vector<Definition> all_;
};

bool is_blank(char c) { return c == ' ' || ('\t' <= c && c <= '\r'); }

// The words of a line with one blank between them.
void append_collapsed(std::string& out, std::string_view line) {
  bool pending = false;
  const std::size_t start = out.size();
  for (const char c : line) {
    if (is_blank(c)) {
      pending = out.size() > start;
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    out += c;
  }
}

std::string_view code_of(const FingerprintInput& input, RuleId rule) {
  const auto index = static_cast<std::size_t>(rule);
  return index < input.rules.size() ? input.rules[index].code : std::string_view("invalid-syntax");
}

}  // namespace

std::vector<Fingerprint> fingerprints(const FingerprintInput& input) {
  const Definitions definitions(input.tree, input.text);
  std::unordered_map<std::string, std::uint32_t> seen;
  std::vector<Fingerprint> out;
  out.reserve(input.findings.size());
  std::string key;
  for (const Diagnostic& finding : input.findings) {
    const std::uint32_t begin = std::min(finding.span.begin, static_cast<std::uint32_t>(input.text.size()));
    const Span line = input.lines.line_content(input.lines.line_of(begin), input.text);
    key.assign(code_of(input, finding.rule)).append(1, '\0').append(input.path).append(1, '\0');
    append_collapsed(key, input.text.substr(line.begin, line.size()));
    key.append(1, '\0').append(definitions.name_at(begin)).append(1, '\0');
    const std::uint32_t ordinal = seen[key]++;
    key += std::to_string(ordinal);
    const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
    out.push_back({hash.high64, hash.low64});
  }
  return out;
}

std::string qualified_name_at(const Tree& tree, std::string_view text, std::uint32_t offset) {
  return Definitions(tree, text).name_at(offset);
}

}  // namespace whip
