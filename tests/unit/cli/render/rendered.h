// A run of one or more small files to render in a test.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "cli/render/render.h"

namespace whip::render::test {

inline constexpr Rule kUnusedImport{.since = "0.1", .fixable = Fixable::sometimes, .by_default = true, .doc = R"md(
An import that nothing uses costs time. See `os.path`.

```py bad
import os
```
)md"};
inline constexpr Rule kRedefined{.since = "0.1", .doc = "\nThe first definition is lost. Second sentence.\n"};
inline constexpr RuleEntry kRules[] = {
    {"F401", "unused-import", "pyflakes", &kUnusedImport},
    {"F811", "redefined-while-unused", "pyflakes", &kRedefined},
};
inline constexpr RuleId kF401{0};
inline constexpr RuleId kF811{1};

class Files {
 public:
  Options options{.version = "9.9", .working_directory = "/project"};
  std::vector<FixedFile> fixed;

  struct File {
    std::string path;
    std::string absolute_path;
    std::string text;
    LineIndex lines;
    std::vector<Cell> cells;
    std::vector<Diagnostic> findings;
    std::vector<FindingFacts> facts;

    Span find(std::string_view part) const {
      const auto at = static_cast<std::uint32_t>(text.find(part));
      return {at, at + static_cast<std::uint32_t>(part.size())};
    }
    Diagnostic& add(RuleId rule, Span span, std::string message) {
      Diagnostic& finding = findings.emplace_back();
      finding.rule = rule;
      finding.span = span;
      finding.message = std::move(message);
      return finding;
    }
    Diagnostic& add(RuleId rule, std::string_view part, std::string message) {
      return add(rule, find(part), std::move(message));
    }
  };

  File& add(std::string path, std::string text) {
    File& file = files_.emplace_back();
    file.absolute_path = "/project/" + path;
    file.path = std::move(path);
    file.text = std::move(text);
    file.lines = LineIndex(file.text);
    return file;
  }

  Run run() {
    views_.clear();
    for (const File& file : files_) {
      views_.push_back({.path = file.path,
                        .absolute_path = file.absolute_path,
                        .text = file.text,
                        .lines = &file.lines,
                        .cells = file.cells,
                        .findings = file.findings,
                        .facts = file.facts});
    }
    return {.files = views_, .fixed = fixed, .rules = kRules, .options = options};
  }

  // The findings alone.
  std::string as(Format format) {
    std::string out;
    write_findings(run(), format, out);
    return out;
  }
  // With what follows them.
  std::string whole(Format format) {
    std::string out;
    write_run(run(), format, out);
    return out;
  }
  std::string summary() {
    std::string out;
    write_summary(run(), out);
    return out;
  }

 private:
  std::deque<File> files_;
  std::vector<FileFindings> views_;
};

// `import os` as an unused import, with the fix that removes its line.
inline Diagnostic& add_unused_import(Files::File& file, Safety safety = Safety::safe) {
  Diagnostic& finding = file.add(kF401, "os", "`os` imported but unused");
  const Span statement = file.find("import os\n");
  finding.fix = Fix{.safety = safety, .title = "Remove unused import: `os`", .edits = {Edit::remove(statement)}};
  return finding;
}

}  // namespace whip::render::test
