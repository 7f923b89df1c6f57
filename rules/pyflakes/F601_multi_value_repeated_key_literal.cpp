// A literal that is twice a key of one dictionary.

#include "rules/pyflakes/repeated_keys.h"
#include "rules/shared/snippet.h"

namespace whip::rules {
namespace {

void multi_value_repeated_key_literal(const File& file, Node dictionary, Report& report) {
  for (const RepeatedKey& repeated : repeated_keys(file, dictionary, Keys::literals)) {
    const std::string_view key = repeated.key.text();
    const std::string named = fits_message(key) ? " `" + std::string(key) + "`" : std::string();
    std::string message = "Dictionary key literal" + named + " repeated";
    if (!named.empty() && repeated.first.text() != key && fits_message(repeated.first.text())) {
      message.append(" (" + named.substr(1) + " hashes to the same value as `")
          .append(repeated.first.text())
          .append("`)");
    }
    Finding finding = report.at(repeated.key, std::move(message));
    if (repeated.repeats_value) {
      finding.fix(Safety::unsafe, "Remove repeated key literal" + named, Edit::remove(repeated.removal));
    }
  }
}

}  // namespace

extern constexpr Rule F601_multi_value_repeated_key_literal{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
A dictionary holds a key once: of two entries the later wins, and the value of the earlier is lost. Numbers that are equal are one key: `1`, `1.0` and `True`.

```py bad
ages = {"Ada": 36, "Ada": 85}
```
```py good
ages = {"Ada": 36, "Grace": 85}
```

Where key and value are both repeated, a fix takes the repetition out. It is unsafe, since comments may go with it.
)md",
    .listens = on_node({Kind::dictionary}, multi_value_repeated_key_literal, Needs::tree),
};

}  // namespace whip::rules
