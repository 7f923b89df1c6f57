#include "rules/pyflakes/repeated_keys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <functional>
#include <unordered_map>

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"

namespace whip::rules {
namespace {

constexpr KindSet kLiterals = {Kind::string, Kind::concatenated_string, Kind::integer,  Kind::float_, Kind::none,
                               Kind::true_,  Kind::false_,              Kind::ellipsis, Kind::tuple};

bool is_wanted(Node key, Keys wanted) {
  if (wanted == Keys::names) return key.is(Kind::identifier);
  if (key.is(Kind::unary_operator)) return without_parentheses(key[Field::argument]).is_any({Kind::integer, Kind::float_});
  return kLiterals.contains(key.kind());
}

// The number as a key: equal texts for numbers that are equal.
std::string number_key(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != '_') digits.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  const bool imaginary = digits.ends_with('j');
  if (imaginary) digits.pop_back();
  double value = 0;
  int base = 10;
  if (digits.starts_with("0x")) base = 16;
  if (digits.starts_with("0o")) base = 8;
  if (digits.starts_with("0b")) base = 2;
  if (base != 10) {
    for (const char c : digits.substr(2)) value = value * base + (c >= 'a' ? c - 'a' + 10 : c - '0');
  } else {
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
  }
  // Beyond 2^53 a double no longer tells integers apart: the digits do.
  std::string key(1, imaginary ? 'j' : 'n');
  if (value > 9007199254740992.0) return key.append(digits);
  std::array<char, 32> shortest{};  // to_chars gives different texts for different numbers
  const auto result = std::to_chars(shortest.data(), shortest.data() + shortest.size(), value);
  return key.append(shortest.data(), result.ptr);
}

// A leaf of the tree as part of a key.
void append_leaf(Node leaf, std::string& out) {
  switch (leaf.kind()) {
    case Kind::integer:
    case Kind::float_:
      out.append(number_key(leaf.text()));
      break;
    case Kind::true_:
      out.append(number_key("1"));
      break;
    case Kind::false_:
      out.append(number_key("0"));
      break;
    default:
      out.append(leaf.text());
  }
  out.push_back('\x1f');
}

// Expressions that are equal as Python reads them have equal texts: layout, comments and parentheses are left out, strings and numbers stand
// by their values.
std::string canonical_text(Node expression) {
  std::string out;
  std::string buffer;
  const Tree& tree = *expression.tree();
  for (std::uint32_t n = index(expression.id()); n < expression.after();) {
    const Kind kind = tree.kind[n];
    const Node node(tree, expression.text().data() - expression.begin(), NodeId{n});
    if (is_text_constant(node) || is_bytes_constant(node)) {
      // `\N{name}` has no value here (no table of names is carried): such strings are compared as they are written.
      const bool has_name = node.text().find("\\N{") != std::string_view::npos;
      out.append(is_bytes_constant(node) ? "b" : "s").append(has_name ? node.text() : string_value(node, buffer)).push_back('\x1f');
      n = tree.after[n];
    } else if (tree.after[n] != n + 1 || is_extra(kind)) {
      n += is_extra(kind) ? tree.after[n] - n : 1;
    } else {
      const bool is_parenthesis = tree.kind[tree.parent[n]] == Kind::parenthesized_expression && !is_named(kind);
      if (!is_parenthesis) append_leaf(node, out);
      ++n;
    }
  }
  return out;
}

// The quick answer: whether all wanted keys are plain strings, decimal numbers or names that surely differ.
bool surely_differ(Node dictionary, Keys wanted) {
  constexpr std::uint32_t kSlots = 128;  // a power of two
  std::array<std::uint32_t, kSlots> seen{};
  std::uint32_t count = 0;
  for (const Node entry : dictionary.children()) {
    if (!entry.is(Kind::pair)) continue;
    const Node key = entry.first_child();
    const std::string_view text = key.text();
    if (wanted == Keys::names) {
      if (key.is(Kind::parenthesized_expression)) return false;
      if (!key.is(Kind::identifier)) continue;
    } else if (key.is(Kind::string)) {
      const bool plain = (text[0] == '"' || text[0] == '\'') && text.find('\\') == std::string_view::npos;
      const bool triple = text.size() > 2 && text[1] == text[0] && text[2] == text[0];
      if (!plain || triple) return false;
    } else if (key.is(Kind::integer)) {
      if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return false;
    } else {
      if (is_wanted(without_parentheses(key), wanted)) return false;
      continue;
    }
    if (++count > kSlots / 2) return false;
    // A string stands by what is between its quotes.
    const bool quoted = key.is(Kind::string);
    const std::string_view content = quoted ? text.substr(1, text.size() - 2) : text;
    const std::uint32_t hash = (static_cast<std::uint32_t>(std::hash<std::string_view>{}(content)) << 1 | (quoted ? 1U : 0U)) | 0x80000000U;
    std::uint32_t at = hash % kSlots;
    for (; seen[at] != 0; at = (at + 1) % kSlots) {
      if (seen[at] == hash) return false;
    }
    seen[at] = hash;
  }
  return true;
}

}  // namespace

std::vector<RepeatedKey> repeated_keys(const File&, Node dictionary, Keys wanted) {
  if (surely_differ(dictionary, wanted)) return {};
  struct Seen {
    Node first;
    std::vector<Node> entries;
  };
  std::vector<RepeatedKey> found;
  std::unordered_map<std::string, Seen> seen;  // large tables are displays too
  std::uint32_t previous_end = dictionary.begin() + 1;
  for (const Node entry : dictionary.operands()) {
    const Node key = without_parentheses(entry[Field::key]);
    if (entry.is(Kind::pair) && is_wanted(key, wanted)) {
      const auto [place, is_new] = seen.try_emplace(canonical_text(key), Seen{key, {}});
      if (!is_new) {
        const std::string value = canonical_text(entry[Field::value]);
        const bool repeats_value = std::ranges::any_of(
            place->second.entries, [&](Node other) { return canonical_text(other[Field::value]) == value; });
        found.push_back({key, place->second.first, {previous_end, entry.end()}, repeats_value});
      }
      place->second.entries.push_back(entry);
    }
    previous_end = entry.end();
  }
  return found;
}

}  // namespace whip::rules
