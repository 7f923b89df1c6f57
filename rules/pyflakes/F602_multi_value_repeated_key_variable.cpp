// A name that is twice a key of one dictionary.

#include "rules/pyflakes/repeated_keys.h"
#include "rules/shared/snippet.h"

namespace whip::rules {
namespace {

void multi_value_repeated_key_variable(const File& file, Node dictionary, Report& report) {
  for (const RepeatedKey& repeated : repeated_keys(file, dictionary, Keys::names)) {
    const std::string_view key = repeated.key.text();
    const std::string named = fits_message(key) ? " `" + std::string(key) + "`" : std::string();
    std::string message = "Dictionary key" + named + " repeated";
    Finding finding = report.at(repeated.key, std::move(message));
    if (repeated.repeats_value) {
      finding.fix(Safety::unsafe, "Remove repeated key" + named, Edit::remove(repeated.removal));
    }
  }
}

}  // namespace

extern constexpr Rule F602_multi_value_repeated_key_variable{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
A dictionary holds a key once: of two entries the later wins, and the value of the earlier is lost. The key is a name, so both entries mean the same unless it is changed in between.

```py bad
ages = {ada: 36, ada: 85}
```
```py good
ages = {ada: 36, grace: 85}
```

Where key and value are both repeated, a fix takes the repetition out. It is unsafe, since comments may go with it.
)md",
    .listens = on_node({Kind::dictionary}, multi_value_repeated_key_variable, Needs::tree),
};

}  // namespace whip::rules
