// Gives findings their identity (core/report/fingerprint.h): a hash of what stays the same while the file around a
// finding changes.
//
//   XXH3-128 of: code, path from the project's root, the text around the finding, the qualified name of the innermost
//   function or class around it, and how many findings equal in all of this came before it in the file; a NUL between
//   the parts.
//
// The text: up to 20 bytes before the first byte of the finding and 40 from there on, inside its statement (its header,
// if it has a body), without what a formatter may add or take: blanks, line breaks, backslashes, quotes, parentheses,
// commas. For a finding in no statement, such as one in a comment, its line.
//
// Lines above may come and go, statements may be indented, split over lines or moved within their function, other code
// may be renamed, a long statement may change far from the finding: the fingerprint stays. Here and not in cli/render
// because the tree is at hand here, and editors and baselines need the same value.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/diagnostic.h"
#include "core/report/fingerprint.h"
#include "core/syntax/tree.h"
#include "core/text/line_index.h"
#include "linter/rule.h"

namespace whip {

struct FingerprintInput {
  std::string_view path;  // from the project's root, with "/"
  std::string_view text;
  const LineIndex& lines;
  const Tree& tree;  // empty if the file could not be parsed: then no finding has a name around it
  std::span<const Diagnostic> findings;
  std::span<const RuleEntry> rules;
};

// One per finding, in their order. O(nodes + findings * (log definitions + length of the line)).
std::vector<Fingerprint> fingerprints(const FingerprintInput& input);

// "Outer.method" of the innermost function or class that holds the offset; empty at module level.
std::string qualified_name_at(const Tree& tree, std::string_view text, std::uint32_t offset);

}  // namespace whip
