#include "cli/commands/index_options.h"

#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

#include "cli/commands/failure.h"

namespace whip::cli {
namespace {

using namespace resolver;

std::string environment_value(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

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

void add_index(IndexChoice& choice, std::string name, std::string url, SourceKind kind, bool pinned_only) {
  choice.index.sources.push_back(
      {.name = std::move(name), .url = std::move(url), .kind = kind, .only_if_pinned = pinned_only});
}

// Folders first, then the indexes in the order they are named, the default one last.
void read_sources(const Arguments& arguments, const ResolverSettings& settings, const std::string& folder,
                  IndexChoice& choice) {
  for (const std::string& url : arguments.values("--find-links")) add_index(choice, {}, url, SourceKind::flat, false);
  for (const IndexSetting& index : settings.indexes) {
    if (!index.flat) continue;
    // A folder of the settings is relative to the file that names it.
    const bool is_relative = index.url.find("://") == std::string::npos && !index.url.starts_with('/');
    add_index(choice, index.name, is_relative && !folder.empty() ? folder + "/" + index.url : index.url,
              SourceKind::flat, index.only_if_pinned);
  }
  if (settings.no_index || arguments.has("--no-index")) return;
  for (const std::string& given : arguments.values("--index")) {
    const std::size_t equals = given.find('=');
    const bool named = equals != std::string::npos && given.substr(0, equals).find_first_of(":/") == std::string::npos;
    add_index(choice, named ? given.substr(0, equals) : std::string(), named ? given.substr(equals + 1) : given,
              SourceKind::simple, false);
  }
  std::string fallback;
  for (const IndexSetting& index : settings.indexes) {
    if (index.flat) continue;
    if (index.is_default) {
      if (fallback.empty()) fallback = index.url;
    } else {
      add_index(choice, index.name, index.url, SourceKind::simple, index.only_if_pinned);
    }
  }
  if (const auto given = arguments.value("--default-index")) {
    fallback = *given;
  } else if (const std::string variable = environment_value("UV_DEFAULT_INDEX"); !variable.empty()) {
    fallback = variable;
  }
  // The index that everybody means is a matter of who builds whip: see WHIP_DEFAULT_INDEX in CMakeLists.txt.
  if (fallback.empty()) fallback = WHIP_DEFAULT_INDEX;
  if (!fallback.empty()) add_index(choice, {}, fallback, SourceKind::simple, false);
}

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

Result<IndexChoice> read_index_options(const Arguments& arguments, const ResolverSettings& settings,
                                       const std::string& folder) {
  IndexChoice choice;
  read_sources(arguments, settings, folder, choice);
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
