// Which of several imports that bind one name are used: `import a`, `import a.b`, `import a.c` all bind `a`.
#pragma once

#include <vector>

#include "linter/file.h"

namespace whip::rules {

// The import itself, if nothing uses its name. In preview, where only plain imports stand behind it, each use is taken for one of the import
// that it fits best (`a.b.f` for `import a.b`), and all imports are given that are left.
std::vector<const Binding*> unused_imports_behind(const File& file, const Binding& import);

}  // namespace whip::rules
