// Answers questions about the packaging standards, one a line, for tests/peers/packaging_diff.py:
//     compare<US>1.0<US>1.0.post1       ->  -1
// The parts of a question are separated by U+001F. What cannot be read is answered by `error`.
#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/standards/marker.h"
#include "resolver/standards/marker_algebra.h"
#include "resolver/standards/name.h"
#include "resolver/standards/requirement.h"
#include "resolver/standards/specifier.h"
#include "resolver/standards/version.h"

namespace {

using namespace whip;
using namespace whip::resolver;

using Parts = std::vector<std::string_view>;

constexpr char kSeparator = '\x1f';

std::string name(const Parts& parts) {
  return std::string(is_valid_name(parts[1]) ? "valid " : "invalid ") + normalized(parts[1]);
}

std::string version(const Parts& parts) {
  const auto read = Version::parse(parts[1]);
  if (!read) return "error";
  return read->text() + (read->is_pre_release() ? " pre" : " final");
}

std::string compare(const Parts& parts) {
  const auto left = Version::read(parts[1]);
  const auto right = Version::read(parts[2]);
  if (!left || !right) return "error";
  if (*left == *right && left->hash() != right->hash()) return "equal but hashed differently";
  return *left < *right ? "-1" : *left > *right ? "1" : "0";
}

std::string specifier(const Parts& parts) {
  const auto specifiers = Specifiers::parse(parts[1]);
  const auto candidate = Version::read(parts[2]);
  if (!specifiers || !candidate) return "error";
  return specifiers->contains(*candidate) ? "1" : "0";
}

// Specifiers, then versions in ascending order: a 1 or 0 for each.
std::string ranks(const Parts& parts) {
  const auto specifiers = Specifiers::parse(parts[1]);
  if (!specifiers) return "error";
  std::vector<Version> versions;
  for (std::size_t i = 2; i < parts.size(); ++i) {
    const auto read = Version::read(parts[i]);
    if (!read) return "error";
    versions.push_back(*read);
  }
  std::string answer(versions.size(), '0');
  for (const RankRange& range : specifiers->ranks(versions)) {
    for (std::uint32_t rank = range.begin; rank < range.end; ++rank) answer[rank] = '1';
  }
  return answer + (specifiers->names_pre_release() ? " pre" : " final");
}

// A marker; the values of an environment in the order of MarkerVariable, then extras and groups, each joined by commas.
std::string marker(const Parts& parts) {
  const auto read = Marker::parse(parts[1]);
  if (!read) return "error";
  MarkerEnvironment environment;
  for (std::size_t i = 0; i < kEnvironmentVariables; ++i) environment.values[i] = parts[2 + i];
  const auto split = [](std::string_view names) {
    std::vector<std::string> found;
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(','), names.size());
      found.emplace_back(names.substr(0, end));
      names.remove_prefix(std::min(end + 1, names.size()));
    }
    return found;
  };
  environment.extras = split(parts[2 + kEnvironmentVariables]);
  environment.dependency_groups = split(parts[3 + kEnvironmentVariables]);
  const auto again = Marker::parse(read->text());
  if (!again || again->text() != read->text() || again->holds_in(environment) != read->holds_in(environment)) {
    return "written as " + read->text();
  }
  return read->holds_in(environment) ? "1" : "0";
}

// A marker as it is written where Python is at least the given one.
std::string simplified(const Parts& parts) {
  static MarkerAlgebra algebra;
  const auto read = Marker::parse(parts[1]);
  const auto python = Version::read(parts[2]);
  if (!read || !python) return "error";
  return algebra.text(algebra.assuming_python(algebra.compile(*read), {*python, std::nullopt, true, false}));
}

// name|extras|specifiers|url|is there a marker
std::string requirement(const Parts& parts) {
  const auto read = Requirement::parse(parts[1]);
  if (!read) return "error";
  const auto again = Requirement::parse(read->text());
  if (!again || again->text() != read->text()) return "written as " + read->text();
  std::string answer = read->written_name + "|";
  for (const std::string& extra : read->extras) answer += extra + ",";
  std::vector<std::string> specifiers;
  for (const Specifier& specifier : read->specifiers.all) {
    const bool is_text = specifier.op == Operator::identical;
    specifiers.push_back(std::string(text_of(specifier.op)) +
                         (is_text ? specifier.identity : specifier.text().substr(text_of(specifier.op).size())));
  }
  std::ranges::sort(specifiers);
  answer += "|";
  for (const std::string& specifier : specifiers) answer += specifier + ",";
  return answer + "|" + read->url + "|" + (read->marker.empty() ? "" : "marker");
}

struct Question {
  std::string_view word;
  std::size_t parts;  // at least
  std::string (*answer)(const Parts&);
};

constexpr Question kQuestions[] = {
    {"name", 2, name},
    {"version", 2, version},
    {"compare", 3, compare},
    {"specifier", 3, specifier},
    {"ranks", 2, ranks},
    {"marker", 4 + kEnvironmentVariables, marker},
    {"simplified", 3, simplified},
    {"requirement", 2, requirement},
};

std::string answer(std::string_view line) {
  Parts parts;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(kSeparator, begin), line.size());
    parts.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const Question& question : kQuestions) {
    if (parts[0] == question.word && parts.size() >= question.parts) return question.answer(parts);
  }
  return "unknown question";
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << '\n';
}
