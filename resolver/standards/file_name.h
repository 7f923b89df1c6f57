// Names of distribution files (PEP 427, PEP 625).
//     numpy-2.3.1-1build-cp314-cp314t-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl
//     zope_interface-7.2.tar.gz
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/standards/version.h"
#include "resolver/standards/wheel_tag.h"

namespace whip::resolver {

struct WheelName {
  std::string name;  // normalized
  Version version;
  std::string build;                 // empty if none
  std::vector<std::string> pythons;  // the three sets of a compressed tag: every combination is meant
  std::vector<std::string> abis;
  std::vector<std::string> platforms;

  static Result<WheelName> parse(std::string_view file_name);
  // Whether some combination serves the interpreter on the platform.
  bool serves(const Interpreter& interpreter, const Platform& machine) const;
  // Whether some combination serves the interpreter on some platform.
  bool serves(const Interpreter& interpreter) const;
};

struct SdistName {
  std::string name;  // normalized
  Version version;

  // `.tar.gz` and `.zip`. With the name of the project, where it is known, what the older files with dashes in their
  // names mean is not guessed; empty: not known.
  static Result<SdistName> parse(std::string_view file_name, std::string_view project = {});
};

// What of a file's name says to which release of the project it belongs, if it is one's at all: the same answer as
// reading the whole name, without taking its tags apart.
struct ReleaseName {
  bool is_wheel = false;
  Version version;
};
std::optional<ReleaseName> release_name(std::string_view file_name, std::string_view project);
// Whether the wheel of this name is for `any` platform, among others or alone.
bool is_for_any_platform(std::string_view wheel);

}  // namespace whip::resolver
