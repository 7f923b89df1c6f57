// Facts that lie in several files: who starts a thread, who calls whom, which locks are held, and that none of it
// depends on more than the summaries say.

#include "linter/project/project.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/text/source.h"
#include "linter/lint.h"
#include "rules/all.h"
#include "tests/support/linting.h"

namespace whip {
namespace {

struct ProjectFile {
  std::string path;  // "pkg/a.py"
  std::string text;
};

// Lints the files as one project and lists what the project makes of them: "pkg/a.py:12 FT101".
class LinkedFiles {
 public:
  LinkedFiles(std::string_view codes, std::vector<ProjectFile> files,
              ConcurrencyContract contract = ConcurrencyContract::undeclared)
      : settings_(test::settings_with(codes)), listeners_(rules::all(), settings_.enabled) {
    settings_.concurrency = contract;
    std::ranges::sort(files, {}, &ProjectFile::path);
    for (ProjectFile& file : files) add(std::move(file));
  }

  std::string listing() const {
    std::vector<const ProjectPart*> parts;
    std::vector<const Listeners*> heard;
    for (const auto& part : parts_) {
      parts.push_back(part.get());
      heard.push_back(&listeners_);
    }
    const auto found = judge(parts, heard);
    std::string out;
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (const Diagnostic& finding : found[i]) {
        const std::string& text = files_[i].text;
        const auto line = 1 + std::count(text.begin(), text.begin() + finding.span.begin, '\n');
        out += files_[i].path + ":" + std::to_string(line) + " ";
        out += std::string(listeners_.entry(finding.rule).code) + "\n";
      }
    }
    return out;
  }
  const ProjectPart& part(std::size_t i) const { return *parts_[i]; }

 private:
  void add(ProjectFile file) {
    std::string module = file.path.substr(0, file.path.rfind('.'));
    std::ranges::replace(module, '/', '.');
    if (module.ends_with(".__init__")) module.resize(module.size() - 9);
    const Source source(file.text);
    const std::string_view path = file.path;
    Bench bench;
    LintResult result = lint(
        {.text = source.text(), .facts = {.path = path, .name = path.substr(path.rfind('/') + 1), .module = module}},
        settings_, listeners_, bench, Noqa::respected, Company::project);
    parts_.push_back(std::move(result.part));
    files_.push_back(std::move(file));
  }

  Settings settings_;
  Listeners listeners_;
  std::vector<ProjectFile> files_;
  std::vector<std::unique_ptr<ProjectPart>> parts_;
};

const ProjectFile kCounter{"pkg/counter.py", "hits = 0\n\n\ndef count():\n    global hits\n    hits += 1\n"};
const ProjectFile kServer{"pkg/server.py",
                          "import threading\n\nfrom pkg.counter import count\n\n\ndef serve():\n    count()\n\n\n"
                          "for _ in range(4):\n    threading.Thread(target=serve).start()\n"};

TEST(Project, CarriesAThreadFromOneFileIntoAnother) {
  EXPECT_EQ(LinkedFiles("FT101", {kCounter, kServer}).listing(), "pkg/counter.py:6 FT101\n");
}

TEST(Project, KnowsNoThreadWhereNobodyStartsOne) { EXPECT_EQ(LinkedFiles("FT101", {kCounter}).listing(), ""); }

TEST(Project, FollowsReexports) {
  const ProjectFile package{"pkg/__init__.py", "from .counter import count as bump\n"};
  const ProjectFile server{"pkg/server.py",
                           "import threading\nimport pkg\n\n\ndef serve():\n    pkg.bump()\n\n\n"
                           "for _ in range(4):\n    threading.Thread(target=serve).start()\n"};
  EXPECT_EQ(LinkedFiles("FT101", {kCounter, package, server}).listing(), "pkg/counter.py:6 FT101\n");
}

TEST(Project, StartsThreadsOfImportedFunctions) {
  const ProjectFile server{"pkg/server.py",
                           "import threading\nfrom pkg import counter\n\nfor _ in range(4):\n"
                           "    threading.Thread(target=counter.count).start()\n"};
  EXPECT_EQ(LinkedFiles("FT101", {kCounter, server}).listing(), "pkg/counter.py:6 FT101\n");
}

const ProjectFile kRegistry{
    "pkg/registry.py",
    "handlers = {}\n\n\ndef register(function):\n    handlers[function.__name__] = function\n"
    "    return function\n\n\ndef fire():\n    for function in handlers.values():\n        function()\n"};

TEST(Project, LeavesRegistriesAloneThatAreFilledAtImportTime) {
  const ProjectFile user{"pkg/user.py", "from pkg.registry import register\n\n\n@register\ndef hello():\n    pass\n"};
  EXPECT_EQ(LinkedFiles("FT104", {kRegistry, user}, ConcurrencyContract::library).listing(), "");
}

TEST(Project, TellsOfRegistriesThatAreFilledWhileTheProgramRuns) {
  const ProjectFile user{"pkg/user.py", "from pkg.registry import register\n\n\ndef plug(f):\n    register(f)\n"};
  EXPECT_EQ(LinkedFiles("FT104", {kRegistry, user}, ConcurrencyContract::library).listing(),
            "pkg/registry.py:10 FT104\n");
}

const ProjectFile kLocks{"pkg/locks.py", "import threading\n\na = threading.Lock()\nb = threading.Lock()\n"};

TEST(Project, SeesLocksTakenInDifferentOrderInDifferentFiles) {
  const ProjectFile one{"pkg/one.py",
                        "import threading\n\nb = threading.Lock()\n\n\ndef log():\n    with b:\n        pass\n"};
  const ProjectFile two{"pkg/two.py",
                        "import threading\nfrom pkg.one import log\nfrom pkg import one\n\na = threading.Lock()\n\n\n"
                        "def pay():\n    with a:\n        log()\n\n\ndef note():\n    with a:\n        pass\n"};
  const ProjectFile three{"pkg/three.py", "from pkg.two import note\n\n\ndef f():\n    note()\n"};
  EXPECT_EQ(LinkedFiles("FT201", {one, two, three, kLocks}).listing(), "");
  const ProjectFile turned{"pkg/one.py",
                           "import threading\nfrom pkg.two import note\n\nb = threading.Lock()\n\n\ndef log():\n"
                           "    with b:\n        pass\n\n\ndef rotate():\n    with b:\n        note()\n"};
  EXPECT_EQ(LinkedFiles("FT201", {turned, two}).listing(), "pkg/one.py:14 FT201\n");
}

TEST(Summary, IsTheSameAfterItWasWrittenAndRead) {
  const LinkedFiles files("FT101 FT201", {kCounter, kServer, kRegistry});
  for (std::size_t i = 0; i < 3; ++i) {
    std::string bytes;
    encode_summary(files.part(i).summary, bytes);
    const std::optional<Summary> read = decode_summary(bytes);
    ASSERT_TRUE(read);
    std::string again;
    encode_summary(*read, again);
    EXPECT_EQ(bytes, again);
  }
}

TEST(Summary, IsRefusedWhenBytesAreMissingOrWrong) {
  const LinkedFiles files("FT101", {kServer});
  std::string bytes;
  encode_summary(files.part(0).summary, bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_summary(std::string_view(bytes).substr(0, size)));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string torn = bytes;
    torn[at] = static_cast<char>(torn[at] ^ 0x7F);
    decode_summary(torn);  // whatever it says, it reads nothing outside
  }
}

}  // namespace
}  // namespace whip
