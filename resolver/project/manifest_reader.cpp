#include "resolver/project/manifest_reader.h"

#include <utility>

#include "core/toml/read.h"

namespace whip::resolver {

Error ManifestText::error_at(Place place, std::string message) const {
  const std::string frame = source_frame(text, place);
  if (!frame.empty()) message += "\n" + frame;
  return configuration_error(path, place, std::move(message));
}

Result<PlacedRequirement> read_requirement(const ManifestText& from, const Value& value) {
  if (!value.is(Value::Kind::string))
    return from.error_at(value.place, "expected a requirement (a string), found " + std::string(describe(value.kind)));
  auto requirement = Requirement::parse(value.text);
  if (!requirement) {
    // Inside the quotes; a string with escapes or over lines has its error at its beginning.
    Place place = value.place;
    if (requirement.error().column > 0 && value.text.find_first_of("\\\"\n") == std::string::npos)
      place.column += requirement.error().column;
    return from.error_at(place, "not a requirement: " + requirement.error().message);
  }
  return PlacedRequirement{std::move(*requirement), value.text, from.path, value.place};
}

Result<std::vector<PlacedRequirement>> read_requirements(const ManifestText& from, const Value& table,
                                                         std::string_view key) {
  std::vector<PlacedRequirement> requirements;
  const Value* list = table.find(key);
  if (list == nullptr) return requirements;
  if (!list->is(Value::Kind::list))
    return from.error_at(list->place, "`" + std::string(key) + "` must be a list of requirements, found " +
                                          std::string(describe(list->kind)));
  for (const Value& item : list->items) {
    auto requirement = read_requirement(from, item);
    if (!requirement) return requirement.error();
    requirements.push_back(std::move(*requirement));
  }
  return requirements;
}

Result<std::string> read_string(const ManifestText& from, const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  if (value == nullptr) return std::string();
  if (!value->is(Value::Kind::string) && !value->is(Value::Kind::date))
    return from.error_at(value->place,
                         "`" + std::string(key) + "` must be a string, found " + std::string(describe(value->kind)));
  return value->text;
}

Result<std::vector<std::string>> read_strings(const ManifestText& from, const Value& table, std::string_view key) {
  std::vector<std::string> texts;
  const Value* value = table.find(key);
  if (value == nullptr) return texts;
  if (value->is(Value::Kind::list)) {
    for (const Value& item : value->items) {
      if (!item.is(Value::Kind::string))
        return from.error_at(item.place,
                             "`" + std::string(key) + "` must hold strings, found " + std::string(describe(item.kind)));
      texts.push_back(item.text);
    }
    return texts;
  }
  return from.error_at(value->place, "`" + std::string(key) + "` must be a list of strings, found " +
                                         std::string(describe(value->kind)));
}

}  // namespace whip::resolver
