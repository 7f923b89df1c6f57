// What the files of one release mean for a free-threaded CPython: which of them it would install on each platform, and
// if none, why not.
//     psutil 7.2.2, cp314-cp314t and cp36-abi3 wheels      3.14t: ready      3.15t: abi3-only
// Only file names are looked at. So `ready` says that a wheel was built for the interpreter, not that its modules leave
// the GIL off when they are imported.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/standards/wheel_tag.h"

namespace whip::resolver {

// From best to worst, in the order in which an installer prefers them; what a release is on several platforms is the
// best of them.
enum class Readiness : std::uint8_t {
  ready,                 // a wheel with the ABI of the free-threaded build, or abi3t
  native_unknown,        // a platform wheel without ABI: a library for ctypes or a program; nobody says if it is safe
  pure_fallback,         // the native wheels leave this build out, the pure one is taken: works, slower
  pure,                  // Python only
  abi3_only,             // with the GIL an abi3 wheel would be taken, which never loads without it
  gil_only,              // wheels for this platform, all for builds with the GIL or for other versions
  sdist_only,            // no wheel: would be built
  not_on_this_platform,  // with the GIL there is none for it either
  unknown,               // no files to look at: URL, path, git
};
std::string_view text_of(Readiness readiness);
constexpr bool is_served(Readiness readiness) { return readiness <= Readiness::pure; }

// What a project says of itself, by the classifier `Programming Language :: Python :: Free Threading`.
enum class Declared : std::uint8_t { nothing, support, unstable, beta, stable, resilient };
// `Stable`; empty for nothing.
std::string_view text_of(Declared declared);
Declared declared_in(std::span<const std::string> classifiers);

struct FreeThreading {
  Readiness overall = Readiness::unknown;
  std::vector<Readiness> on;             // parallel to the platforms
  std::vector<std::uint32_t> built_for;  // minor versions that have wheels of their own free-threaded ABI; sorted
};

// The names of all files of the release, wheels and source distributions; those that are neither are passed over. The
// interpreter is the free-threaded CPython 3.`minor`.
FreeThreading free_threading_of(std::span<const std::string> files, std::uint32_t minor,
                                std::span<const Platform> machines);

}  // namespace whip::resolver
