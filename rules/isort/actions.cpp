// As isort has it, the blank after the colon may be missing in `skip` and `skip_file` only, and everything but `skip`
// must be the whole comment. `ruff: isort:` and `whip: isort:` say the same as `isort:`.

#include "rules/isort/actions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "rules/isort/lines.h"

namespace whip::rules::isort {
namespace {

// What stands behind `# isort:`, with its blank; nothing in any other comment.
std::optional<std::string_view> action_of(std::string_view comment) {
  constexpr std::array<std::string_view, 3> kPrefixes = {"# isort:", "# ruff: isort:", "# whip: isort:"};
  for (const std::string_view prefix : kPrefixes) {
    if (!comment.starts_with(prefix)) continue;
    std::string_view action = comment.substr(prefix.size());
    while (!action.empty() && is_blank(action.back())) action.remove_suffix(1);
    return action;
  }
  return std::nullopt;
}

bool skips_line(std::string_view comment) {
  const std::size_t at = comment.find("isort:");
  if (at == std::string_view::npos) return false;
  return comment.find("isort: skip", at) != std::string_view::npos ||
         comment.find("isort:skip", at) != std::string_view::npos;
}

}  // namespace

Actions find_actions(const File& file) {
  constexpr std::uint32_t kOn = UINT32_MAX;
  Actions actions;
  std::uint32_t off_since = kOn;
  for (const Span comment : file.comments.all()) {
    const std::string_view text = file.slice(comment);
    if (text.find("isort:") == std::string_view::npos) continue;
    const std::string_view action = action_of(text).value_or("");
    if (action == " split") {
      actions.splits.push_back(comment.begin);
    } else if (action == " skip_file" || action == "skip_file") {
      actions.skip_file = true;
      return actions;
    } else if (off_since != kOn) {
      if (action != " on") continue;
      actions.exclusions.push_back({off_since, comment.begin});
      off_since = kOn;
    } else if (skips_line(text)) {
      actions.exclusions.push_back({line_begin(file.text, comment.begin), line_end(file.text, comment.begin)});
    } else if (action == " off") {
      off_since = comment.begin;
    }
  }
  if (off_since != kOn) actions.exclusions.push_back({off_since, static_cast<std::uint32_t>(file.text.size())});
  return actions;
}

bool is_excluded(const Actions& actions, std::uint32_t offset) {
  return std::ranges::any_of(actions.exclusions, [offset](Span span) { return span.contains(offset); });
}

}  // namespace whip::rules::isort
