#include "resolver/index/url.h"

#include <vector>

#include "core/base/characters.h"

namespace whip::resolver {
namespace {

bool is_scheme_letter(char c, bool first) {
  return is_letter(c) || (!first && (is_digit(c) || c == '+' || c == '-' || c == '.'));
}

// The path without `.` and `..` (RFC 3986, 5.2.4).
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> parts;
  bool ends_open = false;  // the last part was `.` or `..`: what is left is a folder
  std::size_t at = path.starts_with('/') ? 1 : 0;
  for (;;) {
    const std::size_t end = path.find('/', at);
    const std::string_view part = path.substr(at, end == std::string_view::npos ? end : end - at);
    ends_open = part == "." || part == "..";
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (part != ".") {
      parts.push_back(part);
    }
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  std::string out;
  for (const std::string_view part : parts) {
    out += '/';
    out += part;
  }
  if (ends_open || out.empty()) out += '/';
  return out;
}

}  // namespace

UrlParts url_parts(std::string_view url) {
  UrlParts parts;
  if (const std::size_t hash = url.find('#'); hash != std::string_view::npos) {
    parts.fragment = url.substr(hash + 1);
    url = url.substr(0, hash);
  }
  if (const std::size_t mark = url.find('?'); mark != std::string_view::npos) {
    parts.query = url.substr(mark + 1);
    parts.has_query = true;
    url = url.substr(0, mark);
  }
  std::size_t scheme = 0;
  while (scheme < url.size() && is_scheme_letter(url[scheme], scheme == 0)) ++scheme;
  if (scheme > 0 && scheme < url.size() && url[scheme] == ':') {
    parts.scheme = url.substr(0, scheme);
    url = url.substr(scheme + 1);
  }
  if (url.starts_with("//")) {
    const std::size_t end = url.find('/', 2);
    parts.has_authority = true;
    parts.authority = url.substr(2, end == std::string_view::npos ? end : end - 2);
    url = end == std::string_view::npos ? std::string_view{} : url.substr(end);
  }
  parts.path = url;
  return parts;
}

std::string resolved_url(std::string_view base, std::string_view reference) {
  const UrlParts to = url_parts(reference);
  const UrlParts from = url_parts(base);
  std::string out;
  const auto add_query = [&](const UrlParts& parts) {
    if (parts.has_query) out.append("?").append(parts.query);
  };
  if (!to.scheme.empty()) {
    out.append(to.scheme).append(":");
    if (to.has_authority) out.append("//").append(to.authority);
    out += to.path.empty() || !to.has_authority ? std::string(to.path) : without_dots(to.path);
    add_query(to);
    return out;
  }
  out.append(from.scheme).append(":");
  if (to.has_authority || from.has_authority) out.append("//").append(to.has_authority ? to.authority : from.authority);
  if (to.has_authority || to.path.starts_with('/')) {
    out += without_dots(to.path);
    add_query(to);
  } else if (to.path.empty()) {
    out += from.path.empty() ? "/" : from.path;
    add_query(to.has_query ? to : from);
  } else {
    const std::size_t slash = from.path.rfind('/');
    std::string path(slash == std::string_view::npos ? "/" : from.path.substr(0, slash + 1));
    path += to.path;
    out += without_dots(path);
    add_query(to);
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string file_name_of(std::string_view url) {
  const std::string_view path = url_parts(url).path;
  return percent_decoded(path.substr(path.rfind('/') + 1));
}

std::optional<Credentials> credentials_in(std::string_view url) {
  const std::string_view authority = url_parts(url).authority;
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view info = authority.substr(0, at);
  const std::size_t colon = info.find(':');
  if (colon == std::string_view::npos) return Credentials{percent_decoded(info), {}};
  return Credentials{percent_decoded(info.substr(0, colon)), percent_decoded(info.substr(colon + 1))};
}

std::string without_credentials(std::string_view url) {
  const UrlParts parts = url_parts(url);
  const std::size_t at = parts.authority.rfind('@');
  if (!parts.has_authority || at == std::string_view::npos) return std::string(url);
  const auto begin = static_cast<std::size_t>(parts.authority.data() - url.data());
  return std::string(url.substr(0, begin)).append(url.substr(begin + at + 1));
}

bool may_link_to(std::string_view page, std::string_view url) {
  const std::string scheme = lowered(url_parts(url).scheme);
  return scheme == "https" || scheme == "http" || (scheme == "file" && url_parts(page).scheme == "file");
}

std::string origin_of(std::string_view url) {
  const UrlParts parts = url_parts(url);
  std::string_view host = parts.authority;
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host = host.substr(at + 1);
  std::string scheme = lowered(parts.scheme);
  const std::string_view own_port = scheme == "https" ? ":443" : scheme == "http" ? ":80" : "";
  if (!own_port.empty() && host.ends_with(own_port)) host.remove_suffix(own_port.size());
  return scheme.append("://").append(lowered(host));
}

bool is_same_index(std::string_view left, std::string_view right) {
  if (left.ends_with('/')) left.remove_suffix(1);
  if (right.ends_with('/')) right.remove_suffix(1);
  return left == right;
}

PageLinks::PageLinks(std::string base) : base_(std::move(base)) {
  const UrlParts parts = url_parts(base_);
  is_of_web_ = (parts.scheme == "https" || parts.scheme == "http") && parts.has_authority;
  origin_ = std::string(parts.scheme) + "://" + std::string(parts.authority);
}

std::string PageLinks::target(std::string_view reference) const {
  // Nearly all are as they should be already, or begin at the root: no credentials, query, fragment, `.` or `..`.
  const auto has = [&](char c) { return reference.find(c) != std::string_view::npos; };
  const bool is_plain =
      is_of_web_ && !has('@') && !has('?') && !has('#') && reference.find("/.") == std::string_view::npos;
  if (is_plain && reference.starts_with('/') && !reference.starts_with("//")) return origin_ + std::string(reference);
  if (is_plain && reference.starts_with("https://") && reference.size() > 9 && reference[8] != '/' &&
      reference.find('/', 9) != std::string_view::npos)
    return std::string(reference);
  std::string absolute = without_credentials(resolved_url(base_, reference));
  if (!may_link_to(base_, absolute)) absolute.clear();
  return absolute;
}

}  // namespace whip::resolver
