#include "cli/config/version.h"

#include <algorithm>
#include <array>
#include <compare>
#include <string>
#include <vector>

namespace whip {
namespace {

struct Clause {
  std::string_view op;
  std::vector<std::uint64_t> release;
  bool wildcard = false;  // ends in `.*`
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The numbers of a release; a pre-release or local suffix is read over.
bool read_release(std::string_view text, Clause& clause) {
  if (text.starts_with('v')) text.remove_prefix(1);
  for (bool first = true;; first = false) {
    if (!first && text == "*") {
      clause.wildcard = true;
      return true;
    }
    std::size_t digits = 0;
    std::uint64_t number = 0;
    while (digits < text.size() && digits < 18 && text[digits] >= '0' && text[digits] <= '9') {
      number = number * 10 + static_cast<std::uint64_t>(text[digits++] - '0');
    }
    if (digits == 0) return false;
    clause.release.push_back(number);
    text.remove_prefix(digits);
    if (text.empty() || text[0] != '.')
      return text.empty() || std::string_view("abcrp+-_").find(text[0]) != std::string_view::npos;
    text.remove_prefix(1);
  }
}

std::optional<std::vector<Clause>> read_specifier(std::string_view text) {
  constexpr std::array<std::string_view, 8> kOps = {"===", "==", "!=", "<=", ">=", "~=", "<", ">"};
  std::vector<Clause> clauses;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view part = trimmed(text.substr(0, comma));
    if (!part.empty()) {
      Clause clause;
      for (const std::string_view op : kOps) {
        if (!part.starts_with(op)) continue;
        clause.op = op;
        part = trimmed(part.substr(op.size()));
        break;
      }
      if (!read_release(part, clause)) return std::nullopt;
      if (clause.op.empty()) clause.op = "==";
      clauses.push_back(std::move(clause));
    }
    if (comma == text.size()) return clauses;
    text.remove_prefix(comma + 1);
  }
}

std::strong_ordering compare(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const auto order = (i < a.size() ? a[i] : 0) <=> (i < b.size() ? b[i] : 0);
    if (order != 0) return order;
  }
  return std::strong_ordering::equal;
}

bool has_prefix(const std::vector<std::uint64_t>& release, const std::vector<std::uint64_t>& prefix,
                std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if ((i < release.size() ? release[i] : 0) != prefix[i]) return false;
  }
  return true;
}

bool holds(const std::vector<std::uint64_t>& release, const Clause& clause) {
  const auto order = compare(release, clause.release);
  if (clause.op == "==" || clause.op == "===")
    return clause.wildcard ? has_prefix(release, clause.release, clause.release.size()) : order == 0;
  if (clause.op == "!=")
    return clause.wildcard ? !has_prefix(release, clause.release, clause.release.size()) : order != 0;
  if (clause.op == "<=") return order <= 0;
  if (clause.op == ">=") return order >= 0;
  if (clause.op == "<") return order < 0;
  if (clause.op == ">") return order > 0;
  return clause.release.size() >= 2 && order >= 0 && has_prefix(release, clause.release, clause.release.size() - 1);
}

}  // namespace

Result<bool> satisfies(std::string_view version, std::string_view specifier) {
  Clause running;
  const auto clauses = read_specifier(specifier);
  if (!read_release(version, running) || !clauses || clauses->empty()) {
    return Error{.code = ErrorCode::configuration,
                 .message = "`" + std::string(specifier) + "` is no version specifier",
                 .path = {}};
  }
  return std::all_of(clauses->begin(), clauses->end(),
                     [&](const Clause& clause) { return holds(running.release, clause); });
}

std::optional<PythonVersion> oldest_python(std::string_view requires_python) {
  const auto clauses = read_specifier(requires_python);
  if (!clauses) return std::nullopt;
  std::optional<std::pair<std::uint64_t, std::uint64_t>> least;
  for (const Clause& clause : *clauses) {
    if (clause.op == "<" || clause.op == "<=" || clause.op == "!=" || clause.release.size() < 2) continue;
    const std::pair bound = {clause.release[0], clause.release[1]};
    if (!least || bound < *least) least = bound;
  }
  if (!least) return std::nullopt;
  return python_version(static_cast<unsigned>(std::min<std::uint64_t>(least->first, 1000)),
                        static_cast<unsigned>(std::min<std::uint64_t>(least->second, 1000)));
}

}  // namespace whip
