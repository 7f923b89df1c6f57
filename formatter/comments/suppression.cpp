#include "formatter/comments/suppression.h"

namespace whip::fmt {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\n'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// What a comment says to a tool: "off" of "fmt: off"; empty if it says nothing to it.
std::string_view command(std::string_view text, std::string_view tool) {
  return text.starts_with(tool) ? without_blanks(text.substr(tool.size())) : std::string_view{};
}

}  // namespace

Suppression suppression_of(std::string_view comment) {
  if (comment.starts_with('#')) comment.remove_prefix(1);
  const std::string_view text = without_blanks(comment);
  const std::string_view fmt = command(text, "fmt:");
  const std::string_view yapf = command(text, "yapf:");
  if (fmt == "off" || yapf == "disable") return Suppression::off;
  if (fmt == "on" || yapf == "enable") return Suppression::on;
  while (!comment.empty()) {
    const std::size_t end = comment.find('#');
    if (command(without_blanks(comment.substr(0, end)), "fmt:") == "skip") return Suppression::skip;
    if (end == std::string_view::npos) break;
    comment.remove_prefix(end + 1);
  }
  return Suppression::none;
}

}  // namespace whip::fmt
