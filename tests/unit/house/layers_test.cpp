// The direction of dependencies, read from every #include of the sources (docs/architecture.md).

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/files.h"

namespace whip::test {
namespace {

// What files below `folder` may include, as beginnings of paths. The longest folder that fits a file counts; it may
// always include itself.
struct Layer {
  std::string folder;
  std::vector<std::string> may_include;
};

const std::vector<Layer>& layers() {
  static const std::vector<Layer> kLayers = {
      {"core/base", {}},
      {"core/text", {"core/base"}},
      {"core/toml", {"core/base"}},
      {"core/syntax", {"core/base", "core/text"}},
      {"core/report", {"core/base", "core/text"}},
      {"linter", {"core"}},
      {"formatter", {"core"}},
      {"formatter/doc", {"core/text"}},
      {"rules", {"linter", "core"}},  // rules/all.h
      {"rules/shared", {"linter", "core"}},
      // Each family: see allowed_for(): itself, rules/shared, linter, core.
      {"resolver/standards", {"core/base"}},
      {"resolver/solver", {"core/base"}},
      {"resolver/project", {"resolver/standards", "core/base", "core/toml", "core/text", "core/report"}},
      {"resolver/index", {"resolver/standards", "core/base"}},
      {"resolver/lock", {"resolver", "core/base", "core/toml", "core/text", "core/report"}},
      {"cli/config", {"core", "formatter/options.h", "linter/settings.h", "linter/known_rules.h", "linter/select.h"}},
      {"cli/render", {"core", "linter/rule.h", "linter/known_rules.h"}},
      {"cli/pipeline", {"cli/config", "linter", "formatter", "core"}},
      {"cli/lsp", {"cli/config", "cli/pipeline", "cli/render", "linter", "formatter", "resolver", "core"}},
      {"cli/mcp", {"cli/lsp", "cli/pipeline", "core"}},
      {"cli/portable", {}},  // of the wheel alone
      {"cli/commands", {"cli", "linter", "formatter", "resolver", "rules/all.h", "core"}},
      {"cli/main.cpp", {"cli", "core"}},
  };
  return kLayers;
}

bool is_below(std::string_view path, std::string_view folder) {
  return path == folder || (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

Layer layer_of(const std::string& file) {
  Layer best;
  for (const Layer& layer : layers()) {
    if (is_below(file, layer.folder) && layer.folder.size() >= best.folder.size()) best = layer;
  }
  const std::size_t family_end = file.find('/', std::string_view("rules/").size());
  if (best.folder == "rules" && family_end != std::string::npos) {
    best.folder = file.substr(0, family_end);
    best.may_include.push_back("rules/shared");
  }
  return best;
}

struct Include {
  std::string path;
  bool quoted;
  std::size_t line;
};

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> found;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view content = std::string_view(text).substr(at, end - at);
    at = end + 1;
    ++line;
    if (!content.starts_with("#include ")) continue;
    const std::size_t open = content.find_first_of("\"<");
    const std::size_t close = content.find_first_of("\">", open + 1);
    if (open == std::string_view::npos || close == std::string_view::npos) continue;
    found.push_back({std::string(content.substr(open + 1, close - open - 1)), content[open] == '"', line});
  }
  return found;
}

struct SourceFile {
  std::string path;  // from the root
  std::string text;
};

// All of ours but what is only run while building.
const std::vector<SourceFile>& sources() {
  static const std::vector<SourceFile> kSources = [] {
    std::vector<SourceFile> files;
    for (const char* folder : {"core", "linter", "rules", "formatter", "resolver", "cli"}) {
      for (const auto& path : files_below(source_root() / folder, {".h", ".cpp"})) {
        std::string relative = path.lexically_relative(source_root()).string();
        if (relative.find("/make_tables/") == std::string::npos && relative.find("/generated/") == std::string::npos)
          files.push_back({std::move(relative), read_file(path)});
      }
    }
    return files;
  }();
  return kSources;
}

TEST(Layers, AreKeptByEveryInclude) {
  ASSERT_GT(sources().size(), 100U);
  for (const SourceFile& file : sources()) {
    const Layer layer = layer_of(file.path);
    ASSERT_FALSE(layer.folder.empty()) << file.path << " is in no layer";
    for (const Include& include : includes_of(file.text)) {
      if (!include.quoted) continue;
      const bool is_own = is_below(include.path, layer.folder);
      const bool is_allowed = is_own || std::ranges::any_of(layer.may_include, [&](const std::string& allowed) {
                                return is_below(include.path, allowed);
                              });
      EXPECT_TRUE(is_allowed) << file.path << ":" << include.line << " includes " << include.path;
    }
  }
}

TEST(Layers, WriteQuotedPathsFromTheRoot) {
  for (const SourceFile& file : sources()) {
    for (const Include& include : includes_of(file.text)) {
      if (!include.quoted || file.path.find("/fast_parse/") != std::string::npos)
        continue;  // includes generated tables
      EXPECT_TRUE(std::filesystem::exists(source_root() / include.path))
          << file.path << ":" << include.line << " includes " << include.path;
    }
  }
}

TEST(Layers, LetThirdPartyHeadersInAtTheirDoorsOnly) {
  const std::vector<std::pair<std::string, std::string>> doors = {
      {"tree_sitter/", "core/syntax/"},
      {"simdjson", "cli/pipeline/notebook.cpp"},
      {"simdjson", "cli/lsp/json.cpp"},
      {"toml++/", "core/toml/read.cpp"},
      {"CLI/", "cli/"},
      {"xxhash", "core/base/"},
      {"xxhash", "cli/pipeline/"},
      {"xxhash", "linter/fingerprint"},
      {"xxhash", "resolver/index/store.cpp"},
      {"curl/", "resolver/index/http.cpp"},
      {"curl/", "resolver/index/curl.cpp"},
      {"simdjson", "resolver/index/decode_json.cpp"},
      {"zlib.h", "resolver/index/gzip.cpp"},
      {"zlib.h", "resolver/index/zip.cpp"},
      {"zlib.h", "resolver/index/tar.cpp"},
  };
  for (const SourceFile& file : sources()) {
    for (const Include& include : includes_of(file.text)) {
      if (include.quoted) continue;
      const auto is_of = [&](const auto& door) { return include.path.starts_with(door.first); };
      if (std::ranges::none_of(doors, is_of)) continue;
      const bool is_door = std::ranges::any_of(
          doors, [&](const auto& door) { return is_of(door) && file.path.starts_with(door.second); });
      EXPECT_TRUE(is_door) << file.path << ":" << include.line << " includes " << include.path;
    }
  }
}

// The shells: they meet files, sockets and the clock.
bool is_shell(std::string_view path) {
  return path.starts_with("cli/") || path.starts_with("resolver/index/") || path.starts_with("resolver/project/") ||
         path.starts_with("resolver/lock/");
}

// They must compile to WebAssembly, and what they do must not depend on the day.
TEST(PureFolders, KnowNoThreadsFilesClocksOrStreams) {
  const std::set<std::string> banned = {"thread",       "mutex",     "atomic", "future",     "condition_variable",
                                        "shared_mutex", "chrono",    "ctime",  "time.h",     "fstream",
                                        "filesystem",   "iostream",  "cstdio", "stdio.h",    "unistd.h",
                                        "fcntl.h",      "random",    "regex",  "sys/stat.h", "sys/mman.h",
                                        "stdexcept",    "exception", "locale"};
  for (const SourceFile& file : sources()) {
    if (is_shell(file.path)) continue;
    for (const Include& include : includes_of(file.text)) {
      EXPECT_FALSE(!include.quoted && banned.contains(include.path))
          << file.path << ":" << include.line << " includes <" << include.path << ">";
    }
  }
}

TEST(PureFolders, NeitherThrowNorCatch) {
  for (const SourceFile& file : sources()) {
    if (file.path.starts_with("cli/")) continue;
    for (const std::string_view word : {" throw ", "  try {", "catch ("}) {
      EXPECT_EQ(file.text.find(word), std::string::npos) << file.path << " has `" << word << "`";
    }
  }
}

// What every rule includes is compiled hundreds of times.
TEST(RuleHeaders, StayLight) {
  std::set<std::string> seen;
  std::vector<std::string> queue = {"linter/rule.h", "linter/file.h"};
  while (!queue.empty()) {
    const std::string path = queue.back();
    queue.pop_back();
    if (!seen.insert(path).second) continue;
    for (const Include& include : includes_of(read_file(source_root() / path))) {
      if (include.quoted) {
        queue.push_back(include.path);
      } else {
        for (const char* heavy : {"iostream", "regex", "functional", "map", "sstream"}) {
          EXPECT_NE(include.path, heavy) << "through " << path;
        }
      }
    }
  }
  EXPECT_GT(seen.size(), 5U);
}

}  // namespace
}  // namespace whip::test
