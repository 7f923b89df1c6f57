#include "tests/support/marks.h"

#include <algorithm>

namespace whip::test {
namespace {

constexpr std::string_view kMark = "# error: ";

// `E711:6 E711 "message"`
std::vector<Mark> read_mark(std::string_view text, std::uint32_t line) {
  std::vector<Mark> marks;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
    } else if (text[at] == '"') {
      const std::size_t end = text.rfind('"');
      if (!marks.empty()) marks.back().message = text.substr(at + 1, end - at - 1);
      at = end + 1;
    } else {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      std::string_view word = text.substr(at, end - at);
      Mark mark{.line = line};
      if (const std::size_t colon = word.find(':'); colon != std::string_view::npos) {
        mark.column = static_cast<std::uint32_t>(std::stoul(std::string(word.substr(colon + 1))));
        word = word.substr(0, colon);
      }
      mark.code = word;
      marks.push_back(mark);
      at = end;
    }
  }
  return marks;
}

}  // namespace

std::string decode_signs(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    // U+2400 .. U+243F are E2 90 80 .. E2 90 BF.
    if (text.substr(at).starts_with("\xE2\x90") && at + 2 < text.size()) {
      const auto low = static_cast<unsigned char>(text[at + 2] & 0x3F);
      if (low == 0x04) return out;
      if (low <= 0x20) {
        out.push_back(static_cast<char>(low));
        at += 2;
        continue;
      }
    }
    out.push_back(text[at]);
  }
  return out;
}

MarkedCode cut_marks(std::string_view text) {
  MarkedCode result;
  std::string bare;
  for (std::uint32_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view content = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (const std::size_t mark = content.rfind(kMark); mark != std::string_view::npos) {
      for (Mark& expected : read_mark(content.substr(mark + kMark.size()), line))
        result.marks.push_back(std::move(expected));
      content = content.substr(0, mark);
      while (!content.empty() && content.back() == ' ') content.remove_suffix(1);
    }
    bare.append(content).push_back('\n');
  }
  result.code = decode_signs(bare);
  return result;
}

}  // namespace whip::test
