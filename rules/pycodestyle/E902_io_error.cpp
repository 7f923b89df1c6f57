// Files that could not be read. The command reports it, for rules see only what was read.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule E902_io_error{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A file that is missing, that may not be read or that is not UTF-8 was not checked at all. The message is the system's own.
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
