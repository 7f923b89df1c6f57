// Any program, laid out in any way: the formatter either refuses it (no Python) or gives the same program, and it
// settles when that is formatted again, and statements written without a document are what the document would give.
// What it gives as another program it finds out itself, as an internal error.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "formatter/format.h"
#include "tests/fuzz/python_mutator.h"

namespace {

using namespace whip;

// Options that follow from the text, so that a finding is one file.
fmt::Options options_for(std::string_view text) {
  std::uint32_t hash = 2166136261;
  for (const char c : text.substr(0, 64)) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  constexpr std::uint16_t kWidths[] = {88, 88, 1, 20, 40, 120, 300};
  fmt::Options options;
  options.line_width = kWidths[hash % 7];
  if ((hash >> 8) % 4 == 0) options.quote_style = fmt::QuoteStyle::single;
  if ((hash >> 10) % 4 == 0) options.magic_trailing_comma = fmt::MagicTrailingComma::ignore;
  if ((hash >> 12) % 4 == 0) options.target_version = PythonVersion::py314;
  if ((hash >> 14) % 8 == 0) options.source_type = fmt::SourceType::stub;
  if ((hash >> 17) % 8 == 0) options.docstring_code = true;
  return options;
}

void fail(const char* what, const std::string& detail) {
  std::fprintf(stderr, "%s: %s\n", what, detail.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 14) return 0;
  static fmt::Formatter formatter;
  const Source source(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!check_utf8(source.text())) return 0;
  const fmt::Options options = options_for(source.text());
  const Result<std::string> once = formatter.format(source, options);
  if (!once) {
    if (once.error().code == ErrorCode::internal) fail("internal", once.error().message);
    return 0;
  }
  static fmt::Formatter with_document(fmt::Formatter::Plain::with_document);
  const Result<std::string> other = with_document.format(source, options);
  if (!other || *other != *once) fail("not what the document gives", *once + "--- but\n" + (other ? *other : ""));
  // A few odd layouts of Ruff's, which are ours too, need a second run to settle; none needs a fourth.
  std::string last = *once;
  for (int run = 0; run < 3; ++run) {
    const Result<std::string> again = formatter.format(Source(last), options);
    if (!again) fail("refused its own output", again.error().message + "\n" + last);
    if (*again == last) return 0;
    last = *again;
  }
  fail("unstable", "\n" + *once + "--- then\n" + last);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  test::PythonMutator mutator(seed);
  std::string changed = mutator.mutate({reinterpret_cast<const char*>(data), size});
  if (changed.size() > most) changed.resize(most);
  std::memcpy(data, changed.data(), changed.size());
  return changed.size();
}
