// Any bytes end in a verdict: errors with spans inside the file and words, at least one where the tree has an error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/syntax/parse.h"
#include "core/syntax/validate.h"
#include "core/text/source.h"
#include "tests/fuzz/program_or_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static whip::Parser parser;
  static whip::Tree tree;
  const whip::Source source(std::string_view(reinterpret_cast<const char*>(data), size));
  parser.parse(source.text(), tree);
  std::vector<whip::SyntaxError> errors;
  if (tree.has_errors) {
    whip::first_errors(source.text(), tree, errors);
    if (errors.empty()) std::abort();
  } else {
    for (unsigned number = whip::minor(whip::kOldestPython); number <= whip::minor(whip::kNewestPython); ++number) {
      whip::validate(source.text(), tree, static_cast<whip::PythonVersion>(number),
                     {.stub = number % 2 == 0, .notebook = number % 3 == 0}, errors);
    }
  }
  for (const whip::SyntaxError& error : errors) {
    if (error.span.begin > error.span.end || error.span.end > size || error.message.empty()) std::abort();
  }
  return 0;
}
