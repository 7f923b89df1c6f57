#include "resolver/lock/free_threading.h"

#include <algorithm>
#include <utility>

#include "resolver/standards/file_name.h"

namespace whip::resolver {
namespace {

// What a combination of tags has to do with one machine, as flags.
struct Seen {
  bool own = false;          // loads: made for this free-threaded build
  bool native = false;       // loads: for the platform, without ABI
  bool any = false;          // loads: Python only
  bool stable = false;       // abi3, would load with the GIL
  bool other_build = false;  // CPython 3, for another build or version
};

bool is_cpython_abi(Abi abi) {
  return abi == Abi::with_gil || abi == Abi::free_threaded || abi == Abi::abi3 || abi == Abi::abi3t;
}

void look_at(std::string_view python, std::string_view abi_tag, bool is_any, std::uint32_t minor, Seen& seen) {
  const Abi abi = abi_of(abi_tag);
  // What is for any platform has no ABI.
  if (is_any && abi != Abi::none) return;
  if (serves(python, abi_tag, Interpreter{.minor = minor, .is_free_threaded = true})) {
    (is_any ? seen.any : abi == Abi::none ? seen.native : seen.own) = true;
  } else if (python.starts_with("cp3") && is_cpython_abi(abi)) {
    const bool with_gil = abi == Abi::abi3 && serves(python, abi_tag, Interpreter{.minor = minor});
    (with_gil ? seen.stable : seen.other_build) = true;
  }
}

Seen seen_on(const Platform& machine, const std::vector<WheelName>& wheels, std::uint32_t minor) {
  Seen seen;
  for (const WheelName& wheel : wheels) {
    for (const std::string& tag : wheel.platforms) {
      const Platform platform = read_platform_tag(tag);
      if (!serves(platform, machine)) continue;
      for (const std::string& python : wheel.pythons) {
        for (const std::string& abi : wheel.abis) look_at(python, abi, platform.system == System::any, minor, seen);
      }
    }
  }
  return seen;
}

Readiness readiness_of(const Seen& seen) {
  if (seen.own) return Readiness::ready;
  if (seen.native) return Readiness::native_unknown;
  if (seen.any) return seen.stable || seen.other_build ? Readiness::pure_fallback : Readiness::pure;
  if (seen.stable) return Readiness::abi3_only;
  return seen.other_build ? Readiness::gil_only : Readiness::not_on_this_platform;
}

// `314` of `cp314t`, as 14.
void note_build(std::string_view abi, std::vector<std::uint32_t>& minors) {
  if (abi_of(abi) != Abi::free_threaded || !abi.starts_with("cp3")) return;
  std::uint32_t minor = 0;
  for (const char digit : abi.substr(3, abi.size() - 4)) minor = minor * 10 + static_cast<std::uint32_t>(digit - '0');
  minors.push_back(minor);
}

// Wheels for some CPython 3. Where a release has none (only old or PyPy's), a source distribution is what it offers.
bool is_for_cpython(const WheelName& wheel) {
  const bool has_python = std::ranges::any_of(
      wheel.pythons, [](const std::string& python) { return python.starts_with("cp3") || python.starts_with("py3"); });
  return has_python && std::ranges::any_of(wheel.abis, [](const std::string& abi) {
           return abi == "none" || is_cpython_abi(abi_of(abi));
         });
}

}  // namespace

std::string_view text_of(Readiness readiness) {
  switch (readiness) {
    case Readiness::ready:
      return "ready";
    case Readiness::native_unknown:
      return "native-unknown";
    case Readiness::pure_fallback:
      return "pure-fallback";
    case Readiness::pure:
      return "pure";
    case Readiness::abi3_only:
      return "abi3-only";
    case Readiness::gil_only:
      return "gil-only";
    case Readiness::sdist_only:
      return "sdist-only";
    case Readiness::not_on_this_platform:
      return "not-on-this-platform";
    case Readiness::unknown:
      return "unknown";
  }
  return "";
}

std::string_view text_of(Declared declared) {
  switch (declared) {
    case Declared::nothing:
      break;
    case Declared::support:
      return "supported";
    case Declared::unstable:
      return "Unstable";
    case Declared::beta:
      return "Beta";
    case Declared::stable:
      return "Stable";
    case Declared::resilient:
      return "Resilient";
  }
  return "";
}

Declared declared_in(std::span<const std::string> classifiers) {
  constexpr std::string_view kTopic = "Programming Language :: Python :: Free Threading";
  Declared best = Declared::nothing;
  for (const std::string& classifier : classifiers) {
    if (!classifier.starts_with(kTopic)) continue;
    const std::string_view level = std::string_view(classifier).substr(kTopic.size());
    Declared one = Declared::support;
    for (const Declared known : {Declared::unstable, Declared::beta, Declared::stable, Declared::resilient}) {
      if (level.ends_with(text_of(known))) one = known;
    }
    best = std::max(best, one);
  }
  return best;
}

FreeThreading free_threading_of(std::span<const std::string> files, std::uint32_t minor,
                                std::span<const Platform> machines) {
  FreeThreading result;
  std::vector<WheelName> wheels;
  bool has_source = false;
  bool has_usable = false;
  for (const std::string& file : files) {
    if (auto wheel = WheelName::parse(file)) {
      has_usable = has_usable || is_for_cpython(*wheel);
      for (const std::string& abi : wheel->abis) note_build(abi, result.built_for);
      wheels.push_back(std::move(*wheel));
    } else if (SdistName::parse(file)) {
      has_source = true;
    }
  }
  std::ranges::sort(result.built_for);
  result.built_for.erase(std::unique(result.built_for.begin(), result.built_for.end()), result.built_for.end());

  for (const Platform& machine : machines) {
    if (wheels.empty() && !has_source) {
      result.on.push_back(Readiness::unknown);
    } else if (!has_usable && has_source) {
      result.on.push_back(Readiness::sdist_only);
    } else {
      result.on.push_back(readiness_of(seen_on(machine, wheels, minor)));
    }
  }
  if (!result.on.empty()) result.overall = std::ranges::min(result.on);
  return result;
}

}  // namespace whip::resolver
