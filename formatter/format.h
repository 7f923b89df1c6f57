// The formatter's door: text in, text out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/syntax/tree.h"
#include "core/text/source.h"
#include "core/text/span.h"
#include "formatter/options.h"

namespace whip::fmt {

// Memory of one formatting at a time, reused from file to file; one per thread.
class Formatter {
 public:
  // Whether statements that need no document are written without one (one_line.h). What comes out is the same; tests
  // hold one way against the other.
  enum class Plain : std::uint8_t { one_line, with_document };
  explicit Formatter(Plain plain = Plain::one_line);
  ~Formatter();
  Formatter(Formatter&&) noexcept;
  Formatter& operator=(Formatter&&) noexcept;

  // Whether what comes out is checked to be the same program, with all its comments; it must be before it takes the
  // place of what was given. Where only the question is whether they differ, nothing is at stake.
  enum class Check : std::uint8_t { program, nothing };

  // The whole file, formatted. Errors: `syntax` with line and column where the text is no Python; `internal` where what
  // was made is another program than what was given (never seen; then nothing should be written and the file is worth a
  // report).
  Result<std::string> format(const Source& source, const Options& options, Check check = Check::program);
  // The same for a text that was parsed, without errors, into `tree` (string annotations may have been added to it).
  Result<std::string> format_parsed(const Source& source, const Tree& tree, const Options& options);
  // Code within a docstring whose quotes are `docstring_quote`: its own triple quotes will be the others.
  Result<std::string> format_snippet(const Source& source, const Options& options, char docstring_quote,
                                     Check check = Check::program);
  // The smallest whole statements that cover `range` (bytes), formatted; `replaced` says which bytes of the source the
  // text stands for.
  struct Part {
    Span replaced;
    std::string text;
  };
  Result<Part> format_range(const Source& source, Span range, const Options& options);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whip::fmt
