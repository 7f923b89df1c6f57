#include "linter/concurrency/blocking.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace whip {
namespace {

// Sorted. Each is documented to wait: for time, for a process, for a peer.
constexpr std::string_view kBlocking[] = {
    "http.client.HTTPConnection",
    "http.client.HTTPSConnection",
    "httpx.delete",
    "httpx.get",
    "httpx.head",
    "httpx.options",
    "httpx.patch",
    "httpx.post",
    "httpx.put",
    "httpx.request",
    "os.popen",
    "os.system",
    "os.wait",
    "os.waitpid",
    "requests.delete",
    "requests.get",
    "requests.head",
    "requests.options",
    "requests.patch",
    "requests.post",
    "requests.put",
    "requests.request",
    "select.select",
    "socket.create_connection",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.getoutput",
    "subprocess.run",
    "time.sleep",
    "urllib.request.urlopen",
    "urllib.request.urlretrieve",
    "urllib3.request",
};

// A bit for each way in which the last part of one begins and how long it is.
constexpr std::uint64_t trait(std::string_view word) {
  return word.empty() ? 0 : std::uint64_t{1} << ((static_cast<unsigned char>(word[0]) * 5U + word.size()) & 63U);
}
constexpr std::uint64_t kTraits = [] {
  std::uint64_t traits = 0;
  for (const std::string_view dotted : kBlocking) traits |= trait(dotted.substr(dotted.rfind('.') + 1));
  return traits;
}();
// And of the modules.
constexpr std::uint64_t kModuleTraits = [] {
  std::uint64_t traits = 0;
  for (const std::string_view dotted : kBlocking) traits |= trait(dotted.substr(0, dotted.find('.')));
  return traits;
}();

// The modules of the standard library that are imported most: no file of a project is called like these, so calls of
// them need not be kept for the link.
constexpr std::string_view kStandard[] = {
    "__future__",
    "abc",
    "argparse",
    "ast",
    "asyncio",
    "base64",
    "collections",
    "contextlib",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "errno",
    "functools",
    "gc",
    "glob",
    "hashlib",
    "importlib",
    "inspect",
    "io",
    "itertools",
    "json",
    "logging",
    "math",
    "multiprocessing",
    "operator",
    "os",
    "pathlib",
    "pickle",
    "platform",
    "random",
    "re",
    "shutil",
    "signal",
    "socket",
    "ssl",
    "string",
    "struct",
    "subprocess",
    "sys",
    "tempfile",
    "textwrap",
    "threading",
    "time",
    "traceback",
    "types",
    "typing",
    "typing_extensions",
    "unittest",
    "urllib",
    "uuid",
    "warnings",
    "weakref",
    "xml",
};

}  // namespace

bool is_blocking_call(std::string_view dotted) {
  return std::binary_search(std::begin(kBlocking), std::end(kBlocking), dotted);
}

bool may_block(std::string_view last) {
  return (kTraits & trait(last)) != 0 && std::ranges::any_of(kBlocking, [&](std::string_view dotted) {
           return dotted.ends_with(last) && dotted[dotted.size() - last.size() - 1] == '.';
         });
}

bool may_name_blocking(std::string_view module) {
  const std::string_view first = module.substr(0, module.find('.'));
  if ((kModuleTraits & trait(first)) == 0) return false;
  const auto* const at = std::lower_bound(std::begin(kBlocking), std::end(kBlocking), first);
  return at != std::end(kBlocking) && at->starts_with(first) && at->substr(first.size()).starts_with('.');
}

bool is_standard_library(std::string_view dotted) {
  return std::binary_search(std::begin(kStandard), std::end(kStandard), dotted.substr(0, dotted.find('.')));
}

}  // namespace whip
