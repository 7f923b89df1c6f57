// The arguments of a call, read one by one by their names. The first that is wrong is remembered, and so is what was
// asked for: whatever else a client sends is a mistake that it should hear of.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/json.h"
#include "cli/mcp/workspace.h"
#include "core/base/result.h"

namespace whip::mcp {

class ArgumentReader {
 public:
  ArgumentReader(lsp::Json arguments, const Workspace& workspace) : arguments_(arguments), workspace_(workspace) {}

  bool flag(std::string_view name);
  std::optional<std::string> text(std::string_view name);
  std::optional<std::int64_t> number(std::string_view name);  // not negative
  std::vector<std::string> texts(std::string_view name);
  // The first is the default.
  std::string_view choice(std::string_view name, std::initializer_list<std::string_view> choices);
  // Paths inside the workspace.
  std::optional<std::string> path(std::string_view name);
  std::vector<std::string> paths(std::string_view name);

  // The first mistake there was. Errors: usage.
  Done finish();

 private:
  lsp::Json take(std::string_view name);
  void wrong(std::string message);

  lsp::Json arguments_;
  const Workspace& workspace_;
  std::vector<std::string_view> known_;
  std::string trouble_;
};

}  // namespace whip::mcp
