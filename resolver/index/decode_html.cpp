// Just enough HTML for project pages: tags with attributes, texts between them, character references. Comments and
// scripts hold no anchors.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/base/characters.h"
#include "core/base/utf8.h"
#include "resolver/index/decode.h"
#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// What is no character is the one that stands for it.
void append_character(std::uint32_t code, std::string& out) {
  const bool valid = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  append_utf8(valid ? code : 0xFFFD, out);
}

// `&gt;=3.9` as `>=3.9`. Named references as far as they occur in such pages; others stay as written.
std::string without_references(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text[i] == '&' ? text.substr(i, 12).find(';') : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[i++];
      continue;
    }
    const std::string_view name = text.substr(i + 1, end - 1);
    bool known = false;
    if (name.size() > 1 && name[0] == '#') {
      const bool hexadecimal = lowered(name[1]) == 'x';
      std::uint32_t code = 0;
      known = name.size() > (hexadecimal ? 2U : 1U);
      for (const char c : name.substr(hexadecimal ? 2 : 1)) {
        const char l = lowered(c);
        const bool digit = l >= '0' && l <= '9';
        if (!digit && !(hexadecimal && l >= 'a' && l <= 'f')) known = false;
        code = code * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(digit ? l - '0' : l - 'a' + 10);
      }
      if (known) append_character(code, out);
    } else {
      for (const auto& [reference, character] : kNamed) {
        if (name == reference) out += character, known = true;
      }
    }
    if (!known) {
      out += text[i++];
      continue;
    }
    i += end + 1;
  }
  return out;
}

struct Attribute {
  std::string_view name;
  std::string_view value;  // with references
};

// One tag after the other: `tag` and its attributes, the text behind it up to the next.
class Tags {
 public:
  explicit Tags(std::string_view html) : html_(html) {}

  bool next() {
    for (;;) {
      at_ = html_.find('<', at_);
      if (at_ == std::string_view::npos) return false;
      if (html_.substr(at_).starts_with("<!--")) {
        const std::size_t end = html_.find("-->", at_ + 4);
        if (end == std::string_view::npos) return false;
        at_ = end + 3;
        continue;
      }
      ++at_;
      read_tag();
      if (equal_ignoring_case(name_, "script") || equal_ignoring_case(name_, "style")) {
        skip_until_closed();
        continue;
      }
      return true;
    }
  }

  std::string_view name() const { return name_; }
  // The value without references; nothing if there is no such attribute.
  std::optional<std::string> attribute(std::string_view name) const {
    for (const Attribute& attribute : attributes_) {
      if (equal_ignoring_case(attribute.name, name)) return without_references(attribute.value);
    }
    return std::nullopt;
  }
  // What stands between this tag and the next.
  std::string text() const {
    std::string_view text = html_.substr(std::min(at_, html_.size()));
    text = text.substr(0, text.find('<'));
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return without_references(text);
  }

 private:
  char peek() const { return at_ < html_.size() ? html_[at_] : '>'; }
  bool done() const { return at_ >= html_.size(); }

  void read_tag() {
    attributes_.clear();
    std::size_t begin = at_;
    while (!done() && !is_blank(peek()) && peek() != '>') ++at_;
    name_ = html_.substr(begin, at_ - begin);
    while (!done()) {
      while (!done() && (is_blank(peek()) || peek() == '/')) ++at_;
      if (done()) return;
      if (peek() == '>') {
        ++at_;
        return;
      }
      begin = at_;
      while (!done() && !is_blank(peek()) && peek() != '>' && peek() != '=') ++at_;
      if (at_ == begin) ++at_;  // a lone `=`
      Attribute attribute{html_.substr(begin, at_ - begin), {}};
      while (!done() && is_blank(peek())) ++at_;
      if (!done() && peek() == '=') {
        ++at_;
        while (!done() && is_blank(peek())) ++at_;
        attribute.value = read_value();
      }
      attributes_.push_back(attribute);
    }
  }

  std::string_view read_value() {
    const char quote = peek();
    if (!done() && (quote == '"' || quote == '\'')) {
      const std::size_t begin = ++at_;
      const std::size_t end = std::min(html_.find(quote, begin), html_.size());
      at_ = end < html_.size() ? end + 1 : end;
      return html_.substr(begin, end - begin);
    }
    const std::size_t begin = at_;
    while (!done() && !is_blank(peek()) && peek() != '>') ++at_;
    return html_.substr(begin, at_ - begin);
  }

  void skip_until_closed() {
    const std::string_view name = name_;
    while ((at_ = html_.find("</", at_)) != std::string_view::npos) {
      at_ += 2;
      if (equal_ignoring_case(html_.substr(at_, name.size()), name)) return;
    }
    at_ = html_.size();
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string_view name_;
  std::vector<Attribute> attributes_;
};

void read_metadata(const std::optional<std::string>& value, PageFile& file) {
  if (!value || *value == "false") return;
  file.has_metadata = true;
  if (value->starts_with("sha256=")) file.metadata_sha256 = read_sha256(std::string_view(*value).substr(7));
}

}  // namespace

Result<Page> decode_html_page(std::string_view body, std::string_view url, std::string_view project) {
  PageBuilder builder(project);
  std::string base = without_credentials(url);
  Tags tags(body);
  while (tags.next()) {
    if (equal_ignoring_case(tags.name(), "base")) {
      if (const auto href = tags.attribute("href")) base = without_credentials(resolved_url(base, *href));
    } else if (equal_ignoring_case(tags.name(), "meta")) {
      if (tags.attribute("name") != "pypi:repository-version") continue;
      const std::string version = tags.attribute("content").value_or("");
      if (!version.starts_with("1.") && version != "1") {
        return Error{
            .code = ErrorCode::limit,
            .message = "the index speaks version " + version.substr(0, 20) + " of the Simple API, whip knows version 1",
            .path = {}};
      }
    } else if (equal_ignoring_case(tags.name(), "a")) {
      const auto href = tags.attribute("href");
      if (!href) continue;
      const std::string absolute = without_credentials(resolved_url(base, *href));
      // The text is the file's name by the standard; on hand-made pages it may be anything, the URL is what is fetched.
      std::string name = tags.text();
      if (!is_distribution_name(name)) name = file_name_of(absolute);
      if (!is_distribution_name(name)) continue;
      if (!may_link_to(base, absolute)) continue;
      PageFile file;
      file.name = name;
      file.url = absolute;
      const std::string_view fragment = url_parts(*href).fragment;
      if (fragment.starts_with("sha256=")) file.sha256 = read_sha256(fragment.substr(7, 64));
      const auto python = tags.attribute("data-requires-python");
      if (python) file.requires_python = *python;
      const auto yank = tags.attribute("data-yanked");
      file.yanked = yank.has_value();
      if (yank) file.yank_reason = *yank;
      const auto time = tags.attribute("data-upload-time");
      if (time) file.upload_time = read_time(*time);
      read_metadata(tags.attribute("data-core-metadata"), file);
      if (!file.has_metadata) read_metadata(tags.attribute("data-dist-info-metadata"), file);
      if (!builder.add(file)) return page_too_large();
    }
  }
  return Page::open(std::move(builder).image());
}

Error page_too_large() {
  return Error{.code = ErrorCode::limit, .message = "the links of the page take more than 512 MiB", .path = {}};
}

bool is_distribution_name(std::string_view name) {
  for (const std::string_view suffix : {".whl", ".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz", ".tar"}) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) return true;
  }
  return false;
}

Result<Page> decode_page(std::string_view content_type, std::string_view body, std::string_view url,
                         std::string_view project) {
  const std::string_view kind = content_type.substr(0, content_type.find(';'));
  if (kind == "application/vnd.pypi.simple.v1+json" || kind == "application/json")
    return decode_json_page(body, url, project);
  return decode_html_page(body, url, project);
}

}  // namespace whip::resolver
