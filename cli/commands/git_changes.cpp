#include "cli/commands/git_changes.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "cli/pipeline/subprocess.h"

namespace whip::cli {
namespace {

Error trouble(ErrorCode code, std::string message) {
  return Error{.code = code, .message = std::move(message), .path = {}};
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

// `git` in a folder. It takes no locks: another git may be at work, as when we run in a hook.
Result<ProcessOutput> git(const std::string& folder, std::vector<std::string> words, std::string input = {}) {
  words.insert(words.begin(), {"git", "--no-optional-locks", "-C", folder});
  return run_process(words, std::move(input));
}

// What it prints. Errors: what it says went wrong, after `what`.
Result<std::string> git_output(const std::string& folder, std::vector<std::string> words, std::string_view what) {
  Result<ProcessOutput> done = git(folder, std::move(words));
  if (!done) return done.error();
  if (done->code == 0) return std::move(done->out);
  std::string message(what);
  if (const std::string said = first_line(done->err); !said.empty()) message += ": " + said;
  return trouble(ErrorCode::usage, std::move(message));
}

// Takes the text up to the next NUL from the front.
std::string_view take(std::string_view& records) {
  const std::size_t end = std::min(records.find('\0'), records.size());
  const std::string_view one = records.substr(0, end);
  records.remove_prefix(std::min(end + 1, records.size()));
  return one;
}

// Records of `git diff --raw -z`: ":100644 100644 <old> <new> M\0path\0", two paths for renames.
void add_raw(std::string_view records, const std::string& root, std::vector<GitChange>& out) {
  while (!records.empty()) {
    const std::string_view head = take(records);
    const std::size_t old_begin = std::min(head.find(' ', std::min(head.find(' '), head.size() - 1) + 1), head.size());
    std::string_view old_blob = head.substr(std::min(old_begin + 1, head.size()));
    old_blob = old_blob.substr(0, old_blob.find(' '));
    const char status = head[std::min(head.rfind(' ') + 1, head.size() - 1)];
    std::string_view path = take(records);
    if (status == 'R' || status == 'C') path = take(records);
    if (status == 'D') continue;
    const bool is_new = status == 'A' || old_blob.find_first_not_of('0') == std::string_view::npos;
    out.push_back({root + "/" + std::string(path), is_new ? std::string() : std::string(old_blob)});
  }
}

Result<std::string> merge_base(const std::string& root, const std::string& revision) {
  if (revision.starts_with('-')) return trouble(ErrorCode::usage, "`" + revision + "` is no revision");
  auto commit =
      git_output(root, {"rev-parse", "--verify", revision + "^{commit}"}, "`" + revision + "` is no revision");
  if (!commit) return commit.error();
  auto base = git_output(root, {"merge-base", first_line(*commit), "HEAD"},
                         "`" + revision + "` and HEAD have no commit in common");
  if (!base) return base.error();
  return first_line(*base);
}

}  // namespace

Result<GitChanges> git_changes(const std::string& folder, const std::optional<std::string>& revision) {
  auto top = git_output(folder, {"rev-parse", "--show-toplevel"}, "changes are asked of git, and it says");
  if (!top) return top.error();
  GitChanges out{.root = first_line(*top), .changes = {}};

  std::string base = "HEAD";
  std::vector<std::string> list = {"ls-files", "-z", "--others", "--exclude-standard"};
  if (revision) {
    Result<std::string> found = merge_base(out.root, *revision);
    if (!found) return found.error();
    base = std::move(*found);
  } else {
    const Result<ProcessOutput> head = git(out.root, {"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
    if (!head) return head.error();
    if (head->code != 0) {  // nothing is committed yet: all is new
      base.clear();
      list.emplace_back("--cached");
    }
  }
  if (!base.empty()) {
    auto raw = git_output(
        out.root, {"diff", "--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--ignore-submodules", base, "--"},
        "git diff failed");
    if (!raw) return raw.error();
    add_raw(*raw, out.root, out.changes);
  }
  auto others = git_output(out.root, std::move(list), "git ls-files failed");
  if (!others) return others.error();
  for (std::string_view paths = *others; !paths.empty();) {
    out.changes.push_back({out.root + "/" + std::string(take(paths)), {}});
  }
  std::ranges::stable_sort(out.changes, {}, &GitChange::path);
  const auto same = [](const GitChange& a, const GitChange& b) { return a.path == b.path; };
  out.changes.erase(std::unique(out.changes.begin(), out.changes.end(), same), out.changes.end());
  return out;
}

Result<std::vector<std::string>> git_texts(const std::string& root, std::span<const std::string> blobs) {
  std::vector<std::string> texts;
  if (blobs.empty()) return texts;
  std::string names;
  for (const std::string& blob : blobs) names += blob + "\n";
  const Result<ProcessOutput> done = git(root, {"cat-file", "--batch"}, std::move(names));
  if (!done) return done.error();
  // "<name> blob <size>\n<bytes>\n" for each.
  std::string_view rest = done->out;
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    const std::string_view head = rest.substr(0, rest.find('\n'));
    const std::string_view number = head.substr(std::min(head.rfind(' ') + 1, head.size()));
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), size);
    if (error != std::errc{} || rest.size() - head.size() < size + 2) {
      return trouble(ErrorCode::io, "git cat-file did not give the object " + blobs[i]);
    }
    texts.emplace_back(rest.substr(head.size() + 1, size));
    rest.remove_prefix(head.size() + size + 2);
  }
  return texts;
}

}  // namespace whip::cli
