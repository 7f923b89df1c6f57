// Code in, errors out, as lines of text: what the tests of validate() and first_errors() compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/parse.h"
#include "core/syntax/validate.h"
#include "core/text/source.h"

namespace whip {

struct Validated {
  explicit Validated(std::string_view code, PythonVersion target = PythonVersion::py313, ValidateOptions options = {})
      : source(code) {
    Tree tree;
    Parser().parse(source.text(), tree);
    has_errors = tree.has_errors;
    if (has_errors) {
      first_errors(source.text(), tree, errors);
    } else {
      validate(source.text(), tree, target, options, errors);
    }
  }

  // "line:column-line:column code message", columns in characters from 1.
  std::vector<std::string> lines() const {
    std::vector<std::string> result;
    for (const SyntaxError& error : errors) {
      const std::string_view code = rule_code(error.kind);
      result.push_back(place(error.span.begin) + "-" + place(error.span.end) + " " +
                       (code.empty() ? "invalid-syntax" : std::string(code)) + " " + error.message);
    }
    return result;
  }
  std::string first() const { return errors.empty() ? "" : lines()[0]; }

  std::string place(std::uint32_t offset) const {
    unsigned line = 1;
    unsigned column = 1;
    const std::string_view text = source.text();
    for (std::uint32_t i = 0; i < offset; ++i) {
      const bool line_end = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
      column = line_end ? 1 : column + ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 ? 1 : 0);
      line += line_end ? 1 : 0;
    }
    return std::to_string(line) + ":" + std::to_string(column);
  }

  Source source;
  bool has_errors = false;
  std::vector<SyntaxError> errors;
};

}  // namespace whip
