// What our parser and validate() say about many texts: the program that compile_diff.py asks.
//
//   syntax_check [3.13] < texts        texts are separated by NUL bytes
//
// One line for each text: "ok", or the errors as "line:column-line:column code message" with tabs between; columns
// count characters.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/parse.h"
#include "core/syntax/validate.h"
#include "core/text/source.h"

namespace whip {
namespace {

std::string place(std::string_view text, std::uint32_t offset) {
  unsigned line = 1;
  unsigned column = 1;
  for (std::uint32_t i = byte_order_mark(text); i < offset && i < text.size(); ++i) {
    const bool line_end = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (line_end) {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++column;
    }
  }
  return std::to_string(line) + ":" + std::to_string(column);
}

PythonVersion version_argument(std::string_view argument) {
  for (unsigned number = minor(kOldestPython); number <= minor(kNewestPython); ++number) {
    const auto version = static_cast<PythonVersion>(number);
    if (dotted_name(version) == argument) return version;
  }
  return PythonVersion::py313;
}

void check(std::string_view text, PythonVersion target, Parser& parser, Tree& tree) {
  const Source source(text);
  parser.parse(source.text(), tree);
  std::vector<SyntaxError> errors;
  if (tree.has_errors) {
    first_errors(source.text(), tree, errors);
  } else {
    validate(source.text(), tree, target, {}, errors);
  }
  if (errors.empty()) {
    std::puts("ok");
    return;
  }
  std::string line;
  for (const SyntaxError& error : errors) {
    const std::string_view code = rule_code(error.kind);
    if (!line.empty()) line += '\t';
    line += place(source.text(), error.span.begin) + "-" + place(source.text(), error.span.end) + " ";
    line += (code.empty() ? std::string("invalid-syntax") : std::string(code)) + " " + error.message;
  }
  std::puts(line.c_str());
}

}  // namespace
}  // namespace whip

int main(int count, char** arguments) {
  const std::string all((std::istreambuf_iterator<char>(std::cin)), {});
  const whip::PythonVersion target = whip::version_argument(count > 1 ? arguments[1] : "3.13");
  whip::Parser parser;
  whip::Tree tree;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\0', begin), all.size());
    whip::check(std::string_view(all).substr(begin, end - begin), target, parser, tree);
    begin = end + 1;
  }
  return 0;
}
