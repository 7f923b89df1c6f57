// The solver on made-up universes. `Deep`: layers of packages of which each version wants one or two packages of the
// next layer, in ranges, so that now and then two parents disagree and the solver has to go back. `Wide`: many packages
// that all want one version of one package, the last of them another.

#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "resolver/solver/solver.h"

namespace whip::resolver {
namespace {

struct Universe {
  std::vector<std::vector<std::vector<Dependency>>> dependencies;  // by package and version; package 0 is the root
};

Universe deep(std::size_t layers, std::size_t width, Rank versions) {
  std::mt19937 random(7);
  const auto number = [&](std::size_t below) { return static_cast<std::uint32_t>(random() % below); };
  const auto id = [&](std::size_t layer, std::size_t place) {
    return PackageId{static_cast<std::uint32_t>(1 + layer * width + place)};
  };
  Universe universe;
  universe.dependencies.emplace_back(1);
  for (std::size_t place = 0; place < width; ++place) {
    universe.dependencies[0][0].push_back({id(0, place), VersionSet::all()});
  }
  for (std::size_t layer = 0; layer < layers; ++layer) {
    for (std::size_t place = 0; place < width; ++place) {
      auto& all = universe.dependencies.emplace_back(versions);
      for (Rank version = 0; version < versions && layer + 1 < layers; ++version) {
        const Rank low = number(versions / 2 + 1);
        const Rank high = std::min(versions, low + 2 + number(versions));
        all[version].push_back({id(layer + 1, place), {{low, high}}});
        const std::size_t other = number(width);
        if (other != place) all[version].push_back({id(layer + 1, other), {{number(versions / 3 + 1), kEveryRank}}});
      }
    }
  }
  return universe;
}

std::uint64_t solve(const Universe& universe) {
  Solver solver;
  for (std::size_t i = 1; i < universe.dependencies.size(); ++i) {
    solver.learn(solver.add_package(), Candidates{.count = static_cast<Rank>(universe.dependencies[i].size())});
  }
  for (;;) {
    const Turn turn = solver.advance();
    if (turn.kind != Turn::needs_facts) return solver.conflicts();
    for (const Want& want : solver.wants()) solver.learn(want, universe.dependencies[want.package.value][want.version]);
  }
}

void Deep(benchmark::State& state) {
  const Universe universe =
      deep(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)), 60);
  std::uint64_t conflicts = 0;
  for (auto _ : state) conflicts = solve(universe);
  state.counters["conflicts"] = static_cast<double>(conflicts);
  state.counters["packages"] = static_cast<double>(universe.dependencies.size());
}
BENCHMARK(Deep)->Args({10, 10})->Args({30, 20})->Args({50, 40})->Unit(benchmark::kMillisecond);

void Wide(benchmark::State& state) {
  const auto count = static_cast<std::uint32_t>(state.range(0));
  Universe universe;
  universe.dependencies.emplace_back(1);
  for (std::uint32_t i = 1; i <= count; ++i) {
    universe.dependencies[0][0].push_back({PackageId{i}, VersionSet::all()});
    auto& all = universe.dependencies.emplace_back(20);
    for (Rank version = 0; version < 20; ++version) {
      all[version].push_back({PackageId{count + 1}, {{i == count ? 0U : version, i == count ? 5U : version + 10}}});
    }
  }
  universe.dependencies.emplace_back(40);
  std::uint64_t conflicts = 0;
  for (auto _ : state) conflicts = solve(universe);
  state.counters["conflicts"] = static_cast<double>(conflicts);
}
BENCHMARK(Wide)->Arg(20)->Arg(200)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace whip::resolver

BENCHMARK_MAIN();
