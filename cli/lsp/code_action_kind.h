// Kinds of code actions, and the commands. Each has two names: ours, and that of Ruff's server, which editors'
// configurations know.
#pragma once

#include <string_view>

namespace whip::lsp {

inline constexpr std::string_view kQuickFix = "quickfix";
inline constexpr std::string_view kFixAll = "source.fixAll";
inline constexpr std::string_view kOrganizeImports = "source.organizeImports";
inline constexpr std::string_view kNotebook = "notebook.";  // before the source kinds: for all cells of a notebook

inline constexpr std::string_view kOfferedKinds[] = {
    "quickfix",
    "source.fixAll.whip",
    "source.organizeImports.whip",
    "notebook.source.fixAll.whip",
    "notebook.source.organizeImports.whip",
    "source.fixAll.ruff",
    "source.organizeImports.ruff",
    "notebook.source.fixAll.ruff",
    "notebook.source.organizeImports.ruff",
};

// Behind `whip.` or `ruff.`.
inline constexpr std::string_view kCommands[] = {"applyFormat", "applyAutofix", "applyOrganizeImports",
                                                 "printDebugInformation"};

}  // namespace whip::lsp
