// Whole commands: each file of cases/ is one. It gives the files that there are, the command, and what must come of it.
//
//   Words about what this shows.
//   === file a.py
//   import os
//   === run whip check --isolated a.py
//   === exit 1
//   === stdout
//   ...
//
// Further sections: `stdin`, `stderr`, `after NAME` (a file when all is done; `gone` as its only line: there is none).
// Several commands run one after another; exit code and outputs are those of the last. [DIR] stands for the working
// directory, [VERSION] for whip's version; a last line without a line break is followed by a line [NO NEWLINE]. A
// section that is not there is not compared, but `stderr`: then it must be empty.
//
// WHIP_UPDATE_SNAPSHOTS=1 writes what comes into the files; WHIP_SNAPSHOT=name runs that one.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Section {
  std::string kind;  // "file", "run", "exit", ...
  std::string name;  // the rest of its line
  std::string text;
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// The sections of a case; the words before the first are one of kind "".
std::vector<Section> parse(const std::string& text) {
  std::vector<Section> out(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("=== ")) {
      out.back().text += line + "\n";
      continue;
    }
    const std::string head = line.substr(4);
    const std::size_t blank = std::min(head.find(' '), head.size());
    out.push_back({head.substr(0, blank), head.substr(std::min(blank + 1, head.size())), ""});
  }
  return out;
}

std::string print(const std::vector<Section>& sections) {
  std::string out = sections.front().text;
  for (std::size_t i = 1; i < sections.size(); ++i) {
    out +=
        "=== " + sections[i].kind + (sections[i].name.empty() ? "" : " " + sections[i].name) + "\n" + sections[i].text;
  }
  return out;
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
}

// As it stands in a case.
std::string normal(std::string text, const fs::path& folder) {
  replace_all(text, folder.string(), "[DIR]");
  replace_all(text, WHIP_VERSION, "[VERSION]");
  if (!text.empty() && !text.ends_with('\n')) text += "\n[NO NEWLINE]\n";
  return text;
}

class Case {
 public:
  explicit Case(const fs::path& file) : file_(file), sections_(parse(read(file))) {
    folder_ = fs::canonical(fs::temp_directory_path()) / ("whip-snapshot-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "work");
  }
  ~Case() { fs::remove_all(folder_); }

  void run() {
    const fs::path work = folder_ / "work";
    write(folder_ / "stdin", "");
    int code = -1;
    for (const Section& section : sections_) {
      if (section.kind == "file") write(work / section.name, section.text);
      if (section.kind == "stdin") write(folder_ / "stdin", section.text);
      if (section.kind == "run") code = execute(section.name);
    }
    const std::string out = normal(read(folder_ / "stdout"), work);
    const std::string err = normal(read(folder_ / "stderr"), work);
    const bool update = std::getenv("WHIP_UPDATE_SNAPSHOTS") != nullptr;
    bool knows_stderr = false;
    for (Section& section : sections_) {
      if (section.kind == "exit") {
        if (update) section.name = std::to_string(code);
        EXPECT_EQ(std::to_string(code), section.name);
      } else if (section.kind == "stdout" || section.kind == "stderr") {
        const std::string& got = section.kind == "stdout" ? out : err;
        knows_stderr = knows_stderr || section.kind == "stderr";
        if (update) section.text = got;
        EXPECT_EQ(got, section.text) << section.kind;
      } else if (section.kind == "after") {
        const fs::path path = work / section.name;
        const std::string got = fs::exists(path) ? normal(read(path), work) : "gone\n";
        if (update) section.text = got;
        EXPECT_EQ(got, section.text) << section.name;
      }
    }
    if (!knows_stderr) {
      EXPECT_EQ(err, "") << "standard error";
    }
    if (update) write(file_, print(sections_));
  }

 private:
  int execute(const std::string& command) const {
    const std::string bin = fs::path(WHIP_BINARY).parent_path().string();
    const std::string line = "cd '" + (folder_ / "work").string() + "' && env -i PATH='" + bin +
                             ":/usr/bin:/bin' HOME='" + (folder_ / "work").string() + "' sh -c '" + command + "' <'" +
                             (folder_ / "stdin").string() + "' >'" + (folder_ / "stdout").string() + "' 2>'" +
                             (folder_ / "stderr").string() + "'";
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  fs::path file_;
  fs::path folder_;
  std::vector<Section> sections_;
};

TEST(Snapshot, EveryCommandDoesWhatItsCaseSays) {
  const char* const only = std::getenv("WHIP_SNAPSHOT");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(WHIP_SOURCE_DIR) / "tests/snapshot/cases")) {
    if (entry.path().extension() == ".txt" && (only == nullptr || entry.path().stem() == only))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.filename().string());
    Case(file).run();
  }
}

}  // namespace
