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

std::string_view text_in(json::dom::element file, std::string_view key) {
  std::string_view text;
  return file[key].get(text) == json::SUCCESS ? text : std::string_view{};
}

// `true`, or an object of hashes: both say that there is metadata.
void read_metadata(json::dom::element file, std::string_view key, PageFile& out) {
  bool there = false;
  json::dom::object hashes;
  if (file[key].get(there) == json::SUCCESS) {
    out.has_metadata = out.has_metadata || there;
  } else if (file[key].get(hashes) == json::SUCCESS) {
    out.has_metadata = true;
    std::string_view digest;
    if (hashes["sha256"].get(digest) == json::SUCCESS) out.metadata_sha256 = read_sha256(digest);
  }
}

void read_yank(json::dom::element file, PageFile& out) {
  bool yanked = false;
  if (file["yanked"].get(yanked) == json::SUCCESS) {
    out.yanked = yanked;
  } else if (file["yanked"].get(out.yank_reason) == json::SUCCESS) {
    out.yanked = true;  // an empty reason is one
  }
}

}  // namespace

Result<Page> decode_json_page(std::string_view body, std::string_view url) {
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

  PageBuilder builder;
  const std::string base = without_credentials(url);
  for (const json::dom::element entry : files) {
    PageFile file;
    file.name = text_in(entry, "filename");
    const std::string_view reference = text_in(entry, "url");
    if (file.name.empty() || reference.empty()) continue;
    const std::string absolute = without_credentials(resolved_url(base, reference));
    if (!may_link_to(base, absolute)) continue;
    file.url = absolute;
    file.requires_python = text_in(entry, "requires-python");
    std::string_view digest;
    if (entry["hashes"]["sha256"].get(digest) == json::SUCCESS) file.sha256 = read_sha256(digest);
    std::uint64_t size = 0;
    if (entry["size"].get(size) == json::SUCCESS) file.size = size;
    file.upload_time = read_time(text_in(entry, "upload-time"));
    read_yank(entry, file);
    read_metadata(entry, "core-metadata", file);
    if (!file.has_metadata) read_metadata(entry, "dist-info-metadata", file);
    if (!builder.add(file)) return page_too_large();
  }
  return Page::open(std::move(builder).image());
}

}  // namespace whip::resolver
