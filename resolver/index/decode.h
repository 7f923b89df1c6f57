// Project pages as indexes send them, read into the one form that we keep (page.h). `project`: whose page it is
// (normalized); empty for a page of files of many.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "resolver/index/page.h"

namespace whip::resolver {

// The Simple API as JSON (PEP 691, with 592 yanks, 658/714 metadata, 700 sizes and times). `url`: where the page was
// found, after redirects, for relative links. Errors: `syntax` for what is no such page, `limit` for an API of another
// major version. A file without name or URL is left out.
Result<Page> decode_json_page(std::string_view body, std::string_view url, std::string_view project);

// The same as HTML (PEP 503). Anything is read: what is no anchor with a file name is left out. Errors: `limit` for a
// `pypi:repository-version` of another major version.
Result<Page> decode_html_page(std::string_view body, std::string_view url, std::string_view project);

// What a builder says that takes no more.
Error page_too_large();

// By content type; HTML where it does not say.
Result<Page> decode_page(std::string_view content_type, std::string_view body, std::string_view url,
                         std::string_view project);

// Names of distribution files that a folder or page may hold: `.whl`, `.tar.gz`, `.zip` and older forms of source
// distributions.
bool is_distribution_name(std::string_view file_name);

}  // namespace whip::resolver
