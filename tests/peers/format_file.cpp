// Formats files and folders in place, with nothing of the command around it: for comparisons with peers
// (fmt_oracle.py), while the command may still be missing and where its settings would be in the way.
//
//   format_file [--line-length N] [--quote-style single] [--skip-magic-trailing-comma] [--target-version py39]
//               [--preview] [--docstring-code] [--docstring-code-line-length N]
//               [--nested-string-quote-style preferred] [--check] PATHS | - [--stdin-filename F]

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "formatter/format.h"

namespace {

namespace fs = std::filesystem;
using namespace whip;

struct Run {
  fmt::Options options;
  bool check = false;
  std::string stdin_filename = "-";
  std::vector<std::string> paths;
};

bool ends_with(const std::string& text, std::string_view end) { return text.ends_with(end); }

bool read_arguments(int count, char** values, Run& run) {
  for (int i = 1; i < count; ++i) {
    const std::string word = values[i];
    const auto value = [&]() -> std::string { return i + 1 < count ? values[++i] : ""; };
    if (word == "--line-length") {
      run.options.line_width = static_cast<std::uint16_t>(std::stoul(value()));
    } else if (word == "--quote-style") {
      const std::string style = value();
      run.options.quote_style = style == "single"     ? fmt::QuoteStyle::single
                                : style == "preserve" ? fmt::QuoteStyle::preserve
                                                      : fmt::QuoteStyle::double_;
    } else if (word == "--indent-style") {
      run.options.indent_style = value() == "tab" ? fmt::IndentStyle::tab : fmt::IndentStyle::space;
    } else if (word == "--indent-width") {
      run.options.indent_width = static_cast<std::uint8_t>(std::stoul(value()));
    } else if (word == "--skip-magic-trailing-comma") {
      run.options.magic_trailing_comma = fmt::MagicTrailingComma::ignore;
    } else if (word == "--target-version") {
      const auto version = python_version(value());
      if (!version) return false;
      run.options.target_version = *version;
    } else if (word == "--preview") {
      run.options.preview = true;
    } else if (word == "--docstring-code") {
      run.options.docstring_code = true;
    } else if (word == "--docstring-code-line-length") {
      run.options.docstring_code_line_width = static_cast<std::uint16_t>(std::stoul(value()));
    } else if (word == "--nested-string-quote-style") {
      run.options.nested_quote_style =
          value() == "preferred" ? fmt::NestedQuoteStyle::preferred : fmt::NestedQuoteStyle::alternating;
    } else if (word == "--check") {
      run.check = true;
    } else if (word == "--stdin-filename") {
      run.stdin_filename = value();
    } else if (word.starts_with("--")) {
      return false;
    } else {
      run.paths.push_back(word);
    }
  }
  return !run.paths.empty();
}

std::string read(std::istream& in) { return {std::istreambuf_iterator<char>(in), {}}; }

fmt::Options options_for(const Run& run, const std::string& path) {
  fmt::Options options = run.options;
  if (ends_with(path, ".pyi")) options.source_type = fmt::SourceType::stub;
  return options;
}

std::string described(const Error& error, const std::string& path) {
  std::string text = path + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": ";
  if (error.code == ErrorCode::internal) text += "internal: ";
  return text + error.message + "\n";
}

int format_stdin(const Run& run) {
  fmt::Formatter formatter;
  const auto result = formatter.format(Source(read(std::cin)), options_for(run, run.stdin_filename));
  if (!result) {
    std::cerr << described(result.error(), run.stdin_filename);
    return result.error().code == ErrorCode::internal ? 3 : 2;
  }
  std::cout << *result;
  return 0;
}

std::vector<std::string> files_of(const Run& run) {
  std::vector<std::string> files;
  for (const std::string& path : run.paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      const std::string name = entry.path().string();
      if (entry.is_regular_file() && (ends_with(name, ".py") || ends_with(name, ".pyi"))) files.push_back(name);
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

int main(int count, char** values) {
  Run run;
  if (!read_arguments(count, values, run)) {
    std::cerr << "usage: format_file [options] PATHS | -\n";
    return 2;
  }
  if (run.paths.front() == "-") return format_stdin(run);

  const std::vector<std::string> files = files_of(run);
  std::atomic<std::size_t> next{0}, changed{0}, refused{0}, defects{0};
  std::mutex output;
  const auto work = [&] {
    fmt::Formatter formatter;
    for (std::size_t i; (i = next++) < files.size();) {
      std::ifstream in(files[i], std::ios::binary);
      const std::string text = read(in);
      const auto result = formatter.format(Source(text), options_for(run, files[i]));
      if (!result) {
        const std::lock_guard lock(output);
        std::cerr << described(result.error(), files[i]);
        ++(result.error().code == ErrorCode::internal ? defects : refused);
      } else if (*result != text) {
        ++changed;
        if (!run.check) std::ofstream(files[i], std::ios::binary) << *result;
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  std::cerr << files.size() << " files, " << changed << " changed, " << refused << " refused, " << defects
            << " defects\n";
  if (defects > 0) return 3;
  return refused > 0 ? 2 : run.check && changed > 0 ? 1 : 0;
}
