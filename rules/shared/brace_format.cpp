#include "rules/shared/brace_format.h"

#include <algorithm>
#include <charconv>

namespace whip::rules {
namespace {

constexpr std::string_view kSingleOpen = "Single '{' encountered in format string";
constexpr std::string_view kSingleClose = "Single '}' encountered in format string";
constexpr std::string_view kUnclosedIndex = "Expected '}' before end of string";
constexpr std::string_view kTooDeep = "Max format placeholder recursion exceeded";
constexpr std::string_view kEmptyAttribute = "Empty attribute in format string";
constexpr std::string_view kAfterBracket = "Only '.' or '[' may follow ']' in format field specifier";
constexpr std::string_view kUnexpected = "Unexpected error parsing format string";

template <class T>
void insert_once(std::vector<T>& list, T value) {
  if (std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
}

// Characters (not bytes) of UTF-8 text.
std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

class Reader {
 public:
  BraceFormat read(std::string_view text) {
    read_text(text, Depth::outer);
    return std::move(format_);
  }

 private:
  enum class Depth : std::uint8_t { outer, inner };

  bool fail(std::string_view error) {
    format_.error = error;
    return false;
  }

  // name!conversion:specification
  struct Field {
    std::string_view name;
    std::string_view specification;
  };

  // The braces of the whole text come first, then what stands between them: where several things are wrong, that
  // decides which is told.
  bool read_text(std::string_view text, Depth depth) {
    std::vector<Field> fields;
    if (!split(text, fields)) return false;
    return std::ranges::all_of(fields, [&](const Field& field) { return read_field(field, depth); });
  }

  bool split(std::string_view text, std::vector<Field>& fields) {
    while (!text.empty()) {
      const std::size_t brace = text.find_first_of("{}");
      if (brace == std::string_view::npos) return true;
      if (brace + 1 < text.size() && text[brace + 1] == text[brace]) {
        text.remove_prefix(brace + 2);
        continue;
      }
      if (text[brace] == '}') return fail(kSingleClose);
      text.remove_prefix(brace + 1);
      std::size_t end = 0;
      if (!find_end(text, end)) return false;
      if (!split_field(text.substr(0, end), fields)) return false;
      text.remove_prefix(end + 1);
    }
    return true;
  }

  // The brace that closes a field; one more pair may stand inside.
  bool find_end(std::string_view text, std::size_t& end) {
    bool is_nested = false;
    for (end = 0; end < text.size(); ++end) {
      if (text[end] == '{') {
        if (is_nested) return fail(kTooDeep);
        is_nested = true;
      } else if (text[end] == '}') {
        if (!is_nested) return true;
        is_nested = false;
      }
    }
    return fail(kSingleOpen);
  }

  bool split_field(std::string_view field, std::vector<Field>& fields) {
    const std::size_t colon = field.find(':');
    std::string_view name = field.substr(0, colon);
    const std::string_view specification =
        colon == std::string_view::npos ? std::string_view{} : field.substr(colon + 1);
    if (const std::size_t bang = name.find('!'); bang != std::string_view::npos) {
      if (character_count(name.substr(bang + 1)) != 1) return fail(kUnexpected);
      name = name.substr(0, bang);
    }
    fields.push_back({name, specification});
    return true;
  }

  bool read_field(const Field& field, Depth depth) {
    if (!read_name(field.name)) return false;
    if (depth == Depth::inner) {
      format_.has_nested_fields = true;
      return true;
    }
    return read_text(field.specification, Depth::inner);
  }

  // first.attribute[index]
  bool read_name(std::string_view name) {
    const std::string_view first = name.substr(0, name.find_first_of(".["));
    std::uint32_t number = 0;
    const auto [end, failure] = std::from_chars(first.data(), first.data() + first.size(), number);
    if (first.empty()) {
      format_.automatic.push_back(static_cast<std::uint32_t>(format_.automatic.size()));
    } else if (failure == std::errc{} && end == first.data() + first.size()) {
      insert_once(format_.indices, number);
    } else {
      insert_once(format_.keywords, std::string(first));
    }
    return read_accesses(name.substr(first.size()));
  }

  bool read_accesses(std::string_view rest) {
    while (!rest.empty()) {
      if (rest.front() == '.') {
        const std::size_t end = std::min(rest.find_first_of(".[", 1), rest.size());
        if (end == 1) return fail(kEmptyAttribute);
        rest.remove_prefix(end);
      } else if (rest.front() == '[') {
        const std::size_t end = rest.find(']');
        if (end == std::string_view::npos) return fail(kUnclosedIndex);
        if (end == 1) return fail(kEmptyAttribute);
        rest.remove_prefix(end + 1);
      } else {
        return fail(kAfterBracket);
      }
    }
    return true;
  }

  BraceFormat format_;
};

}  // namespace

bool BraceFormat::takes_position(std::uint32_t position) const {
  return position < automatic.size() || std::ranges::find(indices, position) != indices.end();
}

bool BraceFormat::takes_keyword(std::string_view name) const {
  return std::ranges::find(keywords, name) != keywords.end();
}

BraceFormat parse_brace_format(std::string_view value) { return Reader().read(value); }

}  // namespace whip::rules
