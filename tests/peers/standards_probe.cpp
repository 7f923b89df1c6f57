// Answers questions about the packaging standards, one a line, for tests/peers/packaging_diff.py:
//     compare<US>1.0<US>1.0.post1       ->  -1
// The parts of a question are separated by U+001F. What cannot be read is answered by `error`.
#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/standards/file_name.h"
#include "resolver/standards/marker.h"
#include "resolver/standards/marker_algebra.h"
#include "resolver/standards/metadata.h"
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
  specifiers.erase(std::unique(specifiers.begin(), specifiers.end()), specifiers.end());  // theirs is a set
  answer += "|";
  for (const std::string& specifier : specifiers) answer += specifier + ",";
  return answer + "|" + read->url + "|" + (read->marker.empty() ? "" : "marker");
}

// name|version|build|python.tags|abi.tags|platform.tags
std::string wheel(const Parts& parts) {
  const auto read = WheelName::parse(parts[1]);
  if (!read) return "error";
  const auto joined = [](std::vector<std::string> tags) {
    std::ranges::sort(tags);
    const auto repeated = std::ranges::unique(tags);
    tags.erase(repeated.begin(), repeated.end());
    std::string text = "|";
    for (const std::string& tag : tags) text += tag + ",";
    return text;
  };
  return read->name + "|" + read->version.text() + "|" + read->build + joined(read->pythons) + joined(read->abis) +
         joined(read->platforms);
}

std::string sdist(const Parts& parts) {
  const auto read = SdistName::parse(parts[1]);
  return read ? read->name + "|" + read->version.text() : "error";
}

// A wheel; an interpreter as `cp314t`; the platform of a machine as a tag.
std::string serves(const Parts& parts) {
  const auto read = WheelName::parse(parts[1]);
  if (!read) return "error";
  std::string_view target = parts[2];
  Interpreter interpreter;
  if (target.starts_with("pp")) interpreter.implementation = Implementation::pypy;
  if (target.ends_with("t")) {
    interpreter.is_free_threaded = true;
    target.remove_suffix(1);
  }
  interpreter.minor = static_cast<std::uint32_t>(std::stoi(std::string(target.substr(3))));
  return read->serves(interpreter, read_platform_tag(parts[3])) ? "1" : "0";
}

// Metadata with U+001E for its newlines: version|name|version|requires-python|requirements|extras|dynamic|classifiers
std::string metadata(const Parts& parts) {
  std::string text(parts[1]);
  std::ranges::replace(text, '\x1e', '\n');
  const auto read = Metadata::parse(text);
  if (!read) return "error";
  std::string answer = read->metadata_version + "|" + read->name + "|" + read->version + "|" + read->requires_python;
  for (const auto* list : {&read->requires_dist, &read->provides_extra, &read->dynamic, &read->classifiers}) {
    answer += "|";
    for (const std::string& one : *list) answer += one + "\x1d";
  }
  return answer;
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
    {"wheel", 2, wheel},
    {"sdist", 2, sdist},
    {"serves", 4, serves},
    {"metadata", 2, metadata},
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
