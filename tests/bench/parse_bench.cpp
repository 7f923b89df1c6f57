// parse_bench LIST [ROUNDS [PEER]]: parses the files that LIST names (a path a line), held in memory: with the fast
// parser; with tree-sitter's runtime; with PEER (tests/bench/ruff_parser), a program that
// takes LIST and a number of rounds. Alternating, in processor time, so that a busy machine disturbs all alike. A plain
// program, because Google Benchmark runs one after the other.
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/syntax/fast_parse/fast_parse.h"
#include "core/syntax/stock_parse.h"
#include "core/text/source.h"

namespace {

double thread_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::vector<whip::Source> load(const char* list) {
  std::vector<whip::Source> sources;
  std::ifstream paths(list);
  for (std::string path; std::getline(paths, path);) {
    std::ifstream in(path, std::ios::binary);
    if (!in) continue;
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    sources.emplace_back(bytes);
  }
  return sources;
}

template <class Parse>
void measure(const char* name, const std::vector<whip::Source>& sources, const Parse& parse) {
  std::size_t bytes = 0, nodes = 0, declined = 0;
  whip::Tree tree;
  const double begin = thread_seconds();
  for (const whip::Source& source : sources) {
    bytes += source.size();
    if (parse(source.text(), tree)) {
      nodes += tree.size();
    } else {
      ++declined;
    }
  }
  const double seconds = thread_seconds() - begin;
  std::printf("%s %.1f MB/s %.2f ns/byte (%zu nodes, %zu declined)\n", name, static_cast<double>(bytes) / seconds / 1e6,
              seconds * 1e9 / static_cast<double>(bytes), nodes, declined);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: parse_bench LIST [ROUNDS [PEER]]\n");
    return 2;
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  // What a process pays before its first node: one small file, tables and all still untouched.
  const auto start = std::chrono::steady_clock::now();
  whip::fast::FastParser fast;
  whip::Tree first;
  const whip::Source small("def f(a, b=1):\n    return [a.b(c) for c in 'text'] if a else {}\n");
  fast.parse(small.text(), first);
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
  std::printf("first parse of a process: %.0f us\n", took.count());

  const std::vector<whip::Source> sources = load(argv[1]);
  whip::StockParser stock;
  const std::string peer = argc > 3 ? std::string("'") + argv[3] + "' '" + argv[1] + "' 2 | tail -1" : std::string();
  for (int round = 0; round < rounds; ++round) {
    measure("fast ", sources, [&](std::string_view text, whip::Tree& tree) { return fast.parse(text, tree); });
    measure("stock", sources, [&](std::string_view text, whip::Tree& tree) { return stock.parse(text, tree), true; });
    if (!peer.empty() && std::system(peer.c_str()) != 0) return 1;
  }
}
