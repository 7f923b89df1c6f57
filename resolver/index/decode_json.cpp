#include <simdjson.h>

#include <string>

#include "resolver/index/decode.h"
#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

namespace json = simdjson;

Error no_page(std::string_view what) {
  return Error{.code = ErrorCode::syntax, .message = "not a project page (PEP 691): " + std::string(what), .path = {}};
}

std::string_view text_of(json::dom::element value) {
  std::string_view text;
  return value.get(text) == json::SUCCESS ? text : std::string_view{};
}

std::optional<Sha256> sha256_in(json::dom::object hashes) {
  for (const json::dom::key_value_pair hash : hashes) {
    if (hash.key == "sha256") return read_sha256(text_of(hash.value));
  }
  return std::nullopt;
}

// `true`, or an object of hashes: both say that there is metadata.
void read_metadata(json::dom::element value, PageFile& out) {
  bool there = false;
  json::dom::object hashes;
  if (value.get(there) == json::SUCCESS) {
    out.has_metadata = out.has_metadata || there;
  } else if (value.get(hashes) == json::SUCCESS) {
    out.has_metadata = true;
    if (const auto digest = sha256_in(hashes)) out.metadata_sha256 = digest;
  }
}

void read_yank(json::dom::element value, PageFile& out) {
  bool yanked = false;
  if (value.get(yanked) == json::SUCCESS) {
    out.yanked = yanked;
  } else if (value.get(out.yank_reason) == json::SUCCESS) {
    out.yanked = true;  // an empty reason is one
  }
}

// All fields in one go: a page has tens of thousands of files. The URL is left as it is written.
PageFile read_file(json::dom::object entry) {
  PageFile file;
  std::optional<json::dom::element> older_metadata;
  for (const json::dom::key_value_pair field : entry) {
    if (field.key == "filename") {
      file.name = text_of(field.value);
    } else if (field.key == "url") {
      file.url = text_of(field.value);
    } else if (field.key == "requires-python") {
      file.requires_python = text_of(field.value);
    } else if (field.key == "hashes") {
      json::dom::object hashes;
      if (field.value.get(hashes) == json::SUCCESS) file.sha256 = sha256_in(hashes);
    } else if (field.key == "size") {
      std::uint64_t size = 0;
      if (field.value.get(size) == json::SUCCESS) file.size = size;
    } else if (field.key == "upload-time") {
      file.upload_time = read_time(text_of(field.value));
    } else if (field.key == "yanked") {
      read_yank(field.value, file);
    } else if (field.key == "core-metadata") {
      read_metadata(field.value, file);
    } else if (field.key == "dist-info-metadata") {
      older_metadata = field.value;
    }
  }
  if (!file.has_metadata && older_metadata) read_metadata(*older_metadata, file);
  return file;
}

}  // namespace

Result<Page> decode_json_page(std::string_view body, std::string_view url, std::string_view project) {
  json::dom::parser parser;
  json::dom::element page;
  if (const json::error_code trouble = parser.parse(body.data(), body.size()).get(page); trouble != json::SUCCESS)
    return no_page(json::error_message(trouble));
  std::string_view version;
  if (page["meta"]["api-version"].get(version) == json::SUCCESS && !version.starts_with("1.")) {
    return Error{.code = ErrorCode::limit,
                 .message = "the index speaks version " + std::string(version.substr(0, 20)) +
                            " of the Simple API, whip knows version 1",
                 .path = {}};
  }
  json::dom::array files;
  if (page["files"].get(files) != json::SUCCESS) return no_page("no list of `files`");

  PageBuilder builder(project);
  const std::string base = without_credentials(url);
  const PageLinks links(base);
  for (const json::dom::element entry : files) {
    json::dom::object fields;
    if (entry.get(fields) != json::SUCCESS) continue;
    PageFile file = read_file(fields);
    if (file.name.empty() || file.url.empty()) continue;
    const std::string absolute = links.target(file.url);
    if (absolute.empty()) continue;
    file.url = absolute;
    if (!builder.add(file)) return page_too_large();
  }
  return Page::open(std::move(builder).image());
}

}  // namespace whip::resolver
