// Which versions, for which Pythons and platforms: what the settings say, and what the command line says instead.
#include <algorithm>
#include <chrono>
#include <utility>

#include "cli/commands/audit.h"
#include "cli/commands/failure.h"
#include "cli/commands/lock_reading.h"
#include "resolver/standards/name.h"

namespace whip::cli {
namespace {

using namespace resolver;

constexpr std::int64_t kSecond = 1'000'000;  // in the unit of times: microseconds

// `7 days`, `24 hours`, `1 week`, `P7D`, `PT12H`, in seconds; nothing for other text.
std::optional<std::int64_t> duration_of(std::string_view text) {
  const bool is_iso = text.starts_with('P');
  if (is_iso) text.remove_prefix(1);
  std::int64_t total = 0;
  bool any = false;
  bool is_time = false;
  while (!text.empty()) {
    if (text[0] == ' ') {
      text.remove_prefix(1);
      continue;
    }
    if (is_iso && !is_time && text[0] == 'T') {
      is_time = true;
      text.remove_prefix(1);
      continue;
    }
    std::int64_t count = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < 9 && text[digits] >= '0' && text[digits] <= '9'; ++digits)
      count = count * 10 + (text[digits] - '0');
    if (digits == 0) return std::nullopt;
    text.remove_prefix(digits);
    while (!text.empty() && text[0] == ' ') text.remove_prefix(1);
    std::size_t letters = 0;
    while (letters < text.size() && text[letters] >= 'A' && text[letters] <= 'z') ++letters;
    if (is_iso) letters = std::min<std::size_t>(letters, 1);
    const std::string_view unit = text.substr(0, letters);
    text.remove_prefix(letters);
    std::int64_t size = 0;
    if (unit == "W" || unit == "w" || unit == "week" || unit == "weeks") {
      size = 7 * 86'400;
    } else if (unit == "D" || unit == "d" || unit == "day" || unit == "days") {
      size = 86'400;
    } else if ((unit == "H" && is_time) || unit == "h" || unit == "hour" || unit == "hours") {
      size = 3'600;
    } else if ((unit == "M" && is_time) || unit == "m" || unit == "min" || unit == "minute" || unit == "minutes") {
      size = 60;
    } else if ((unit == "S" && is_time) || unit == "s" || unit == "second" || unit == "seconds") {
      size = 1;
    } else {
      return std::nullopt;
    }
    total += count * size;
    any = true;
  }
  return any ? std::optional(total) : std::nullopt;
}

// A day means its end, as in uv; a duration counts back from now.
Result<std::int64_t> read_limit(const std::string& text) {
  if (auto time = read_time(text)) return text.size() == 10 ? *time + 86'400 * kSecond : *time;
  if (const auto duration = duration_of(text)) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count() - *duration * kSecond;
  }
  return usage("`" + text + "` is no time: write 2026-01-31, 2026-01-31T12:00:00Z or a duration as `7 days`");
}

Done read_limits(LockReading& reading) {
  FileChoice& files = reading.out.facts.files;
  auto& options = reading.out.head.options;
  const auto given = reading.arguments.value("--exclude-newer");
  const std::string text = given ? std::string(*given) : reading.settings.exclude_newer;
  if (!text.empty()) {
    const auto limit = read_limit(text);
    if (!limit) return limit.error();
    files.newest = *limit;
    options["exclude-newer"] = text;
  }
  auto own = reading.settings.exclude_newer_package;
  for (const std::string& one : reading.arguments.values("--exclude-newer-package")) {
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos || equals == 0)
      return usage("`--exclude-newer-package " + one + "`: write PACKAGE=DATE, or PACKAGE=false for no limit");
    const std::string value = one.substr(equals + 1);
    own.emplace_back(normalized(one.substr(0, equals)), value == "false" ? std::string() : value);
  }
  for (const auto& [name, value] : own) {
    files.newest_of[name] = std::nullopt;
    options["exclude-newer." + name] = value.empty() ? "false" : value;
    if (value.empty()) continue;
    const auto limit = read_limit(value);
    if (!limit) return limit.error();
    files.newest_of[name] = *limit;
  }
  return Unit{};
}

// What is ruled out, as settings and options together; a name is a package's.
void read_files_choice(LockReading& reading) {
  const auto collect = [&](std::string_view option, const std::vector<std::string>& settings,
                           std::set<std::string>& names) {
    for (const std::string& name : settings) names.insert(normalized(name));
    for (const std::string& name : reading.arguments.values(option)) names.insert(normalized(name));
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
    if (!joined.empty()) reading.out.head.options[std::string(option.substr(2))] = joined;
  };
  FileChoice& files = reading.out.facts.files;
  files.no_build = reading.settings.no_build || reading.arguments.has("--no-build");
  files.no_binary = reading.settings.no_binary || reading.arguments.has("--no-binary");
  if (files.no_build) reading.out.head.options["no-build"] = "true";
  if (files.no_binary) reading.out.head.options["no-binary"] = "true";
  collect("--no-build-package", reading.settings.no_build_packages, files.no_build_packages);
  collect("--no-binary-package", reading.settings.no_binary_packages, files.no_binary_packages);
}

// `x86_64-unknown-linux-gnu`, `macos`, `aarch64-manylinux_2_28` as a marker.
std::optional<std::string> marker_of_platform(std::string_view platform) {
  if (platform == "linux") platform = "x86_64-unknown-linux-gnu";
  if (platform == "macos") platform = "aarch64-apple-darwin";
  if (platform == "windows") platform = "x86_64-pc-windows-msvc";
  const std::size_t dash = platform.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  std::string machine(platform.substr(0, dash));
  const std::string_view rest = platform.substr(dash);
  std::string system;
  if (rest.find("android") != std::string_view::npos || rest.find("ios") != std::string_view::npos) return std::nullopt;
  if (rest.find("linux") != std::string_view::npos) {
    system = "linux";
  } else if (rest.find("darwin") != std::string_view::npos) {
    system = "darwin";
    if (machine == "aarch64") machine = "arm64";
  } else if (rest.find("windows") != std::string_view::npos) {
    system = "win32";
    machine = machine == "x86_64" ? "AMD64" : machine == "aarch64" ? "ARM64" : "x86";
  } else {
    return std::nullopt;
  }
  return "sys_platform == '" + system + "' and platform_machine == '" + machine + "'";
}

Done read_environments(LockReading& reading) {
  LockInputs& out = reading.out;
  out.request.environments = reading.settings.environments;
  const auto platforms = reading.arguments.values("--python-platform");
  if (!platforms.empty()) out.request.environments.clear();
  for (const std::string& platform : platforms) {
    const auto text = marker_of_platform(platform);
    if (!text)
      return usage("`--python-platform " + platform +
                   "`: whip knows `linux`, `macos`, `windows` and triples of these, as `aarch64-unknown-linux-gnu`");
    auto marker = Marker::parse(*text);
    if (!marker) return marker.error();
    out.request.environments.push_back(std::move(*marker));
  }
  for (const Marker& environment : out.request.environments) out.head.environments.push_back(environment.text());
  out.request.required_environments = reading.settings.required_environments;
  std::string required;
  for (const Marker& environment : out.request.required_environments)
    required += (required.empty() ? "" : ", ") + environment.text();
  if (!required.empty()) out.head.options["required-environments"] = required;
  return Unit{};
}

Done read_pre_releases(LockReading& reading) {
  ResolveRequest& request = reading.out.request;
  request.pre_releases = reading.settings.pre_releases;
  if (const auto choice = reading.arguments.value("--prerelease"))
    request.pre_releases = pre_releases_of(*choice).value_or(request.pre_releases);
  request.pre_releases_of_package = reading.settings.pre_releases_of_package;
  for (const std::string& given : reading.arguments.values("--prerelease-package")) {
    const std::size_t equals = given.find('=');
    const auto when = pre_releases_of(given.substr(std::min(equals, given.size() - 1) + 1));
    if (equals == std::string::npos || equals == 0 || !when)
      return usage("`--prerelease-package " + given +
                   "`: write PACKAGE=WHEN, where WHEN is if-necessary, explicit, allow or disallow");
    request.pre_releases_of_package[normalized(given.substr(0, equals))] = *when;
  }
  return Unit{};
}

}  // namespace

Done read_python(LockReading& reading) {
  LockInputs& out = reading.out;
  const auto from = [](const Version& version) { return VersionIntervals{{.lower = version, .upper = {}}}; };
  if (const auto python = reading.arguments.value("--python-version")) {
    const auto version = Version::parse(*python);
    if (!version) return usage("`--python-version " + std::string(*python) + "`: " + version.error().message);
    out.request.python = from(*version);
    out.head.requires_python = ">=" + version->text();
    out.request.python_place = {"--python-version " + std::string(*python), {}, {}};
  } else if (out.request.python.empty() && out.head.requires_python.empty()) {
    out.request.python = from(*Version::read("3.9"));
    out.head.requires_python = ">=3.9";
  }
  if (out.request.python.empty())
    return usage("`requires-python = \"" + out.head.requires_python + "\"` allows no version of Python");
  return read_environments(reading);
}

Done read_choices(LockReading& reading) {
  ResolveRequest& request = reading.out.request;
  ResolverSettings& settings = reading.settings;
  request.resolution = settings.resolution;
  request.fork_strategy = settings.fork_strategy;
  if (reading.arguments.has("--prefer-free-threaded")) {
    const auto target = reading.arguments.value("--prefer-free-threaded");
    request.free_threading = wish_for(minor_of(target.value_or(kTargets[1])), settings.required_environments);
  }
  if (auto done = read_pre_releases(reading); !done) return done.error();
  if (const auto choice = reading.arguments.value("--resolution")) {
    request.resolution = *choice == "lowest"          ? Resolution::lowest
                         : *choice == "lowest-direct" ? Resolution::lowest_direct
                                                      : Resolution::highest;
  }
  if (const auto choice = reading.arguments.value("--fork-strategy"))
    request.fork_strategy = *choice == "fewest" ? ForkStrategy::fewest : ForkStrategy::requires_python;
  reading.out.facts.declared = std::move(settings.declared);
  std::string declared;
  for (const DeclaredMetadata& one : reading.out.facts.declared) {
    declared += (declared.empty() ? "" : "; ") + one.name + " " + (one.version ? one.version->text() : "*") + ":";
    for (const Requirement& requirement : one.requires_dist) declared += " " + requirement.text() + ",";
    if (!one.requires_python.empty()) declared += " Python " + one.requires_python;
  }
  if (!declared.empty()) reading.out.head.options["dependency-metadata"] = declared;
  std::string conflicts;
  for (const Conflict& conflict : request.conflicts) {
    conflicts += conflicts.empty() ? "" : "; ";
    for (const Members& members : conflict) {
      for (const std::string& extra : members.extras) conflicts += "[" + extra + "]";
      for (const std::string& group : members.groups) conflicts += "(" + group + ")";
      conflicts += " ";
    }
  }
  if (!conflicts.empty()) reading.out.head.options["conflicts"] = conflicts;
  read_files_choice(reading);
  return read_limits(reading);
}

}  // namespace whip::cli
