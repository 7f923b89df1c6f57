// More targets than bytecode can count around a star. Found by core/syntax/validate.cpp, for it is a syntax error.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule F621_expressions_in_star_assignment{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Unpacking with a star keeps the number of targets before it in one byte and the number behind it in three, so at most 255 targets may stand before
the star. Python refuses to compile more.

Assign a slice, or unpack in two steps.
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
