// Imports that isort's option required-imports asks for.
#pragma once

#include "linter/file.h"

namespace whip::rules {

bool is_required_import(const File& file, const Binding& binding, const QualifiedName& name);

}  // namespace whip::rules
