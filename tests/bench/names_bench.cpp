// How fast names are resolved, apart from parsing: names_bench LIST, a file with one path of a Python file per line. Prints bytes per second of each, the best
// of several rounds.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/syntax/parse.h"
#include "core/text/source.h"
#include "linter/file.h"
#include "linter/semantic/resolve.h"

namespace {

using namespace whip;
using Clock = std::chrono::steady_clock;

struct Totals {
  double parse = 0;
  double names = 0;
  std::size_t bytes = 0;
  std::size_t bindings = 0;
  std::size_t references = 0;
};

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: names_bench LIST\n");
    return 2;
  }
  std::ifstream list(argv[1]);
  std::vector<Source> sources;
  for (std::string path; std::getline(list, path);) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    sources.emplace_back(text);
  }
  Parser parser;
  Tree tree;
  Names names;
  const Settings settings;
  const FileFacts facts{.path = "module.py", .name = "module.py"};
  Totals best{.parse = 1e9, .names = 1e9};
  for (int round = 0; round < 5; ++round) {
    Totals totals;
    for (const Source& source : sources) {
      const auto begin = Clock::now();
      parser.parse(source.text(), tree);
      totals.parse += seconds_since(begin);
      const auto parsed = Clock::now();
      resolve_names(source.text(), tree, parser, facts, settings, kDefaultPython, names);
      totals.names += seconds_since(parsed);
      totals.bytes += source.size();
      totals.bindings += names.bindings().size();
      totals.references += names.references().size();
    }
    best.parse = std::min(best.parse, totals.parse);
    best.names = std::min(best.names, totals.names);
    best.bytes = totals.bytes, best.bindings = totals.bindings, best.references = totals.references;
  }
  const double megabytes = static_cast<double>(best.bytes) / 1e6;
  std::printf("%zu files, %.1f MB, %zu bindings, %zu references\n", sources.size(), megabytes, best.bindings, best.references);
  std::printf("parse %.1f MB/s   names %.1f MB/s\n", megabytes / best.parse, megabytes / best.names);
}
