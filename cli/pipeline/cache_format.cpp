#include "cli/pipeline/cache_format.h"

#include <xxhash.h>

#include <cstring>

namespace whip {
namespace {

// A text inside the payload's tail.
struct FlatText {
  std::uint32_t begin;
  std::uint32_t size;
};

struct FlatCounts {
  std::uint32_t findings;
  std::uint32_t edits;
  std::uint32_t notes;
  std::uint32_t extras;
  std::uint32_t text_bytes;
};

struct FlatFinding {
  std::uint16_t rule;
  std::uint8_t has_fix;
  std::uint8_t safety;
  Span span;
  std::uint32_t parent;
  std::uint32_t isolation;
  std::uint32_t edits;  // how many of the following edits are its
  std::uint32_t notes;
  FlatText message, label, help, title;
};

// An edit: a place and a text.
struct FlatPlace {
  Span span;
  FlatText text;
};

struct FlatNote {
  Span span;
  FlatText text;
  FlatText path;
  std::uint32_t line;
  std::uint32_t column;
};

struct FlatExtra {
  std::uint64_t high;
  std::uint64_t low;
  std::uint64_t noqa_line;
};

template <class T>
void append(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Hands out values from the front; refuses when there are too few bytes.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : rest_(bytes) {}
  template <class T>
  bool take(T& value) {
    if (rest_.size() < sizeof value) return false;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return true;
  }
  std::string_view rest() const { return rest_; }
  bool skip(std::uint64_t bytes) {
    if (rest_.size() < bytes) return false;
    rest_.remove_prefix(static_cast<std::size_t>(bytes));
    return true;
  }

 private:
  std::string_view rest_;
};

bool read_text(std::string_view texts, FlatText flat, std::string& out) {
  if (flat.begin > texts.size() || flat.size > texts.size() - flat.begin) return false;
  out.assign(texts.substr(flat.begin, flat.size));
  return true;
}

}  // namespace

CacheHash cache_hash(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {.high = hash.high64, .low = hash.low64};
}

std::uint32_t payload_checksum(std::string_view payload) {
  return static_cast<std::uint32_t>(XXH3_64bits(payload.data(), payload.size()));
}

void encode_findings(std::span<const Diagnostic> findings, std::span<const FindingExtra> extras, std::string& out) {
  std::string texts;
  const auto text = [&texts](std::string_view value) {
    const FlatText flat{static_cast<std::uint32_t>(texts.size()), static_cast<std::uint32_t>(value.size())};
    texts += value;
    return flat;
  };
  std::string edits;
  std::string notes;
  FlatCounts counts{.findings = static_cast<std::uint32_t>(findings.size()),
                    .edits = 0,
                    .notes = 0,
                    .extras = static_cast<std::uint32_t>(extras.size()),
                    .text_bytes = 0};
  const std::size_t start = out.size();
  append(out, counts);
  for (const Diagnostic& finding : findings) {
    FlatFinding flat{};
    flat.rule = static_cast<std::uint16_t>(finding.rule);
    flat.span = finding.span;
    flat.parent = finding.parent;
    flat.message = text(finding.message);
    flat.label = text(finding.label);
    flat.help = text(finding.help);
    flat.notes = static_cast<std::uint32_t>(finding.notes.size());
    for (const Note& note : finding.notes)
      append(notes, FlatNote{note.span, text(note.message), text(note.path), note.line, note.column});
    if (finding.fix) {
      flat.has_fix = 1;
      flat.safety = static_cast<std::uint8_t>(finding.fix->safety);
      flat.isolation = finding.fix->isolation;
      flat.title = text(finding.fix->title);
      flat.edits = static_cast<std::uint32_t>(finding.fix->edits.size());
      for (const Edit& edit : finding.fix->edits) append(edits, FlatPlace{edit.span, text(edit.text)});
    }
    append(out, flat);
    counts.edits += flat.edits;
    counts.notes += flat.notes;
  }
  counts.text_bytes = static_cast<std::uint32_t>(texts.size());
  std::memcpy(out.data() + start, &counts, sizeof counts);
  out.append(edits).append(notes);
  for (const FindingExtra& extra : extras)
    append(out, FlatExtra{extra.fingerprint.high, extra.fingerprint.low, extra.noqa_line});
  out += texts;
}

std::optional<FileAnswer> decode_findings(std::string_view bytes) {
  Taker heads(bytes);
  FlatCounts counts;
  if (!heads.take(counts)) return std::nullopt;
  Taker edits(heads.rest());
  if (!edits.skip(std::uint64_t{counts.findings} * sizeof(FlatFinding))) return std::nullopt;
  Taker notes(edits.rest());
  if (!notes.skip(std::uint64_t{counts.edits} * sizeof(FlatPlace))) return std::nullopt;
  Taker extras(notes.rest());
  if (!extras.skip(std::uint64_t{counts.notes} * sizeof(FlatNote))) return std::nullopt;
  if (counts.extras != 0 && counts.extras != counts.findings) return std::nullopt;
  Taker tail(extras.rest());
  if (!tail.skip(std::uint64_t{counts.extras} * sizeof(FlatExtra))) return std::nullopt;
  const std::string_view texts = tail.rest();
  if (texts.size() != counts.text_bytes) return std::nullopt;

  FileAnswer out;
  out.findings.resize(counts.findings);
  for (std::uint32_t i = 0; i < counts.extras; ++i) {
    FlatExtra flat;
    if (!extras.take(flat)) return std::nullopt;
    out.extras.push_back({static_cast<std::uint32_t>(flat.noqa_line), {.high = flat.high, .low = flat.low}});
  }
  for (Diagnostic& finding : out.findings) {
    FlatFinding flat;
    if (!heads.take(flat) || flat.edits > counts.edits || flat.notes > counts.notes) return std::nullopt;
    counts.edits -= flat.edits;
    counts.notes -= flat.notes;
    finding.rule = static_cast<RuleId>(flat.rule);
    finding.span = flat.span;
    finding.parent = flat.parent;
    if (!read_text(texts, flat.message, finding.message) || !read_text(texts, flat.label, finding.label) ||
        !read_text(texts, flat.help, finding.help)) {
      return std::nullopt;
    }
    finding.notes.resize(flat.notes);
    for (Note& note : finding.notes) {
      FlatNote flat_note;
      if (!notes.take(flat_note) || !read_text(texts, flat_note.text, note.message) ||
          !read_text(texts, flat_note.path, note.path)) {
        return std::nullopt;
      }
      note.span = flat_note.span;
      note.line = flat_note.line;
      note.column = flat_note.column;
    }
    if (flat.has_fix == 0) continue;
    if (flat.safety > static_cast<std::uint8_t>(Safety::display_only) || flat.edits == 0) return std::nullopt;
    Fix& fix = finding.fix.emplace();
    fix.safety = static_cast<Safety>(flat.safety);
    fix.isolation = flat.isolation;
    if (!read_text(texts, flat.title, fix.title)) return std::nullopt;
    fix.edits.resize(flat.edits);
    for (Edit& edit : fix.edits) {
      FlatPlace place;
      if (!edits.take(place) || !read_text(texts, place.text, edit.text)) return std::nullopt;
      edit.span = place.span;
    }
  }
  return out;
}

}  // namespace whip
