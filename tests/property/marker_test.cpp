// Laws of the marker algebra, on random markers: it answers every environment as reading the marker word by word does,
// joining and negating mean what they say, and what it writes is read back as the same marker.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/standards/marker.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {
namespace {

class RandomMarkers {
 public:
  explicit RandomMarkers(unsigned seed) : random_(seed) {}

  std::string term() {
    constexpr std::string_view kOrders[] = {"==", "!=", "<", "<=", ">", ">="};
    constexpr std::string_view kEquals[] = {"==", "!="};
    constexpr std::string_view kPythons[] = {"3.8", "3.9", "3.9.0", "3.9.7", "3.10", "3", "4", "3.12.1"};
    switch (number(8)) {
      case 0:
        return joined("python_version", pick(kOrders), pick(kPythons));
      case 1:
        return joined("python_full_version", pick(kOrders), pick(kPythons));
      case 2:
        return joined("python_version", pick(kEquals), "3.9.*");
      case 3:
        return joined("sys_platform", pick(kEquals), number(2) != 0 ? "linux" : "win32");
      case 4:
        return joined("os_name", pick(kEquals), number(2) != 0 ? "posix" : "nt");
      case 5:
        return joined("extra", pick(kEquals), number(2) != 0 ? "a" : "b");
      case 6:
        return std::string("'a' ") + (number(2) != 0 ? "in" : "not in") + " extras";
      default:
        return std::string("platform_machine ") + (number(2) != 0 ? "in" : "not in") + " 'x86_64 arm64'";
    }
  }

  std::string marker(int depth) {
    if (depth == 0 || number(4) == 0) return term();
    std::string text = "(" + marker(depth - 1);
    for (std::size_t more = 1 + number(2); more > 0; --more) {
      text += (number(2) != 0 ? " and " : " or ") + marker(depth - 1);
    }
    return text + ")";
  }

  std::size_t number(std::size_t below) { return random_() % below; }

 private:
  static std::string joined(std::string_view variable, std::string_view op, std::string_view value) {
    return std::string(variable) + " " + std::string(op) + " '" + std::string(value) + "'";
  }
  template <std::size_t size>
  std::string_view pick(const std::string_view (&from)[size]) {
    return from[number(size)];
  }

  std::mt19937 random_;
};

// Environments that tell all these terms apart; none that the world excludes.
std::vector<MarkerEnvironment> environments() {
  std::vector<MarkerEnvironment> found;
  for (const char* python :
       {"2.7.18", "3.8.0", "3.8.5", "3.9.0", "3.9.6", "3.9.7", "3.9.8", "3.10.0", "3.12.1", "3.12.2", "4.0.0"}) {
    for (const bool is_windows : {false, true}) {
      for (const char* machine : {"x86_64", "ppc64le"}) {
        for (const auto& extras : std::vector<std::vector<std::string>>{{}, {"a"}, {"b"}, {"a", "b"}}) {
          MarkerEnvironment one;
          one[MarkerVariable::python_full_version] = python;
          const std::string full = python;
          one[MarkerVariable::python_version] = full.substr(0, full.rfind('.'));
          one[MarkerVariable::sys_platform] = is_windows ? "win32" : "linux";
          one[MarkerVariable::platform_system] = is_windows ? "Windows" : "Linux";
          one[MarkerVariable::os_name] = is_windows ? "nt" : "posix";
          one[MarkerVariable::platform_machine] = machine;
          one.extras = extras;
          found.push_back(one);
        }
      }
    }
  }
  return found;
}

TEST(MarkerAlgebraLaws, EveryEnvironmentIsAnsweredAsByReadingWordByWord) {
  const std::vector<MarkerEnvironment> all = environments();
  RandomMarkers random(1);
  MarkerAlgebra algebra;
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random.marker(3);
    const auto marker = Marker::parse(text);
    ASSERT_TRUE(marker) << text;
    const MarkerId id = algebra.compile(*marker);
    for (const MarkerEnvironment& environment : all) {
      ASSERT_EQ(algebra.holds_in(id, environment), marker->holds_in(environment))
          << text << " in " << environment[MarkerVariable::python_full_version];
    }
  }
}

TEST(MarkerAlgebraLaws, WhatIsWrittenIsReadBackAsTheSame) {
  RandomMarkers random(2);
  MarkerAlgebra algebra;
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random.marker(3);
    const MarkerId id = algebra.compile(*Marker::parse(text));
    if (id.is_true()) continue;
    const std::string written = algebra.text(id);
    const auto again = Marker::parse(written);
    ASSERT_TRUE(again) << written;
    const MarkerId same = algebra.compile(*again);
    // The same wherever the world may be: what cannot be (Linux with os_name "nt") may be answered either way.
    EXPECT_TRUE(algebra.implies(same, id) && algebra.implies(id, same)) << text << "\n" << written;
  }
}

TEST(MarkerAlgebraLaws, JoiningMeansWhatItSays) {
  const std::vector<MarkerEnvironment> all = environments();
  RandomMarkers random(3);
  MarkerAlgebra algebra;
  for (int round = 0; round < 1000; ++round) {
    const MarkerId left = algebra.compile(*Marker::parse(random.marker(2)));
    const MarkerId right = algebra.compile(*Marker::parse(random.marker(2)));
    const MarkerId both = algebra.conjunction(left, right);
    const MarkerId either = algebra.disjunction(left, right);
    EXPECT_EQ(both, algebra.conjunction(right, left));
    EXPECT_TRUE(algebra.implies(both, either));
    const MarkerId without = algebra.without_extras(left);
    const VersionIntervals pythons = algebra.python_of(left);
    EXPECT_TRUE(algebra.implies(left, without));
    EXPECT_TRUE(algebra.implies(left, algebra.python(pythons)));
    for (const MarkerEnvironment& environment : all) {
      const bool in_left = algebra.holds_in(left, environment);
      const bool in_right = algebra.holds_in(right, environment);
      ASSERT_EQ(algebra.holds_in(both, environment), in_left && in_right);
      ASSERT_EQ(algebra.holds_in(either, environment), in_left || in_right);
      ASSERT_EQ(algebra.holds_in(MarkerAlgebra::negation(left), environment), !in_left);
    }
  }
}

TEST(MarkerAlgebraLaws, AssumptionsChangeNothingWhereTheyHold) {
  const std::vector<MarkerEnvironment> all = environments();
  RandomMarkers random(4);
  MarkerAlgebra algebra;
  const VersionInterval supported{Version::read("3.9"), Version::read("4"), true, false};
  for (int round = 0; round < 1000; ++round) {
    const MarkerId id = algebra.compile(*Marker::parse(random.marker(3)));
    const MarkerId assumed = algebra.assuming_python(id, supported);
    const std::vector<std::string> extras{"a"};
    const MarkerId chosen = algebra.with_extras(id, extras);
    for (const MarkerEnvironment& environment : all) {
      const auto python = Version::read(environment[MarkerVariable::python_full_version]);
      if (supported.contains(*python)) {
        ASSERT_EQ(algebra.holds_in(assumed, environment), algebra.holds_in(id, environment));
      }
      if (environment.extras == extras) {
        ASSERT_EQ(algebra.holds_in(chosen, environment), algebra.holds_in(id, environment));
      }
    }
  }
}

}  // namespace
}  // namespace whip::resolver
