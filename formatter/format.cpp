// One file from text to text: parse, lower, attach the comments, write the document, print it. And then the check: what
// came out is parsed again and must be the same program with all its comments, else nothing comes out. That is not left
// to tests, for a formatter that changes a program does harm which nobody looks for.

#include "formatter/format.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/syntax/parse.h"
#include "core/syntax/syntax_error.h"
#include "core/syntax/validate.h"
#include "core/text/line_index.h"
#include "formatter/ast/compare.h"
#include "formatter/ast/lower.h"
#include "formatter/comments/attach.h"
#include "formatter/doc/print.h"
#include "formatter/python/statement.h"
#include "formatter/range.h"

namespace whip::fmt {
namespace {

std::string_view line_end_of(std::string_view text, LineEndingOption option) {
  switch (option) {
    case LineEndingOption::auto_:
      return to_string(line_ending(text));
    case LineEndingOption::lf:
    case LineEndingOption::native:
      return "\n";
    case LineEndingOption::crlf:
      return "\r\n";
  }
  return "\n";
}

Error error_at(std::string_view text, std::uint32_t offset, ErrorCode code, std::string message) {
  const LineColumn place = LineIndex(text).position(offset, text);
  return {.code = code, .message = std::move(message), .path = {}, .line = place.line, .column = place.column};
}

}  // namespace

struct Formatter::State {
  Plain plain = Plain::one_line;
  Parser parser;
  Tree tree;
  AstTree ast;
  CommentMap comments;
  Doc doc;
  Printer printer;
  std::vector<SyntaxError> errors;
  // Of the output, for the check.
  Tree output_tree;
  AstTree output_ast;

  void find_errors(std::string_view text, const Tree& parsed, const Options& options);
  std::optional<Error> parse(std::string_view text, const Options& options);
  void take_apart(std::string_view text, const Tree& parsed, const Options& options);
  Result<std::string> print(std::string_view text, const Options& options, char docstring_quote);
  std::optional<Error> check(std::string_view text, const Options& options, std::string& output);
};

// Fills errors: what makes the text no Python at all. The parser alone lets some of it pass.
void Formatter::State::find_errors(std::string_view text, const Tree& parsed, const Options& options) {
  errors.clear();
  if (parsed.has_errors) {
    first_errors(text, parsed, errors);
  } else {
    // What only the compiler or another version of Python refuses has a layout all the same.
    const ValidateOptions validated{.stub = options.source_type == SourceType::stub,
                                    .notebook = options.source_type == SourceType::notebook};
    validate(text, parsed, kNewestPython, validated, errors);
    std::erase_if(errors, [](const SyntaxError& error) { return error.kind != SyntaxErrorKind::parse; });
  }
}

// Fills tree, ast and comments.
std::optional<Error> Formatter::State::parse(std::string_view text, const Options& options) {
  parser.parse(text, tree);
  find_errors(text, tree, options);
  if (!errors.empty()) {
    return error_at(text, errors.front().span.begin, ErrorCode::syntax, std::move(errors.front().message));
  }
  take_apart(text, tree, options);
  return std::nullopt;
}

// Fills ast and comments.
void Formatter::State::take_apart(std::string_view text, const Tree& parsed, const Options& options) {
  if (plain == Plain::one_line) {
    lower_for_layout(text, parsed, options, ast);
  } else {
    lower(text, parsed, ast);
  }
  attach_comments(ast, comments);
}

Result<std::string> Formatter::State::print(std::string_view text, const Options& options, char docstring_quote) {
  doc.clear();
  doc.source = text;
  Context context{.ast = ast,
                  .comments = comments,
                  .options = options,
                  .source = text,
                  .writer = Writer(doc),
                  .level = {},
                  .docstring_quote = docstring_quote,
                  .interpolated = {}};
  write_module(context, AstNode(ast, 0));
  if (context.too_deep) {
    return Error{.code = ErrorCode::limit,
                 .message = "expressions are nested deeper than " + std::to_string(kMaxExpressionDepth) + " levels",
                 .path = {}};
  }
  if (const Comment* const lost = comments.first_unformatted(); lost != nullptr) {
    return error_at(text, lost->begin(), ErrorCode::internal, "this comment would have been lost");
  }
  std::string output;
  output.reserve(text.size() + text.size() / 8 + Source::kPadding);
  printer.print(doc,
                {.line_width = options.line_width,
                 .indent_width = options.indent_width,
                 .tabs = options.indent_style == IndentStyle::tab,
                 .line_end = line_end_of(text, options.line_ending)},
                output);
  return output;
}

// Whether `output` is the same program as what `ast` was made of.
std::optional<Error> Formatter::State::check(std::string_view text, const Options& options, std::string& output) {
  const Docstrings docstrings = options.docstring_code ? Docstrings::may_change : Docstrings::keep_words;
  if (output == text) return std::nullopt;
  // The parser reads past the end; the padding is taken off again.
  const std::size_t size = output.size();
  output.append(Source::kPadding, '\0');
  const std::string_view printed = std::string_view(output).substr(0, size);
  parser.parse(printed, output_tree);
  std::optional<Error> error;
  find_errors(printed, output_tree, options);
  if (!errors.empty()) {
    const LineColumn place = LineIndex(printed).position(errors.front().span.begin, printed);
    error = Error{.code = ErrorCode::internal,
                  .message = "the formatted text would not be Python (" + std::to_string(place.line) + ":" +
                             std::to_string(place.column) + ": " + errors.front().message + ")",
                  .path = {}};
  } else {
    lower_like(printed, output_tree, ast, output_ast);
    if (const std::optional<TreeDifference> difference = compare_trees(ast, output_ast, docstrings)) {
      error =
          error_at(text, difference->before.begin, ErrorCode::internal, "the formatted text would be another program");
    }
  }
  output.resize(size);
  return error;
}

Formatter::Formatter(Plain plain) : state_(std::make_unique<State>()) { state_->plain = plain; }
Formatter::~Formatter() = default;
Formatter::Formatter(Formatter&&) noexcept = default;
Formatter& Formatter::operator=(Formatter&&) noexcept = default;

Result<std::string> Formatter::format(const Source& source, const Options& options, Check check) {
  return format_snippet(source, options, 0, check);
}

Result<std::string> Formatter::format_parsed(const Source& source, const Tree& tree, const Options& options) {
  const std::string_view text = source.text();
  state_->take_apart(text, tree, options);
  Result<std::string> output = state_->print(text, options, 0);
  if (!output) return output;
  if (std::optional<Error> error = state_->check(text, options, *output)) return std::move(*error);
  return output;
}

Result<std::string> Formatter::format_snippet(const Source& source, const Options& options, char docstring_quote,
                                              Check check) {
  const std::string_view text = source.text();
  if (std::optional<Error> error = state_->parse(text, options)) return std::move(*error);
  Result<std::string> output = state_->print(text, options, docstring_quote);
  if (!output || check == Check::nothing) return output;
  if (std::optional<Error> error = state_->check(text, options, *output)) return std::move(*error);
  return output;
}

Result<Formatter::Part> Formatter::format_range(const Source& source, Span range, const Options& options) {
  const std::string_view text = source.text();
  if (range.size() == 0) return Part{.replaced = {range.begin, range.begin}, .text = {}};
  const Span all{0, static_cast<std::uint32_t>(text.size())};
  if (std::optional<Error> error = state_->parse(text, options)) return std::move(*error);
  const Borders borders = borders_around(range, state_->ast, state_->comments, options);
  Result<std::string> output = state_->print(text, options, 0);
  if (!output) return output.error();
  if (std::optional<Error> error = state_->check(text, options, *output)) return std::move(*error);
  if (*output == text) return Part{.replaced = {range.begin, range.begin}, .text = {}};
  state_->output_ast.text = *output;
  const std::optional<std::uint32_t> begin = find_border(borders.begin, state_->output_ast);
  const std::optional<std::uint32_t> end = find_border(borders.end, state_->output_ast);
  if (!begin || !end || *begin > *end) return Part{.replaced = all, .text = std::move(*output)};
  return Part{.replaced = {borders.begin.offset, borders.end.offset}, .text = output->substr(*begin, *end - *begin)};
}

}  // namespace whip::fmt
