#include "resolver/project/requirements_file.h"

#include <algorithm>
#include <utility>

#include "core/toml/read.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

constexpr int kDeepestInclude = 32;

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// One line, joined lines being one; without its comment.
struct LogicalLine {
  std::string text;
  std::uint32_t number = 0;  // of its first line
};

std::vector<LogicalLine> logical_lines(std::string_view text) {
  std::vector<LogicalLine> lines;
  std::uint32_t number = 0;
  bool goes_on = false;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    // A comment begins the line or follows a blank: `#` within a URL is a fragment.
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] != '#' || (i > 0 && !is_blank(line[i - 1]))) continue;
      line = line.substr(0, i);
      break;
    }
    const bool joins = line.ends_with('\\');
    if (joins) line.remove_suffix(1);
    if (goes_on) {
      lines.back().text += line;
    } else {
      lines.push_back({std::string(line), number});
    }
    goes_on = joins;
  }
  return lines;
}

// `${NAME}` as the variable's value; names in capitals, digits and underscores, others stay.
std::string with_variables(std::string_view text, const ReadVariable& variable) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text.substr(i).starts_with("${") ? text.find('}', i) : std::string_view::npos;
    const std::string name(end == std::string_view::npos ? std::string_view{} : text.substr(i + 2, end - i - 2));
    const bool is_name = !name.empty() && std::ranges::all_of(name, [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    const std::string value = is_name ? variable(name) : std::string();
    if (value.empty()) {
      out += text[i++];
      continue;
    }
    out += value;
    i = end + 1;
  }
  return out;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

class Reader {
 public:
  Reader(const ReadFile& read_file, const ReadVariable& variable) : read_file_(read_file), variable_(variable) {}

  Done read(const std::string& path, bool constraints, int depth) {
    if (depth > kDeepestInclude)
      return Error{
          .code = ErrorCode::limit, .message = "requirements files include each other more than 32 deep", .path = path};
    auto text = read_file_(path);
    if (!text) return text.error();
    for (const LogicalLine& line : logical_lines(*text)) {
      const std::string expanded = with_variables(trimmed(line.text), variable_);
      if (expanded.empty()) continue;
      const Line where{*text, path, expanded, line.number, constraints, depth};
      if (auto done = expanded[0] == '-' ? read_option(where) : read_requirement(where); !done) return done.error();
    }
    return Unit{};
  }

  RequirementsFile take() && { return std::move(out_); }

 private:
  struct Line {
    const std::string& text;  // of the file
    const std::string& path;
    const std::string& line;
    std::uint32_t number;
    bool constraints;
    int depth;
  };

  static Error error_at(const Line& where, std::string message) {
    const std::string frame = source_frame(where.text, {where.number, 1});
    if (!frame.empty()) message += "\n" + frame;
    return Error{.code = ErrorCode::syntax,
                 .message = std::move(message),
                 .path = where.path,
                 .line = where.number,
                 .column = 1};
  }

  Done read_option(const Line& where) {
    // `--name value`, `--name=value`, `-n value`, `-nvalue`.
    std::string_view line = where.line;
    std::string_view name = line.substr(0, std::min(line.find_first_of(" \t="), line.size()));
    if (!name.starts_with("--") && name.size() > 2) name = name.substr(0, 2);
    std::string_view value = trimmed(line.substr(name.size()));
    if (value.starts_with('=')) value = trimmed(value.substr(1));
    if (value.size() > 1 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
      value = value.substr(1, value.size() - 2);

    const auto needs_value = [&] { return error_at(where, "`" + std::string(name) + "` needs a value"); };
    const auto add_names = [&](std::vector<std::string>& list) {
      while (!value.empty()) {
        const std::size_t comma = value.find(',');
        const std::string_view item = trimmed(value.substr(0, comma));
        list.push_back(item.starts_with(':') ? std::string(item) : normalized(item));
        value = comma == std::string_view::npos ? std::string_view{} : value.substr(comma + 1);
      }
    };
    if (name == "--no-index") {
      out_.no_index = true;
    } else if (name == "--pre") {
      out_.pre = true;
    } else if (name == "--prefer-binary" || name == "--require-hashes" || name == "--use-pep517") {
      // What these ask for always holds, or concerns installing only.
    } else if (value.empty()) {
      return needs_value();
    } else if (name == "-r" || name == "--requirement" || name == "-c" || name == "--constraint") {
      const bool constraints = where.constraints || name == "-c" || name == "--constraint";
      const bool absolute = value.starts_with('/') || value.find("://") != std::string_view::npos;
      const std::string path = (absolute ? std::string() : folder_of(where.path)) + std::string(value);
      if (auto done = read(path, constraints, where.depth + 1); !done) {
        Error error = done.error();
        if (error.code == ErrorCode::io)
          error.message += ", which `" + where.path + "` asks for in line " + std::to_string(where.number);
        return error;
      }
    } else if (name == "-i" || name == "--index-url" || name == "--pypi-url") {
      out_.index_url = value;
    } else if (name == "--extra-index-url") {
      out_.extra_index_urls.emplace_back(value);
    } else if (name == "-f" || name == "--find-links") {
      out_.find_links.emplace_back(value);
    } else if (name == "--no-binary") {
      add_names(out_.no_binary);
    } else if (name == "--only-binary") {
      add_names(out_.only_binary);
    } else if (name == "-e" || name == "--editable") {
      return read_unnamed(where, value, true);
    } else if (name == "--trusted-host") {
      return error_at(where,
                      "`--trusted-host` is not supported: give the host's certificate with SSL_CERT_FILE instead");
    } else {
      return error_at(where, "unknown option `" + std::string(name) + "`");
    }
    return Unit{};
  }

  // `PATH[extra] ; marker`
  Done read_unnamed(const Line& where, std::string_view text, bool editable) {
    UnnamedRequirement unnamed;
    unnamed.editable = editable;
    unnamed.path = where.path;
    unnamed.place = {where.number, 1};
    for (const std::string_view sign : {" ;", "; "}) {
      const std::size_t at = text.find(sign);
      if (at == std::string_view::npos) continue;
      auto marker = Marker::parse(trimmed(text.substr(at + 2)));
      if (!marker) return error_at(where, "not a marker: " + marker.error().message);
      unnamed.marker = std::move(*marker);
      text = trimmed(text.substr(0, at));
    }
    if (text.ends_with(']')) {
      const std::size_t open = text.rfind('[');
      if (open == std::string_view::npos) return error_at(where, "a `]` without `[`");
      std::string_view extras = text.substr(open + 1, text.size() - open - 2);
      while (!extras.empty()) {
        const std::size_t comma = extras.find(',');
        const auto extra = valid_name(trimmed(extras.substr(0, comma)));
        if (!extra) return error_at(where, "not the name of an extra");
        unnamed.extras.push_back(*extra);
        extras = comma == std::string_view::npos ? std::string_view{} : extras.substr(comma + 1);
      }
      text = text.substr(0, open);
    }
    unnamed.location = text;
    if (where.constraints) return error_at(where, "a constraint needs a name");
    out_.unnamed.push_back(std::move(unnamed));
    return Unit{};
  }

  static bool is_location(std::string_view text) {
    if (text[0] == '.' || text[0] == '/' || text[0] == '~') return true;
    const std::size_t end = text.find_first_of(" \t@[;<>=!~");
    const std::string_view first = text.substr(0, end);
    return first.find("://") != std::string_view::npos || first.starts_with("file:") || first.ends_with(".whl") ||
           first.ends_with(".tar.gz") || first.ends_with(".zip") || first.find('/') != std::string_view::npos;
  }

  Done read_requirement(const Line& where) {
    std::string_view text = where.line;
    // Hashes and other options of the requirement stand behind it.
    std::vector<std::string> hashes;
    if (const std::size_t options = text.find(" --"); options != std::string_view::npos) {
      std::string_view rest = text.substr(options);
      text = trimmed(text.substr(0, options));
      while (!(rest = trimmed(rest)).empty()) {
        const std::size_t end = rest.find_first_of(" \t");
        std::string_view option = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
        if (option == "--hash") {
          rest = trimmed(rest);
          const std::size_t value_end = rest.find_first_of(" \t");
          hashes.emplace_back(rest.substr(0, value_end));
          rest = value_end == std::string_view::npos ? std::string_view{} : rest.substr(value_end);
        } else if (option.starts_with("--hash=")) {
          hashes.emplace_back(option.substr(7));
        } else {
          return error_at(where, "unknown option `" + std::string(option) + "` of a requirement");
        }
      }
    }
    if (is_location(text)) return read_unnamed(where, text, false);
    auto requirement = Requirement::parse(text);
    if (!requirement) return error_at(where, "not a requirement: " + requirement.error().message);
    PlacedRequirement placed{std::move(*requirement), std::string(text), where.path, {where.number, 1}};
    if (where.constraints) {
      out_.constraints.push_back(std::move(placed));
    } else {
      out_.requirements.push_back(std::move(placed));
      out_.hashes.push_back(std::move(hashes));
    }
    return Unit{};
  }

  const ReadFile& read_file_;
  const ReadVariable& variable_;
  RequirementsFile out_;
};

}  // namespace

Result<RequirementsFile> read_requirements_file(const std::string& path, const ReadFile& read_file,
                                                const ReadVariable& variable) {
  Reader reader(read_file, variable);
  if (auto done = reader.read(path, false, 0); !done) return done.error();
  return std::move(reader).take();
}

}  // namespace whip::resolver
