// `agent`: for programs that edit code and read through a narrow window. A line of JSON each: what the numbers mean,
// the findings, what --dry-run would change, and how it ended.
//
//   {"schema":"whip.diag/1","root":"/project","position":"utf8-byte+line/col"}
//   {"id":"3f..","code":"F401","name":"unused-import","sev":"error","path":"a.py","range":[1,8,1,10],"byte":[7,9],
//    "msg":"..","fix":{"app":"safe","title":"..","edits":[[0,10,""]]},"url":".."}
//   {"summary":{"files":1,"findings":1,"shown":1,"fixable":1,"fixed":0},"truncated":false,"exit":1}
//
// Never colours. Members without a value are left out. In notebooks all places are those of a cell.
#include <vector>

#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/json_parts.h"
#include "cli/render/line_diff.h"
#include "cli/render/rule_text.h"

namespace whip::render {
namespace {

constexpr std::string_view kSchema = "whip.diag/1";

class Writer {
 public:
  Writer(const Run& run, std::string& out) : run_(run), out_(out), explained_(run.rules.size()) {}

  void write() {
    JsonWriter head(out_);
    head.begin_object().member("schema", kSchema).member("root", run_.options.working_directory);
    head.member("position", "utf8-byte+line/col").end_object();
    out_ += '\n';
    if (!run_.options.fix_only) {
      for (const FileFindings& file : run_.files) {
        for (std::size_t i = 0; i < file.findings.size(); ++i) write_finding(file, i);
      }
    }
    for (const ChangedText& change : run_.changes) write_change(change);
    write_gone();
    write_summary();
  }

 private:
  // Where the numbers of a place start: at the text's begin, or at its cell's.
  struct Frame {
    Cell cell;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  Frame frame_of(const FileFindings& file, std::uint32_t offset) const {
    Frame frame{.cell = {}, .begin = 0, .end = static_cast<std::uint32_t>(file.text.size())};
    if (!is_notebook(file)) return frame;
    frame.cell = cell_of(file, place(file, offset).line);
    frame.begin = file.lines->line_begin(frame.cell.first_line);
    for (const Cell& cell : file.cells) {
      if (cell.first_line <= frame.cell.first_line) continue;
      frame.end = file.lines->line_begin(cell.first_line) - 1;  // the line break between two cells is ours
      break;
    }
    return frame;
  }

  static std::uint64_t inside(const Frame& frame, std::uint32_t offset) {
    return std::min(std::max(offset, frame.begin), std::max(frame.begin, frame.end)) - frame.begin;
  }

  void write_place(JsonWriter& json, const FileFindings& file, Span span) {
    const Frame frame = frame_of(file, span.begin);
    if (is_notebook(file)) json.member("cell", std::uint64_t{frame.cell.number});
    const LineColumn begin = place(file, span.begin);
    const LineColumn end = place(file, span.end);
    json.key("range").begin_array();
    json.number(begin.line - frame.cell.first_line).number(begin.column);
    json.number(end.line - frame.cell.first_line).number(end.column).end_array();
    json.key("byte").begin_array().number(inside(frame, span.begin)).number(inside(frame, span.end)).end_array();
  }

  void write_fix(JsonWriter& json, const FileFindings& file, const Diagnostic& finding) {
    json.key("fix").begin_object().member("app", applicability(finding.fix->safety));
    if (const std::string_view title = help_of(finding); !title.empty()) json.member("title", title);
    json.key("edits").begin_array();
    for (const Edit& edit : finding.fix->edits) {
      const Frame frame = frame_of(file, edit.span.begin);
      json.begin_array().number(inside(frame, edit.span.begin)).number(inside(frame, edit.span.end)).string(edit.text);
      if (is_notebook(file)) json.number(frame.cell.number);
      json.end_array();
    }
    json.end_array().end_object();
  }

  void write_finding(const FileFindings& file, std::size_t i) {
    const Diagnostic& finding = file.findings[i];
    const RuleEntry* const entry = entry_of(run_, finding.rule);
    JsonWriter json(out_);
    json.begin_object();
    if (i < file.facts.size()) json.member("id", to_string(file.facts[i].fingerprint));
    json.member("code", code_of(run_, finding.rule)).member("name", name_of(run_, finding.rule));
    json.member("sev", severity_word(entry != nullptr ? entry->rule->severity : Severity::error));
    json.member("path", file.path);
    if (has_place(finding)) write_place(json, file, finding.span);
    json.member("msg", body_of(finding));
    if (finding.fix) {
      write_fix(json, file, finding);
    } else if (!finding.help.empty()) {
      json.member("help", finding.help);
    }
    if (!finding.notes.empty()) {
      json.key("related").begin_array();
      for (const Note& note : finding.notes) {
        json.begin_object();
        if (note.is_elsewhere()) {
          json.member("path", note.path).key("range").begin_array().number(note.line).number(note.column);
          json.number(note.line).number(note.column).end_array();
        } else {
          write_place(json, file, note.span);
        }
        json.member("msg", note.message).end_object();
      }
      json.end_array();
    }
    if (const std::string url = url_of(run_, finding.rule); !url.empty()) json.member("url", url);
    if (run_.options.explain && entry != nullptr && !explained_[static_cast<std::size_t>(finding.rule)]) {
      explained_[static_cast<std::size_t>(finding.rule)] = true;
      json.member("why", first_paragraph(doc_of(*entry)));
    }
    json.end_object();
    out_ += '\n';
  }

  // What a text becomes, as edits of whole lines.
  void write_change(const ChangedText& change) {
    const std::vector<std::string_view> before = split_lines(change.before);
    const std::vector<std::string_view> after = split_lines(change.after);
    JsonWriter json(out_);
    json.begin_object().member("path", change.path);
    if (change.cell != 0) json.member("cell", std::uint64_t{change.cell});
    json.key("edits").begin_array();
    std::uint64_t at = 0;
    for (const Change& part : diff_lines(before, after)) {
      const std::uint64_t begin = at;
      for (std::size_t i = part.old_begin; i < part.old_end; ++i) at += before[i].size();
      if (part.kind == Change::Kind::equal) continue;
      std::string text;
      for (std::size_t i = part.new_begin; i < part.new_end; ++i) text += after[i];
      json.begin_array().number(begin).number(at).string(text).end_array();
    }
    json.end_array().end_object();
    out_ += '\n';
  }

  // --watch: what was found before and no longer is.
  void write_gone() {
    if (run_.gone.empty()) return;
    JsonWriter json(out_);
    json.begin_object().key("removed").begin_array();
    for (const Fingerprint id : run_.gone) json.string(to_string(id));
    json.end_array().end_object();
    out_ += '\n';
  }

  void write_summary() {
    std::uint64_t found = run_.options.left_out;
    std::uint64_t shown = 0;
    std::uint64_t fixable = 0;
    std::uint64_t fixed = 0;
    for (const FileFindings& file : run_.files) {
      if (!run_.options.fix_only) shown += file.findings.size();
      found += file.findings.size();
      for (const Diagnostic& finding : file.findings) fixable += is_applicable(run_, finding);
    }
    for (const FixedFile& file : run_.fixed) {
      for (const FixedRule& rule : file.rules) fixed += rule.count;
    }
    JsonWriter json(out_);
    json.begin_object().key("summary").begin_object().member("files", std::uint64_t{run_.options.checked});
    json.member("findings", found).member("shown", shown).member("fixable", fixable);
    json.member("fixed", fixed).end_object().member("truncated", run_.options.left_out > 0);
    json.member("exit", static_cast<std::uint64_t>(run_.options.exit_code)).end_object();
    out_ += '\n';
  }

  const Run& run_;
  std::string& out_;
  std::vector<bool> explained_;  // by rule: its prose was written
};

}  // namespace

void write_agent(const Run& run, std::string& out) { Writer(run, out).write(); }

}  // namespace whip::render
