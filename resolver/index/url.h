// URLs of indexes and files (RFC 3986), as far as an index client needs them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whip::resolver {

// The parts of a URL; views into it. Absent parts are empty.
//     scheme://authority/path?query#fragment
struct UrlParts {
  std::string_view scheme;     // without ":"
  std::string_view authority;  // user:password@host:port, without "//"
  std::string_view path;
  std::string_view query;     // without "?"
  std::string_view fragment;  // without "#"
  bool has_authority = false;
  bool has_query = false;
};
UrlParts url_parts(std::string_view url);

// What a reference on the page `base` points to: absolute, without fragment, with `.` and `..` taken out.
std::string resolved_url(std::string_view base, std::string_view reference);

// `%41` as `A`; what is no escape stays.
std::string percent_decoded(std::string_view text);
// The last part of the path, decoded: the name of a file.
std::string file_name_of(std::string_view url);

// User and password within a URL, decoded. Absent where there are none.
struct Credentials {
  std::string user;
  std::string password;
};
std::optional<Credentials> credentials_in(std::string_view url);
// The URL as it may be shown, stored or written into a lock: no user, no password.
std::string without_credentials(std::string_view url);
// Whether a page may name this URL as a file's: http and https anywhere, this machine's files only on pages that are
// files themselves.
bool may_link_to(std::string_view page, std::string_view url);
// Where the links of a page lead: absolute, without credentials and fragment; empty for those that it may not have.
class PageLinks {
 public:
  explicit PageLinks(std::string base);  // the page, without credentials
  std::string target(std::string_view reference) const;

 private:
  std::string base_;
  std::string origin_;  // of the base as written, for what begins at its root
  bool is_of_web_ = false;
};
// `scheme://host:port`, lower case, without credentials, the scheme's own port left out: whom credentials belong to.
std::string origin_of(std::string_view url);
// Whether two addresses of indexes are the same: a slash at the end makes no difference.
bool is_same_index(std::string_view left, std::string_view right);

}  // namespace whip::resolver
