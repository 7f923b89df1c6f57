#include "cli/pipeline/part_format.h"

#include <cstring>
#include <utility>

namespace whip {
namespace {

void put(std::string& out, std::uint32_t value) { out.append(reinterpret_cast<const char*>(&value), sizeof value); }

bool take(std::string_view& bytes, std::uint32_t& value) {
  if (bytes.size() < sizeof value) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return true;
}

bool take(std::string_view& bytes, Condition& condition) {
  std::uint32_t function = 0;
  std::uint32_t gate = 0;
  std::uint32_t partners = 0;
  if (!take(bytes, function) || !take(bytes, gate) || !take(bytes, partners)) return false;
  if (gate > static_cast<std::uint32_t>(Gate::started) || partners > bytes.size() / sizeof partners) return false;
  condition.function = FunctionId{function};
  condition.gate = static_cast<Gate>(gate);
  for (std::uint32_t i = 0; i < partners; ++i) {
    std::uint32_t partner = 0;
    if (!take(bytes, partner)) return false;
    condition.partners.push_back(FunctionId{partner});
  }
  return true;
}

}  // namespace

void encode_part(const ProjectPart& part, const Verdict* verdict, std::string& out) {
  std::string said;
  if (verdict != nullptr) {
    said.append(reinterpret_cast<const char*>(&verdict->said), sizeof verdict->said);
    encode_findings(verdict->findings, {}, said);
  }
  put(out, static_cast<std::uint32_t>(said.size()));
  out += said;
  std::string findings;
  if (!part.waiting.empty()) encode_findings(part.waiting, {}, findings);
  put(out, static_cast<std::uint32_t>(findings.size()));
  out += findings;
  put(out, static_cast<std::uint32_t>(part.conditions.size()));
  for (const Condition& condition : part.conditions) {
    put(out, index(condition.function));
    put(out, static_cast<std::uint32_t>(condition.gate));
    put(out, static_cast<std::uint32_t>(condition.partners.size()));
    for (const FunctionId partner : condition.partners) put(out, index(partner));
  }
  encode_summary(part.summary, out);
}

std::optional<Verdict> decode_verdict(std::string_view bytes) {
  Verdict verdict;
  std::uint32_t size = 0;
  if (!take(bytes, size) || size > bytes.size() || size < sizeof verdict.said) return std::nullopt;
  std::memcpy(static_cast<void*>(&verdict.said), bytes.data(), sizeof verdict.said);
  std::optional<FileAnswer> answer = decode_findings(bytes.substr(sizeof verdict.said, size - sizeof verdict.said));
  if (!answer) return std::nullopt;
  verdict.findings = std::move(answer->findings);
  return verdict;
}

std::unique_ptr<ProjectPart> decode_part(std::string_view bytes) {
  auto part = std::make_unique<ProjectPart>();
  std::uint32_t size = 0;
  if (!take(bytes, size) || size > bytes.size()) return nullptr;
  bytes.remove_prefix(size);
  if (!take(bytes, size) || size > bytes.size()) return nullptr;
  if (size != 0) {
    std::optional<FileAnswer> answer = decode_findings(bytes.substr(0, size));
    if (!answer) return nullptr;
    part->waiting = std::move(answer->findings);
  }
  bytes.remove_prefix(size);
  std::uint32_t conditions = 0;
  if (!take(bytes, conditions) || conditions != part->waiting.size()) return nullptr;
  for (std::uint32_t i = 0; i < conditions; ++i) {
    if (!take(bytes, part->conditions.emplace_back())) return nullptr;
    part->waiting[i].condition = i;
  }
  std::optional<Summary> summary = decode_summary(bytes);
  if (!summary) return nullptr;
  part->summary = std::move(*summary);
  const auto known = [&](FunctionId function) { return index(function) < part->summary.functions.size(); };
  for (const Condition& condition : part->conditions) {
    if (!known(condition.function)) return nullptr;
    for (const FunctionId partner : condition.partners) {
      if (!known(partner)) return nullptr;
    }
  }
  return part;
}

}  // namespace whip
