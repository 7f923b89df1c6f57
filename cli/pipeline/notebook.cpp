#include "cli/pipeline/notebook.h"

#include <simdjson.h>

#include <algorithm>

#include "core/base/json_writer.h"

namespace whip {
namespace {

namespace json = simdjson;

Error not_json(json::error_code trouble) {
  return Error{
      .code = ErrorCode::encoding,
      .message =
          std::string("Expected a Jupyter Notebook, which must be internally stored as JSON, but this file isn't valid "
                      "JSON: ") +
          json::error_message(trouble),
      .path = {}};
}

Error not_a_notebook(const std::string& what) {
  return Error{.code = ErrorCode::encoding,
               .message = "This file does not match the schema expected of Jupyter Notebooks: " + what,
               .path = {}};
}

Error missing(std::string_view field) { return not_a_notebook("missing field `" + std::string(field) + "`"); }

// What a cell is, as far as we care.
enum class CellKind : std::uint8_t { python, other, broken };

bool is_python(json::dom::element notebook) {
  std::string_view language;
  return notebook["metadata"]["language_info"]["name"].get(language) != json::SUCCESS || language == "python";
}

// Editors may mark single cells as being of another language.
bool is_foreign(json::dom::element cell) {
  std::string_view language;
  return cell["metadata"]["vscode"]["languageId"].get(language) == json::SUCCESS && language != "python";
}

// The source of a cell, which is a text or a list of texts.
bool read_source(json::dom::element cell, std::string& out) {
  json::dom::element source;
  if (cell["source"].get(source) != json::SUCCESS) return false;
  std::string_view text;
  if (source.get(text) == json::SUCCESS) {
    out = text;
    return true;
  }
  json::dom::array lines;
  if (source.get(lines) != json::SUCCESS) return false;
  out.clear();
  for (const json::dom::element line : lines) {
    if (line.get(text) != json::SUCCESS) return false;
    out += text;
  }
  return true;
}

CellKind read_cell(json::dom::element cell, std::string& source, std::string& trouble) {
  std::string_view kind;
  json::dom::element part;
  if (cell["cell_type"].get(kind) != json::SUCCESS) {
    trouble = "missing field `cell_type`";
  } else if (kind != "code" && kind != "markdown" && kind != "raw") {
    trouble = "unknown variant `" + std::string(kind) + "`, expected one of `code`, `markdown`, `raw`";
  } else if (cell["source"].get(part) != json::SUCCESS) {
    trouble = "missing field `source`";
  } else if (!read_source(cell, source)) {
    trouble = "data did not match any variant of untagged enum SourceValue";
  } else if (cell["metadata"].get(part) != json::SUCCESS) {
    trouble = "missing field `metadata`";
  } else if (kind == "code" && cell["outputs"].get(part) != json::SUCCESS) {
    trouble = "missing field `outputs`";
  } else {
    return kind == "code" && !is_foreign(cell) && !is_foreign_cell(source) ? CellKind::python : CellKind::other;
  }
  return CellKind::broken;
}

// Where in the file the `source` value of each cell is. The file is known to be a well-formed notebook.
bool find_sources(const Source& file, std::vector<Span>& out) {
  json::ondemand::parser parser;
  json::ondemand::document document;
  const json::padded_string_view padded(file.text(), file.size() + Source::kPadding);
  if (parser.iterate(padded).get(document) != json::SUCCESS) return false;
  json::ondemand::array cells;
  if (document["cells"].get_array().get(cells) != json::SUCCESS) return false;
  for (auto cell : cells) {
    json::ondemand::value source;
    if (cell["source"].get(source) != json::SUCCESS) return false;
    json::ondemand::json_type type;
    if (source.type().get(type) != json::SUCCESS) return false;
    std::string_view raw;
    if (type == json::ondemand::json_type::array) {
      json::ondemand::array lines;
      if (source.get_array().get(lines) != json::SUCCESS || lines.raw_json().get(raw) != json::SUCCESS) return false;
    } else {
      raw = source.raw_json_token();
    }
    // Blanks behind the value belong to what follows.
    raw = raw.substr(0, raw.find_last_not_of(" \t\r\n") + 1);
    const auto begin = static_cast<std::uint32_t>(raw.data() - file.text().data());
    out.push_back({begin, begin + static_cast<std::uint32_t>(raw.size())});
  }
  return true;
}

// A JSON string; `ascii` writes everything beyond ASCII as \u escapes.
void append_string(std::string& out, std::string_view text, bool ascii) {
  std::string escaped;
  append_json_escaped(escaped, text);
  out += '"';
  if (!ascii) {
    out += escaped;
  } else {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto unit = [&](std::uint32_t value) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += kHex[value >> shift & 15];
    };
    for (std::size_t i = 0; i < escaped.size();) {
      const auto lead = static_cast<unsigned char>(escaped[i]);
      if (lead < 0x80) {
        out += escaped[i++];
        continue;
      }
      // The text is UTF-8: it came out of a JSON parser.
      const unsigned length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
      std::uint32_t value = lead & (0xFFU >> (length + 1));
      for (unsigned k = 1; k < length && i + k < escaped.size(); ++k) value = value << 6 | (escaped[i + k] & 0x3F);
      i += length;
      if (value >= 0x10000) {
        unit(0xD800 + ((value - 0x10000) >> 10));
        unit(0xDC00 + ((value - 0x10000) & 0x3FF));
      } else {
        unit(value);
      }
    }
  }
  out += '"';
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

// The new value in the manner of the old one: text or list, on one line or indented.
void append_source(std::string& out, std::string_view old, std::string_view text, bool ascii) {
  if (old.starts_with('"')) {
    append_string(out, text, ascii);
    return;
  }
  const std::size_t first = old.find_first_not_of(" \t\r\n", 1);
  const std::string_view before = old.substr(1, first - 1);
  const std::size_t last = old.find_last_not_of(" \t\r\n", old.size() - 2);
  const std::string_view after = old.substr(last + 1, old.size() - 1 - (last + 1));
  const bool broken = before.find('\n') != std::string_view::npos;
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.empty()) {
    out += "[]";
    return;
  }
  out += '[';
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += broken ? "," : ", ";
    if (broken) out += before;
    append_string(out, lines[i], ascii);
  }
  if (broken) out += after;
  out += ']';
}

}  // namespace

Result<std::optional<Notebook>> read_notebook(const Source& file) {
  json::dom::parser parser;
  json::dom::element root;
  if (const auto trouble = parser.parse(file.text().data(), file.size(), false).get(root); trouble != json::SUCCESS) {
    return not_json(trouble);
  }
  json::dom::array cells;
  json::dom::object metadata;
  std::int64_t format = 0;
  if (!root.is_object()) return not_a_notebook("expected an object");
  if (root["cells"].get(cells) != json::SUCCESS) return missing("cells");
  if (root["metadata"].get(metadata) != json::SUCCESS) return missing("metadata");
  if (root["nbformat"].get(format) != json::SUCCESS) return missing("nbformat");

  Notebook out;
  std::vector<std::size_t> python_cells;
  std::size_t number = 0;
  for (const json::dom::element cell : cells) {
    std::string source;
    std::string trouble;
    const CellKind kind = read_cell(cell, source, trouble);
    if (kind == CellKind::broken) return not_a_notebook(trouble);
    ++number;
    if (kind != CellKind::python) continue;
    const std::size_t begin = out.text.size();
    out.text += source;
    blank_magics(out.text, begin, out.magics);
    out.text += '\n';
    out.cells.push_back({.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(out.text.size())},
                         .number = static_cast<std::uint32_t>(number)});
    python_cells.push_back(number - 1);
  }
  std::int64_t minor_format = 0;
  if (root["nbformat_minor"].get(minor_format) != json::SUCCESS) return missing("nbformat_minor");
  if (format != 4) {
    return Error{.code = ErrorCode::encoding,
                 .message = "Expected Jupyter Notebook format 4, found: " + std::to_string(format),
                 .path = {}};
  }
  if (!is_python(root)) return std::optional<Notebook>{};
  std::vector<Span> sources;
  if (!find_sources(file, sources) || sources.size() != number) return not_a_notebook("keys that appear twice");
  for (const std::size_t cell : python_cells) out.sources.push_back(sources[cell]);
  return std::optional<Notebook>(std::move(out));
}

std::string restore_magics(std::string_view text, std::span<const Magic> magics) {
  std::string out(text);
  for (const Magic& magic : magics) out.replace(magic.span.begin, magic.span.size(), magic.text);
  return out;
}

std::string write_notebook(std::string_view json_text, const Notebook& notebook, std::string_view text,
                           std::span<const Cell> cells) {
  const std::string old = restore_magics(notebook.text, notebook.magics);
  // Who wrote the notebook in ASCII only gets it back in ASCII.
  const bool ascii = json_text.find("\\u") != std::string_view::npos &&
                     std::ranges::none_of(json_text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto source_of = [](std::string_view joined, const Cell& cell) {
    const std::string_view whole = joined.substr(cell.span.begin, cell.span.size());
    return whole.ends_with('\n') ? whole.substr(0, whole.size() - 1) : whole;
  };
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view source = source_of(text, cells[i]);
    if (source == source_of(old, notebook.cells[i])) continue;
    const Span place = notebook.sources[i];
    out += json_text.substr(copied, place.begin - copied);
    append_source(out, json_text.substr(place.begin, place.size()), source, ascii);
    copied = place.end;
  }
  out += json_text.substr(copied);
  return out;
}

}  // namespace whip
