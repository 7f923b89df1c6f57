#include "linter/fingerprint.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "core/syntax/node.h"

// Header only: nothing to link, so that the linter compiles to WebAssembly as it is.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace whip {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

constexpr KindTable kDefinitions = [] {
  KindTable wanted{};
  wanted[static_cast<std::size_t>(Kind::function_definition)] = true;
  wanted[static_cast<std::size_t>(Kind::class_definition)] = true;
  return wanted;
}();

const KindTable kStatements = [] {
  KindTable wanted{};
  for (std::size_t k = 0; k < kKindCount; ++k) wanted[k] = is_statement(static_cast<Kind>(k));
  wanted[static_cast<std::size_t>(Kind::block)] = true;
  return wanted;
}();

// The functions and classes of a file, in document order.
class Definitions {
 public:
  Definitions(const Tree& tree, std::string_view text) {
    if (!tree.present.contains(Kind::function_definition) && !tree.present.contains(Kind::class_definition)) return;
    for_each_wanted(tree, 0, tree.own_size, kDefinitions, [&](std::uint32_t n) {
      const Span span = tree.span[n];
      std::uint32_t outer = all_.empty() ? kNone : static_cast<std::uint32_t>(all_.size() - 1);
      while (outer != kNone && !all_[outer].span.contains(span)) outer = all_[outer].outer;
      all_.push_back({span, outer, Node(tree, text, NodeId{n})[Field::name].text()});
    });
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

// Where the headers of statements begin and end: a finding's surroundings are looked at up to the nearest of them.
class Borders {
 public:
  explicit Borders(const Tree& tree) {
    // Nodes come outer before inner, so that of those that are open the last ends first.
    std::vector<std::uint32_t> open;
    const auto close_until = [&](std::uint32_t place) {
      for (; !open.empty() && open.back() <= place; open.pop_back()) all_.push_back(2 * std::uint64_t{open.back()});
    };
    for_each_wanted(tree, 0, tree.own_size, kStatements, [&](std::uint32_t n) {
      const Span span = tree.span[n];
      close_until(span.begin);
      if (span.empty()) all_.push_back(2 * std::uint64_t{span.end});
      all_.push_back(2 * std::uint64_t{span.begin} + 1);
      if (!span.empty()) open.push_back(span.end);
    });
    close_until(UINT32_MAX);
  }

  // The borders around the offset; empty where it is in no statement (in a comment, behind the last byte of a line).
  Span around(std::uint32_t offset) const {
    const auto next = std::ranges::upper_bound(all_, 2 * std::uint64_t{offset} + 1);
    if (next == all_.begin() || next == all_.end() || *(next - 1) % 2 == 0) return {};
    return {static_cast<std::uint32_t>(*(next - 1) / 2), static_cast<std::uint32_t>(*next / 2)};
  }

 private:
  std::vector<std::uint64_t>
      all_;  // ascending: twice the offset, one more for a begin; an end before a begin at the same place
};

// What a formatter neither adds nor removes: no blanks, line breaks, quotes, parentheses, commas.
bool is_lasting(char c) {
  return c != ' ' && (c < '\t' || c > '\r') && std::string_view("\\'\"(),").find(c) == std::string_view::npos;
}

constexpr std::size_t kBefore = 20;  // lasting bytes before the finding,
constexpr std::size_t kBehind = 40;  // and from its first byte on

void append_surroundings(std::string& out, std::string_view text, Span statement, std::uint32_t at) {
  std::uint32_t begin = at;
  for (std::size_t count = 0; begin > statement.begin && count < kBefore; --begin) count += is_lasting(text[begin - 1]);
  std::size_t left = kBehind;
  for (std::uint32_t i = begin; i < statement.end && left > 0; ++i) {
    if (!is_lasting(text[i])) continue;
    out += text[i];
    left -= i >= at;
  }
}

std::string_view code_of(const FingerprintInput& input, RuleId rule) {
  const auto index = static_cast<std::size_t>(rule);
  return index < input.rules.size() ? input.rules[index].code : std::string_view("invalid-syntax");
}

}  // namespace

std::vector<Fingerprint> fingerprints(const FingerprintInput& input) {
  if (input.findings.empty()) return {};
  const Definitions definitions(input.tree, input.text);
  const Borders borders(input.tree);
  std::unordered_map<std::string, std::uint32_t> seen;
  std::vector<Fingerprint> out;
  out.reserve(input.findings.size());
  std::string key;
  for (const Diagnostic& finding : input.findings) {
    const std::uint32_t begin = std::min(finding.span.begin, static_cast<std::uint32_t>(input.text.size()));
    const Span statement = borders.around(begin);
    key.assign(code_of(input, finding.rule)).append(1, '\0').append(input.path).append(1, '\0');
    if (statement.empty()) {
      const Span line = input.lines.line_content(input.lines.line_of(begin), input.text);
      std::ranges::copy_if(input.text.substr(line.begin, line.size()), std::back_inserter(key), is_lasting);
    } else {
      append_surroundings(key, input.text, statement, begin);
    }
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
