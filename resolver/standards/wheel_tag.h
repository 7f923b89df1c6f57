// Wheel tags (PEP 425, 600, 656, 703, 803): which interpreter and which platform a wheel serves.
//     cp314-cp314t-manylinux_2_28_x86_64      python, ABI, platform
// What is true of free-threaded builds: they load only wheels of their own ABI (`cp314t`), of the stable ABI made for
// them (`abi3t`), and wheels without one (`none`). `abi3` never loads there, and `cp314t` does not serve 3.15t.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whip::resolver {

enum class Implementation : std::uint8_t { cpython, pypy };

struct Interpreter {
  Implementation implementation = Implementation::cpython;
  std::uint32_t major = 3;
  std::uint32_t minor = 0;
  bool is_free_threaded = false;
};

enum class System : std::uint8_t { any, linux_any, manylinux, musllinux, macos, windows, android, ios, other };

// A platform, of a machine or of a tag. `version` is that of glibc, musl or the system: of a machine the one it has, of
// a tag the least it needs. Windows has none.
struct Platform {
  System system = System::other;
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::string_view machine;  // as tags write it: x86_64, aarch64, arm64, amd64, universal2

  bool operator==(const Platform&) const = default;
};

// Never fails: what is not known is `other`, with the tag as its machine. The result points into the tag.
Platform read_platform_tag(std::string_view tag);

// What an ABI tag asks of the interpreter.
enum class Abi : std::uint8_t {
  none,
  abi3,
  abi3t,
  with_gil,       // cp314
  free_threaded,  // cp314t
  other,          // pypy311_pp73, cp27mu, ...
};
Abi abi_of(std::string_view tag);

// Whether wheels with this pair of tags can be loaded by the interpreter.
bool serves(std::string_view python_tag, std::string_view abi_tag, const Interpreter& interpreter);
// Whether wheels with this tag run on the machine's platform.
bool serves(const Platform& tag, const Platform& machine);

// What markers call the platforms of a tag: `sys_platform`, and the values of `platform_machine` (more for fat
// binaries).
struct PlatformNames {
  std::string_view sys_platform;  // empty: every one
  std::vector<std::string_view> machines;
};
PlatformNames marker_names(const Platform& tag);

}  // namespace whip::resolver
