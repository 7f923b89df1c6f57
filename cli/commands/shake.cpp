#include "cli/commands/shake.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/commands/check_request.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/shake_lines.h"

namespace whip::cli {
namespace {

constexpr Flag kWhat[] = {
    {.name = "--call",
     .takes = Takes::value,
     .value = "EXPRESSION",
     .help = "What a thread evaluates, with the module's names. Given again: another thread's [default: the function "
             "that is named, without arguments]"},
    {.name = "--setup",
     .takes = Takes::value,
     .value = "STATEMENTS",
     .help = "What is executed with the module's names before the threads start"},
    {.name = "--threads", .takes = Takes::value, .value = "N", .help = "How many threads make calls [default: 2]"},
    {.name = "--python",
     .takes = Takes::value,
     .value = "PROGRAM",
     .help = "The interpreter, 3.9 or newer; one with the GIL does [default: python3]"},
};
constexpr Flag kSearch[] = {
    {.name = "--schedules", .takes = Takes::value, .value = "N", .help = "The most runs to try [default: 1000]"},
    {.name = "--seconds", .takes = Takes::value, .value = "N", .help = "The most time to take [default: 60]"},
    {.name = "--preemptions",
     .takes = Takes::value,
     .value = "N",
     .help = "How many times a thread may be interrupted in a run [default: 2]"},
    {.name = "--seed", .takes = Takes::value, .value = "N", .help = "Another order of trying [default: 0]"},
    {.name = "--replay", .takes = Takes::value, .value = "PLAN", .help = "Only the run that an earlier one printed"},
    {.name = "--json", .help = "Print the result as JSON"},
};
constexpr FlagGroup kGroups[] = {{"What is run", kWhat}, {"The search", kSearch}};

// A string literal that Python reads as these bytes, which are ASCII (a unit test sees to that).
std::string python_literal(std::string_view text) {
  std::string out = "'";
  for (const char byte : text) {
    if (byte == '\n') {
      out += "\\n";
    } else {
      if (byte == '\'' || byte == '\\') out += '\\';
      out += byte;
    }
  }
  return out + "'";
}

// Loads the files as the modules of a package and starts the last.
std::string program() {
  std::string text =
      "import sys, types\n"
      "sys.path[:] = [path for path in sys.path if path]\n"
      "package = types.ModuleType('whip_shake')\n"
      "package.__path__ = []\n"
      "sys.modules['whip_shake'] = package\n"
      "def load(name, text):\n"
      "    module = types.ModuleType('whip_shake.' + name)\n"
      "    module.__package__ = 'whip_shake'\n"
      "    sys.modules[module.__name__] = module\n"
      "    setattr(package, name, module)\n"
      "    exec(compile(text, 'whip shake: ' + name, 'exec'), module.__dict__)\n";
  for (const ShakeFile& file : shake_files()) {
    text += "load(" + python_literal(file.name) + ", " + python_literal(file.text) + ")\n";
  }
  return text + "sys.exit(package.main.main())\n";
}

// The file of PATH, PATH::FUNCTION and PATH:LINE[:COLUMN].
std::string path_of(std::string_view target) {
  if (const std::size_t function = target.find("::"); function != target.npos)
    return std::string(target.substr(0, function));
  for (int part = 0; part < 2; ++part) {
    const std::size_t colon = target.rfind(':');
    if (colon == target.npos || colon + 1 == target.size() ||
        target.find_first_not_of("0123456789", colon + 1) != target.npos)
      break;
    target = target.substr(0, colon);
  }
  return std::string(target);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

std::span<const FlagGroup> shake_groups() { return kGroups; }

int run_shake(const Arguments& arguments) {
  const Command* const command = find_command("shake");
  if (arguments.positionals().empty()) return usage_error(command, "nothing to run: name a program or PATH::FUNCTION");
  const std::string python(arguments.value("--python").value_or("python3"));
  const std::string& target = arguments.positionals()[0];
  std::vector<std::string> words = {python, "-c", program(), "--target", target};
  words.push_back("--lines=" + lines_of_findings(path_of(target)));
  for (const FlagGroup& group : kGroups) {
    for (const Flag& flag : group.options) {
      if (flag.name == "--python" || !arguments.has(flag.name)) continue;
      const std::string name(flag.name);
      if (flag.takes == Takes::nothing) words.push_back(name);
      for (const std::string& value : arguments.values(flag.name)) {
        if (flag.value == "N" && !is_number(value)) {
          return usage_error(command, "`" + name + " " + value + "`: not a whole number");
        }
        words.push_back(name + "=" + value);
      }
    }
  }
  words.emplace_back("--");
  for (const std::string& argument : arguments.positionals().subspan(1)) words.push_back(argument);

  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::fflush(nullptr);
  ::execvp(python.c_str(), pointers.data());
  return report_failure(Error{.code = ErrorCode::io,
                              .message = "could not be started: " + std::string(std::strerror(errno)) +
                                         ". Name another Python with --python",
                              .path = python},
                        colour_of(arguments));
}

}  // namespace whip::cli
