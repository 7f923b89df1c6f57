#include "cli/config/layer.h"

#include <algorithm>
#include <utility>

#include "cli/config/load.h"

namespace whip {
namespace {

// The linter's settings used to stand at the top; the ones that did still may.
const Option* old_top_level_option(std::string_view key) {
  const std::string below = "lint." + std::string(key);
  if (below == "lint.exclude" || below == "lint.preview") return nullptr;
  return find_option(below);
}
bool is_old_group(std::string_view key) { return is_option_group("lint." + std::string(key)); }

class Reader {
 public:
  Reader(const LayerSource& source, std::vector<std::string>& warnings) : source_(source), warnings_(warnings) {
    layer_.name = source.name;
    layer_.root = source.root;
    layer_.source = source.source;
  }

  Result<Layer> read(const Value& table) {
    struct Open {
      const Value* table;
      std::string prefix;
    };
    // A stack of tables of known groups: its depth is that of the table of options.
    std::vector<Open> open = {{&table, {}}};
    while (!open.empty()) {
      const Open top = std::move(open.back());
      open.pop_back();
      for (std::size_t i = 0; i < top.table->items.size(); ++i) {
        const Value& value = top.table->items[i];
        const Place place = top.table->key_places[i];
        const std::string key = top.prefix.empty() ? top.table->keys[i] : top.prefix + "." + top.table->keys[i];
        const bool group = value.is(Value::Kind::table);
        if (const Option* option = find_option(key)) {
          if (auto done = take(*option, value, place); !done) return done.error();
        } else if (group && (is_option_group(key) || is_old_group(key))) {
          open.push_back({&value, key});
        } else if (const Option* old = old_top_level_option(key)) {
          moved_.push_back(key);
          if (layer_.find(old->key) != nullptr) continue;  // `lint.` wins
          if (auto done = take(*old, value, place); !done) return done.error();
        } else if (auto done = unknown(key, place); !done) {
          return done.error();
        }
      }
    }
    if (!moved_.empty()) {
      std::string text = source_.name + ": settings of the linter belong below `lint`:";
      for (const std::string& key : moved_)
        text += " `" + key + "` -> `lint." + key + "`" + (&key == &moved_.back() ? "" : ",");
      warnings_.push_back(std::move(text));
    }
    return std::move(layer_);
  }

 private:
  Error error(std::string message, Place place) const {
    if (const std::string frame = source_frame(source_.text, place); !frame.empty()) message += "\n" + frame;
    return configuration_error(source_.name, place, std::move(message));
  }

  Done take(const Option& option, const Value& value, Place place) {
    if (std::string problem = value_problem(option, value); !problem.empty()) {
      return error("`" + std::string(option.key) + "`: " + problem, value.place.line != 0 ? value.place : place);
    }
    if (!option.retired.empty()) {
      warnings_.push_back(source_.name + ": `" + std::string(option.key) + "` is outdated; use " +
                          std::string(option.retired));
    }
    const auto same = std::find_if(layer_.entries.begin(), layer_.entries.end(),
                                   [&](const Layer::Entry& entry) { return entry.option == &option; });
    if (same != layer_.entries.end()) {
      *same = {&option, value, place};  // the old place of a key came first
    } else {
      layer_.entries.push_back({&option, value, place});
    }
    return Unit{};
  }

  Done unknown(const std::string& key, Place place) {
    std::string message = "unknown setting `" + key + "`";
    if (const std::string_view near = nearest_option(key); !near.empty())
      message += "; did you mean `" + std::string(near) + "`?";
    if (source_.source != SelectorSource::foreign) return error(std::move(message), place);
    warnings_.push_back(source_.name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " +
                        message);
    return Unit{};
  }

  const LayerSource& source_;
  std::vector<std::string>& warnings_;
  Layer layer_;
  std::vector<std::string> moved_;
};

}  // namespace

const Value* Layer::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.option->key == key) return &entry.value;
  }
  return nullptr;
}

void Layer::set(std::string_view key, Value value) {
  const Option* option = find_option(key);
  const auto same =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.option == option; });
  if (same != entries.end()) {
    same->value = std::move(value);
  } else if (option != nullptr) {
    entries.push_back({option, std::move(value), {}});
  }
}

Result<Layer> read_layer(const Value& table, const LayerSource& source, std::vector<std::string>& warnings) {
  return Reader(source, warnings).read(table);
}

}  // namespace whip
