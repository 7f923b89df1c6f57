// `whip format`: what its options mean and what it says.

#include <gtest/gtest.h>

#include "cli/commands/format_report.h"
#include "cli/commands/format_request.h"

namespace whip::cli {
namespace {

std::string range(std::string_view text) {
  const Result<FormatRange> range = parse_format_range(text);
  if (!range) return range.error().message.substr(0, range.error().message.find('\n'));
  const auto shown = [](const std::optional<LineColumn>& at) {
    return at ? std::to_string(at->line) + ":" + std::to_string(at->column) : std::string("none");
  };
  return shown(range->begin) + " to " + shown(range->end);
}

TEST(FormatRange, HasLinesAndColumnsThatMayBeLeftOut) {
  EXPECT_EQ(range("3:2-7:5"), "3:2 to 7:5");
  EXPECT_EQ(range("3-7"), "3:1 to 7:1");
  EXPECT_EQ(range("3"), "3:1 to none");
  EXPECT_EQ(range("-7"), "none to 7:1");
  EXPECT_EQ(range(""), "none to none");
}

TEST(FormatRange, SaysWhatIsWrong) {
  EXPECT_EQ(range("x"),
            "invalid value 'x' for '--range <RANGE>': the start line is not a valid number (invalid digit found in "
            "string)");
  EXPECT_EQ(range("1-0"),
            "invalid value '1-0' for '--range <RANGE>': the end line is 0, but it should be 1 or greater.");
  EXPECT_EQ(
      range("5-2"),
      "invalid value '5-2' for '--range <RANGE>': the start position '5:1' is greater than the end position '2:1'.");
}

TEST(FormatSummary, CountsFilesAsRuffDoes) {
  FormatResult result;
  EXPECT_EQ(format_summary(result, FormatMode::write), "");
  result.changed = 1;
  EXPECT_EQ(format_summary(result, FormatMode::write), "1 file reformatted\n");
  result.unchanged = 2;
  EXPECT_EQ(format_summary(result, FormatMode::write), "1 file reformatted, 2 files left unchanged\n");
  EXPECT_EQ(format_summary(result, FormatMode::check), "1 file would be reformatted, 2 files already formatted\n");
}

TEST(FormatExitCode, TellsFailuresFromDefectsFromChanges) {
  FormatResult result;
  FormatRequest request;
  result.changed = 1;
  EXPECT_EQ(format_exit_code(result, request), kDone);
  request.exit_non_zero_on_format = true;
  EXPECT_EQ(format_exit_code(result, request), kFindings);
  request.mode = FormatMode::check;
  EXPECT_EQ(format_exit_code(result, request), kFindings);
  result.files.emplace_back().error = Error{.code = ErrorCode::syntax, .message = "", .path = ""};
  EXPECT_EQ(format_exit_code(result, request), kFailure);
  result.files.emplace_back().error = Error{.code = ErrorCode::internal, .message = "", .path = ""};
  EXPECT_EQ(format_exit_code(result, request), kDefect);
}

}  // namespace
}  // namespace whip::cli
