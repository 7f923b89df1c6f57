#include "cli/pipeline/notebook_magic.h"

#include <algorithm>
#include <array>

namespace whip {
namespace {

// Cell magics whose cell is Python after the first line.
constexpr std::array<std::string_view, 9> kPythonCells = {"capture", "debug",   "ipytest", "prun",  "pypy",
                                                          "python",  "python3", "time",    "timeit"};

// Line magics that IPython runs without their `%` where no variable has the name (`%automagic`).
constexpr std::string_view kAutomagic[] = {"alias",
                                           "alias_magic",
                                           "autoawait",
                                           "autocall",
                                           "automagic",
                                           "bookmark",
                                           "cd",
                                           "code_wrap",
                                           "colors",
                                           "conda",
                                           "config",
                                           "debug",
                                           "dhist",
                                           "dirs",
                                           "doctest_mode",
                                           "edit",
                                           "env",
                                           "gui",
                                           "history",
                                           "killbgscripts",
                                           "load",
                                           "load_ext",
                                           "loadpy",
                                           "logoff",
                                           "logon",
                                           "logstart",
                                           "logstate",
                                           "logstop",
                                           "lsmagic",
                                           "macro",
                                           "magic",
                                           "mamba",
                                           "matplotlib",
                                           "micromamba",
                                           "notebook",
                                           "page",
                                           "pastebin",
                                           "pdb",
                                           "pdef",
                                           "pdoc",
                                           "pfile",
                                           "pinfo",
                                           "pinfo2",
                                           "pip",
                                           "popd",
                                           "pprint",
                                           "precision",
                                           "prun",
                                           "psearch",
                                           "psource",
                                           "pushd",
                                           "pwd",
                                           "pycat",
                                           "pylab",
                                           "quickref",
                                           "recall",
                                           "rehashx",
                                           "reload_ext",
                                           "rerun",
                                           "reset",
                                           "reset_selective",
                                           "run",
                                           "save",
                                           "sc",
                                           "set_env",
                                           "sx",
                                           "system",
                                           "tb",
                                           "time",
                                           "timeit",
                                           "unalias",
                                           "unload_ext",
                                           "who",
                                           "who_ls",
                                           "whos",
                                           "xdel",
                                           "xmode"};

// Words that no expression with a question mark can begin with.
constexpr std::string_view kKeywords[] = {"False",  "None",   "True",    "and",      "as",       "assert", "async",
                                          "await",  "break",  "class",   "continue", "def",      "del",    "elif",
                                          "else",   "except", "finally", "for",      "from",     "global", "if",
                                          "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
                                          "pass",   "raise",  "return",  "try",      "while",    "with",   "yield"};

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

std::string_view skip_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\f"), text.size()));
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find_first_of(" \t\f")); }

bool is_automagic(std::string_view line) {
  line = skip_blanks(line);
  const std::string_view word = first_word(line);
  if (std::ranges::find(kAutomagic, word) == std::end(kAutomagic)) return false;
  // `time = 3` assigns to a variable of that name.
  const std::string_view rest = skip_blanks(line.substr(word.size()));
  return !rest.starts_with('=') || rest.starts_with("==");
}

// Reads one cell as far as needed to tell logical lines from strings, comments and brackets.
class Scanner {
 public:
  Scanner(std::string& text, std::size_t from, std::vector<Magic>& out) : text_(text), at_(from), out_(out) {}

  void run() {
    while (at_ < text_.size()) line();
  }

 private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\n'; }

  // One logical line, its line ending included.
  void line() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    const std::size_t start = at_;
    std::size_t statement = start;
    if (at_ < text_.size() && std::string_view("%!?/,;").find(text_[at_]) != std::string_view::npos) {
      replace_to_line_end(start, false);
      return;
    }
    int depth = 0;
    char previous = 0;  // the last character that is no blank
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '#') {
        while (at_ < text_.size() && !is_line_end(text_[at_])) ++at_;
      }
      if (at_ >= text_.size()) return;
      if (is_line_end(text_[at_])) {
        skip_line_end();
        if (depth == 0) return;
        --at_;
        continue;
      }
      if (c == '\'' || c == '"') {
        skip_string();
        previous = c;
        continue;
      }
      if (c == '\\' && at_ + 1 < text_.size() && is_line_end(text_[at_ + 1])) {
        ++at_;
        skip_line_end();
        --at_;
        continue;
      }
      if (c == '?' && depth == 0) {
        const std::size_t end = help_end(statement);
        if (end == statement) continue;
        if (end == text_.size() || text_[end] != ';') {
          replace_to_line_end(statement, false);
          return;
        }
        replace(statement, end, true);
        at_ = end - 1;
        continue;
      }
      if ((c == '!' || c == '%') && depth == 0 && previous == '=') {
        replace_to_line_end(at_, true);
        return;
      }
      if (c == '(' || c == '[' || c == '{') ++depth;
      if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
      // Only a plain `=` takes a command: `==`, `+=` and their like do not.
      const bool is_other =
          c == '=' && at_ > start && std::string_view("=!<>+-*/%&|^@:").find(text_[at_ - 1]) != std::string_view::npos;
      if (!is_blank(c)) previous = is_other ? 'x' : c;
      if (depth == 0 && (c == ';' || c == ':')) {
        statement = at_ + 1;
        while (statement < text_.size() && is_blank(text_[statement])) ++statement;
      }
    }
  }

  // Where `name.part[0]?` or `...??`, which begins at `start`, ends, or `start`: anything else before a question mark
  // is an error, as it is for the parser.
  std::size_t help_end(std::size_t start) const {
    std::size_t i = start;
    const auto skip_blanks_here = [&] {
      while (i < text_.size() &&
             (is_blank(text_[i]) || text_[i] == '\\' || (is_line_end(text_[i]) && text_[i - 1] == '\\')))
        ++i;
    };
    const auto name = [&] {
      const std::size_t from = i;
      const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
      };
      while (i < text_.size() && (is_letter(text_[i]) || (i > from && text_[i] >= '0' && text_[i] <= '9'))) ++i;
      return std::string_view(text_).substr(from, i - from);
    };
    const std::string_view first = name();
    if (first.empty() || std::ranges::find(kKeywords, first) != std::end(kKeywords)) return start;
    for (;;) {
      skip_blanks_here();
      if (i < text_.size() && text_[i] == '.') {
        ++i;
        skip_blanks_here();
        if (name().empty()) return start;
      } else if (i < text_.size() && text_[i] == '[') {
        const std::size_t close = text_.find_first_not_of("0123456789", i + 1);
        if (close == i + 1 || close == std::string::npos || text_[close] != ']') return start;
        i = close + 1;
      } else {
        break;
      }
    }
    std::size_t marks = 0;
    for (; i < text_.size() && text_[i] == '?'; skip_blanks_here()) {
      ++i;
      ++marks;
    }
    const bool ends = i == text_.size() || is_line_end(text_[i]) || text_[i] == '#' || text_[i] == ';';
    return ends && marks >= 1 && marks <= 2 ? i : start;
  }

  void skip_line_end() {
    if (here() == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
  }

  // Leaves at_ on the closing quote, or on the line's last character where there is none.
  void skip_string() {
    const char quote = text_[at_];
    const std::string_view rest = std::string_view(text_).substr(at_);
    const bool triple = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
    std::size_t i = at_ + (triple ? 3 : 1);
    for (; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote &&
                 (!triple || (i + 2 < text_.size() && text_[i + 1] == quote && text_[i + 2] == quote))) {
        at_ = i + (triple ? 2 : 0);
        return;
      } else if (!triple && is_line_end(text_[i])) {
        at_ = i - 1;
        return;
      }
    }
    at_ = text_.size() - 1;
  }

  // Commands go on after a backslash at the end of a line. Blanks at the end stay what they are: a rule may object to
  // them.
  void replace_to_line_end(std::size_t start, bool is_value) {
    std::size_t end = start;
    while (end < text_.size()) {
      if (is_line_end(text_[end])) {
        if (end == start || text_[end - 1] != '\\') break;
        if (text_[end] == '\r' && end + 1 < text_.size() && text_[end + 1] == '\n') ++end;
      }
      ++end;
    }
    at_ = end;
    if (at_ < text_.size()) skip_line_end();
    while (end > start && is_blank(text_[end - 1])) --end;
    replace(start, end, is_value);
  }

  void replace(std::size_t start, std::size_t end, bool is_value) {
    out_.push_back({.span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)},
                    .text = text_.substr(start, end - start)});
    fill(start, end, is_value);
  }

  // A statement or value of exactly that length: the first line holds it, further lines are comments.
  void fill(std::size_t start, std::size_t end, bool is_value) {
    const std::size_t first = std::min(text_.find_first_of("\r\n", start), end);
    constexpr std::string_view kStatement = "pass";
    for (std::size_t i = start; i < end; ++i) {
      if (is_line_end(text_[i])) continue;
      const std::size_t at = i - start;
      if (i >= first) {
        text_[i] = '#';
      } else if (is_value || first - start < kStatement.size()) {
        text_[i] = '0';
      } else {
        text_[i] = at < kStatement.size() ? kStatement[at] : '#';
      }
    }
  }

  std::string& text_;
  std::size_t at_;
  std::vector<Magic>& out_;
};

}  // namespace

bool is_foreign_cell(std::string_view source) {
  if (is_automagic(first_line(source))) return true;
  for (std::string_view rest = source; !rest.empty();) {
    const std::string_view line = first_line(rest);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::string_view command = skip_blanks(line);
    if (!command.starts_with("%%")) continue;
    if (std::ranges::find(kPythonCells, first_word(command.substr(2))) == kPythonCells.end()) return true;
  }
  return false;
}

void blank_magics(std::string& text, std::size_t from, std::vector<Magic>& out) { Scanner(text, from, out).run(); }

}  // namespace whip
