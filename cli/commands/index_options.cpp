#include "cli/commands/index_options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands/failure.h"

namespace whip::cli {
namespace {

using namespace resolver;

// $WHIP_CACHE_DIR, $XDG_CACHE_HOME/whip or ~/.cache/whip.
std::string default_cache() {
  if (const std::string own = environment_value("WHIP_CACHE_DIR"); !own.empty()) return own + "/index";
  if (const std::string xdg = environment_value("XDG_CACHE_HOME"); !xdg.empty()) return xdg + "/whip/index";
  const std::string home = environment_value("HOME");
  return home.empty() ? std::string() : home + "/.cache/whip/index";
}

// WHIP_`name`, else UV_`name`, as a whole number; `most` keeps what is made of it within its type.
Result<std::optional<unsigned>> number_in_environment(const std::string& name, unsigned most) {
  for (const std::string& variable : {"WHIP_" + name, "UV_" + name}) {
    const std::string text = environment_value(variable.c_str());
    if (text.empty()) continue;
    unsigned value = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (trouble != std::errc{} || end != text.data() + text.size() || value > most)
      return usage("`" + variable + "=" + text + "` is no number from 0 to " + std::to_string(most));
    return std::optional(value);
  }
  return std::optional<unsigned>();
}

class SourceReader {
 public:
  SourceReader(const Arguments& arguments, const ResolverSettings& settings, const std::string& folder,
               std::vector<IndexSource>& sources)
      : arguments_(arguments), settings_(settings), folder_(folder), sources_(sources) {}

  // Folders first, then the indexes in the order they are named, the default one last.
  void read() {
    for (const std::string& url : arguments_.values("--find-links"))
      sources_.push_back({.name = {}, .url = url, .kind = SourceKind::flat});
    for (const IndexSetting& index : settings_.indexes) {
      if (index.flat) add(index, SourceKind::flat, index.only_if_pinned);
    }
    if (settings_.no_index || arguments_.has("--no-index")) return;
    for (const std::string& given : arguments_.values("--index")) {
      const std::size_t equals = given.find('=');
      const bool named =
          equals != std::string::npos && given.substr(0, equals).find_first_of(":/") == std::string::npos;
      add({.name = named ? given.substr(0, equals) : std::string(), .url = named ? given.substr(equals + 1) : given},
          SourceKind::simple, false);
    }
    for (const IndexSetting& index : settings_.indexes) {
      if (!index.flat && !index.is_default) add(index, SourceKind::simple, index.only_if_pinned);
    }
    add_default();
  }

 private:
  // Of two with one name the first counts: the command line's before the settings'.
  void add(const IndexSetting& index, SourceKind kind, bool pinned_only) {
    const bool is_known =
        !index.name.empty() && std::ranges::find(sources_, index.name, &IndexSource::name) != sources_.end();
    if (is_known) return;
    std::string url = index.url;
    // A folder of the settings is relative to the file that names it.
    const bool is_relative = url.find("://") == std::string::npos && !url.starts_with('/');
    if (kind == SourceKind::flat && is_relative && !folder_.empty()) url = folder_ + "/" + url;
    sources_.push_back({.name = index.name, .url = std::move(url), .kind = kind, .only_if_pinned = pinned_only});
  }

  void add_default() {
    const auto option = arguments_.value("--default-index");
    std::string given = option ? std::string(*option) : environment_value("UV_DEFAULT_INDEX");
    bool is_first = true;
    for (const IndexSetting& index : settings_.indexes) {
      if (index.flat || !index.is_default) continue;
      // One that is not the default after all can still be named by a source.
      const bool is_used = given.empty() && is_first;
      if (is_used || !index.name.empty()) add(index, SourceKind::simple, !is_used || index.only_if_pinned);
      is_first = false;
    }
    // The index that everybody means is a matter of who builds whip: see WHIP_DEFAULT_INDEX in CMakeLists.txt.
    if (given.empty() && is_first) given = WHIP_DEFAULT_INDEX;
    if (!given.empty()) add({.name = {}, .url = given}, SourceKind::simple, false);
  }

  const Arguments& arguments_;
  const ResolverSettings& settings_;
  const std::string& folder_;
  std::vector<IndexSource>& sources_;
};

// How long to wait, in seconds, and how often to try.
Done read_patience(HttpOptions& http) {
  const auto timeout = number_in_environment("HTTP_TIMEOUT", 86'400);
  if (!timeout) return timeout.error();
  if (*timeout) http.read_timeout = std::chrono::seconds(**timeout);
  const auto connect = number_in_environment("HTTP_CONNECT_TIMEOUT", 86'400);
  if (!connect) return connect.error();
  if (*connect) http.connect_timeout = std::chrono::seconds(**connect);
  const auto retries = number_in_environment("HTTP_RETRIES", 100);
  if (!retries) return retries.error();
  if (*retries) http.retries = **retries;
  return Unit{};
}

}  // namespace

std::string environment_value(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

Result<IndexChoice> read_index_options(const Arguments& arguments, const ResolverSettings& settings,
                                       const std::string& folder) {
  IndexChoice choice;
  SourceReader(arguments, settings, folder, choice.index.sources).read();
  choice.index.offline = arguments.has("--offline");
  choice.index.refresh = arguments.has("--refresh");
  HttpOptions& http = choice.index.http;
  http.user_agent = "whip/" WHIP_VERSION;
  if (auto done = read_patience(http); !done) return done.error();
  for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"}) {
    if (http.ca_file.empty()) http.ca_file = environment_value(name);
  }
  if (!arguments.has("--no-cache")) {
    const auto given = arguments.value("--cache-dir");
    choice.cache_folder = given ? std::string(*given) + "/index" : default_cache();
  }
  return choice;
}

Error no_index_error() {
  return usage(
      "no index to ask: give `--default-index URL`, `--index URL` or `--find-links PATH`, or [[tool.uv.index]] in "
      "pyproject.toml");
}

}  // namespace whip::cli
