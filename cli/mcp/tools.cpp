#include "cli/mcp/tool.h"

namespace whip::mcp {

std::span<const Tool> tools() {
  static const Tool kTools[] = {kAudit, kCheck, kExplain, kFormat, kLock};
  return kTools;
}

}  // namespace whip::mcp
