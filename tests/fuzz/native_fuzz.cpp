// Files that are no Python, from any bytes: the first says which language, the rest is the text. Painted code is as
// long as the text and differs only where comments and strings are; brackets and entries lie in the file; the rules
// about how projects are built say something sound, and their fixes come to an end.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>

#include "core/text/source.h"
#include "linter/fix.h"
#include "linter/packaging/judge_build.h"

namespace whip::rules {

extern const Rule FTP401_cython_not_declared;
extern const Rule FTP402_native_module_gil_slot_missing;
extern const Rule FTP403_limited_api_on_t_build;
extern const Rule FTP404_free_threading_contract;
extern const Rule FTP405_stale_wheel_matrix;

}  // namespace whip::rules

namespace {

using namespace whip;

constexpr RuleEntry kTable[] = {
    {"FTP401", "cython-not-declared", "packaging", &rules::FTP401_cython_not_declared},
    {"FTP402", "native-module-gil-slot-missing", "packaging", &rules::FTP402_native_module_gil_slot_missing},
    {"FTP403", "limited-api-on-t-build", "packaging", &rules::FTP403_limited_api_on_t_build},
    {"FTP404", "free-threading-contract", "packaging", &rules::FTP404_free_threading_contract},
    {"FTP405", "stale-wheel-matrix", "packaging", &rules::FTP405_stale_wheel_matrix},
};

constexpr std::string_view kPaths[] = {
    "pyproject.toml", "setup.py",   "setup.cfg",   "tox.ini", "noxfile.py",     "a.pyx",     "a.c",
    "src/lib.rs",     "Cargo.toml", "meson.build", "uv.lock", "CMakeLists.txt", "helper.py", ".travis.yml"};

void require(bool holds) {
  if (!holds) std::abort();
}

Settings everything_on() {
  Settings settings;
  for (std::size_t i = 0; i < std::size(kTable); ++i) settings.enabled.insert(static_cast<RuleId>(i));
  settings.fixable = settings.enabled;
  settings.concurrency = ConcurrencyContract::library;
  return settings;
}

void check_lexing(const BuildFile& file) {
  const std::size_t size = file.text.size();
  require(file.masked.code.size() == size);
  for (std::size_t i = 0; i < size; ++i) {
    const char painted = file.masked.code[i];
    require(painted == file.text[i] || painted == ' ');
  }
  for (const auto* spans : {&file.masked.comments, &file.masked.strings, &file.masked.brackets}) {
    std::uint32_t begin = 0;
    for (const Span span : *spans) {
      require(begin <= span.begin && span.begin < span.end && span.end <= size);
      begin = span.begin;
    }
  }
  for (const TomlEntry& entry : file.toml.all()) {
    require(entry.key.begin <= entry.key.end && entry.key.end <= size);
    require(entry.value.begin <= entry.value.end && entry.value.end <= size);
    const Span removed =
        entry.name.ends_with("[]") ? element_removal(file.text, entry.value) : entry_removal(file.text, entry);
    require(removed.begin <= removed.end && removed.end <= size);
  }
}

std::vector<Diagnostic> judge(const BuildFile& file, const Listeners& listeners, const Settings& settings) {
  const BuildProject project({&file}, 0, settings.concurrency);
  const BuildReader reader{.listeners = &listeners, .settings = &settings};
  return judge_build(project, {&reader, 1}, true).front();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 8192) return 0;
  static const Settings kSettings = everything_on();
  static const Listeners kListeners(kTable, kSettings.enabled);
  const std::string path(kPaths[data[0] % std::size(kPaths)]);
  const BuildRole role = build_role(path).value_or(BuildRole::build_script);
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (unsigned round = 0; round < kFixRounds; ++round) {
    const BuildFile file = open_build_file(path, path, role, text);
    check_lexing(file);
    const std::vector<Diagnostic> found = judge(file, kListeners, kSettings);
    for (const Diagnostic& finding : found) {
      require(finding.span.begin <= finding.span.end && finding.span.end <= text.size());
      for (const Note& note : finding.notes) require(note.span.begin <= note.span.end && note.span.end <= text.size());
    }
    const FixRound fixes = choose_fixes(found, kListeners, FixReach::unsafe, {});
    if (fixes.edits.empty()) return 0;
    std::uint32_t end = 0;
    for (const Edit& edit : fixes.edits) {
      require(end <= edit.span.begin && edit.span.begin <= edit.span.end && edit.span.end <= text.size());
      end = edit.span.end;
    }
    text = apply_edits(text, fixes.edits);
  }
  std::abort();  // fixes without an end
}
