// Layers to a Configuration: each row of the table takes its value from the strongest layer that has one; lists that
// add up are read from the weakest to the strongest; selectors go to linter/select.
#include <algorithm>
#include <utility>

#include "cli/config/layer.h"
#include "cli/config/load.h"
#include "cli/config/version.h"

namespace whip {
namespace {

class Resolution {
 public:
  Resolution(std::span<const Layer> layers, const RuleTable& rules, std::vector<std::string>& warnings)
      : layers_(layers), rules_(rules), warnings_(warnings) {}

  Result<Configuration> run(const std::string& root) {
    configuration_.root = root;
    configuration_.lint.project_root = root;
    configuration_.lint.src = {root, root == "/" ? "/src" : root + "/src"};
    if (auto done = defaults(); !done) return done.error();
    if (auto done = apply_rows(); !done) return done.error();
    for (const auto step : {&Resolution::check_version, &Resolution::include, &Resolution::set_preview,
                            &Resolution::select, &Resolution::ignore_per_file, &Resolution::set_safety}) {
      if (auto done = (this->*step)(); !done) return done.error();
    }
    resolve_sections(configuration_, warnings_);
    if (!layers_.empty()) configuration_.path = layers_.front().name;
    for (const Layer& layer : layers_) {
      if (layer.source == SelectorSource::legacy) configuration_.black = layer.black;
    }
    return std::move(configuration_);
  }

 private:
  // Rows of the table whose defaults are not those of the members they set.
  Done defaults() {
    for (const std::string_view key : {"exclude", "cache-dir"}) {
      const Option* option = find_option(key);
      const auto parsed = parse_toml("value = " + std::string(option->fallback), {});
      if (!parsed) return parsed.error();
      if (auto done = option->apply(configuration_, {parsed->items[0], configuration_.root}); !done) return done;
    }
    return Unit{};
  }

  static Error placed(Error error, const Layer& layer, const Layer::Entry& entry) {
    error.message = "`" + std::string(entry.option->key) + "`: " + error.message;
    return at_place(std::move(error), layer.name, entry.place);
  }

  Done apply(const Layer& layer, const Layer::Entry& entry) {
    if (entry.option->apply == nullptr) return Unit{};
    if (auto done = entry.option->apply(configuration_, {entry.value, layer.root}); !done)
      return placed(done.error(), layer, entry);
    return Unit{};
  }

  void note(const Layer& layer, const Layer::Entry& entry) {
    configuration_.given.push_back({entry.option, entry.value, {layer.name, entry.place}});
  }

  Done apply_rows() {
    for (const auto table :
         {general_options(), lint_options(), isort_options(), format_options(), accepted_options()}) {
      for (const Option& option : table) {
        if (auto done = apply_row(option); !done) return done;
      }
    }
    return Unit{};
  }

  Done apply_row(const Option& option) {
    bool noted = false;
    // The strongest layer is the first; what adds up is read from the last.
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const Layer& layer = option.combine == Combine::append ? layers_[layers_.size() - 1 - i] : layers_[i];
      for (const Layer::Entry& entry : layer.entries) {
        if (entry.option != &option) continue;
        if (auto done = apply(layer, entry); !done) return done;
        if (option.combine != Combine::append || !noted) note(layer, entry);
        if (option.combine == Combine::append && noted) extend(configuration_.given.back(), layer, entry);
        noted = true;
        if (option.combine != Combine::append) return Unit{};
      }
    }
    return Unit{};
  }

  // A list that adds up is shown whole, at the place of its strongest part.
  static void extend(Configuration::Given& given, const Layer& layer, const Layer::Entry& entry) {
    given.value.items.insert(given.value.items.end(), entry.value.items.begin(), entry.value.items.end());
    given.value.keys.insert(given.value.keys.end(), entry.value.keys.begin(), entry.value.keys.end());
    given.value.key_places.insert(given.value.key_places.end(), entry.value.key_places.begin(),
                                  entry.value.key_places.end());
    given.origin = {layer.name, entry.place};
  }

  const Value* strongest(std::string_view key) const {
    for (const Layer& layer : layers_) {
      if (const Value* value = layer.find(key)) return value;
    }
    return nullptr;
  }

  Done check_version() {
    for (const Layer& layer : layers_) {
      const Value* wanted = layer.find("required-version");
      if (wanted == nullptr) continue;
      const bool foreign = layer.source == SelectorSource::foreign;
      const std::string_view running = foreign ? kRuffVersion : std::string_view(WHIP_VERSION);
      const auto satisfied = satisfies(running, wanted->text);
      if (!satisfied)
        return Error{.code = ErrorCode::configuration,
                     .message = "`required-version`: " + satisfied.error().message,
                     .path = layer.name};
      if (*satisfied) return Unit{};
      if (foreign) {
        warnings_.push_back(layer.name + ": wants Ruff " + wanted->text + "; whip follows Ruff " +
                            std::string(running));
        return Unit{};
      }
      return Error{.code = ErrorCode::configuration,
                   .message = "wants whip " + wanted->text + "; this is " + std::string(running),
                   .path = layer.name};
    }
    return Unit{};
  }

  // Unless it is set, `include` follows `preview` and `extension`.
  Done include() {
    if (strongest("include") != nullptr) return Unit{};
    const auto parsed = parse_toml("value = " + std::string(find_option("include")->fallback), {});
    if (!parsed) return parsed.error();
    std::vector<std::string> wanted = string_list(parsed->items[0]);
    const Value* preview = strongest("preview");
    if (preview != nullptr && preview->flag) wanted.insert(wanted.begin() + 2, "*.pyw");
    for (const auto& [suffix, language] : configuration_.extension) wanted.push_back("*." + suffix);
    for (const std::string& pattern : wanted) {
      if (auto done = configuration_.include.add(pattern, configuration_.root); !done) return done;
    }
    return Unit{};
  }

  // `lint.preview` and `format.preview` decide where they are set, and `preview` elsewhere, whichever layer they are
  // in.
  Done set_preview() {
    const Value* preview = strongest("lint.preview");
    if (preview == nullptr) preview = strongest("preview");
    configuration_.lint.preview = preview != nullptr && preview->flag;
    preview = strongest("format.preview");
    if (preview == nullptr) preview = strongest("preview");
    configuration_.format.preview = preview != nullptr && preview->flag;
    return Unit{};
  }

  static std::vector<std::string> texts(const Layer& layer, std::string_view key) {
    const Value* value = layer.find(key);
    return value == nullptr ? std::vector<std::string>() : string_list(*value);
  }
  static std::vector<std::string> texts(const Layer& layer, std::string_view key, std::string_view more) {
    std::vector<std::string> all = texts(layer, key);
    for (std::string& text : texts(layer, more)) all.push_back(std::move(text));
    return all;
  }

  Done select() {
    std::vector<RuleSelection> selections;
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
      RuleSelection selection;
      if (layer->find("lint.select") != nullptr) selection.select = texts(*layer, "lint.select");
      if (layer->find("lint.fixable") != nullptr) selection.fixable = texts(*layer, "lint.fixable");
      selection.ignore = texts(*layer, "lint.ignore", "lint.extend-ignore");
      selection.unfixable = texts(*layer, "lint.unfixable", "lint.extend-unfixable");
      selection.extend_select = texts(*layer, "lint.extend-select");
      selection.extend_fixable = texts(*layer, "lint.extend-fixable");
      selection.source = layer->source;
      selection.origin = layer->name;
      selections.push_back(std::move(selection));
    }
    const Value* convention = strongest("lint.pydocstyle.convention");
    auto selected =
        rules_.select(selections,
                      {.preview = configuration_.lint.preview,
                       .explicit_preview_rules = configuration_.lint.explicit_preview_rules,
                       .pydocstyle_convention = convention == nullptr ? std::string_view() : convention->text},
                      warnings_);
    if (!selected) return selected.error();
    configuration_.lint.enabled = selected->enabled;
    configuration_.lint.fixable = selected->fixable;
    for (const KnownRule* rule : selected->not_carried) configuration_.lint.not_carried.push_back(rule->code);
    std::ranges::sort(configuration_.lint.not_carried);
    configuration_.not_carried = std::move(selected->not_carried);
    return Unit{};
  }

  Done add_ignores(const Layer& layer, std::string_view key) {
    const Value* table = layer.find(key);
    for (std::size_t i = 0; table != nullptr && i < table->items.size(); ++i) {
      const auto rules = rules_.rules_of(string_list(table->items[i]), key, layer.source, layer.name,
                                         configuration_.lint.preview, warnings_);
      if (!rules) return rules.error();
      auto files = file_pattern(table->keys[i], layer.root);
      if (!files) {
        Error error = files.error();
        error.path = layer.name;
        error.line = table->key_places[i].line;
        error.column = table->key_places[i].column;
        return error;
      }
      configuration_.lint.per_file_ignores.push_back({std::move(*files), *rules});
    }
    return Unit{};
  }

  Done ignore_per_file() {
    for (const Layer& layer : layers_) {
      if (layer.find("lint.per-file-ignores") == nullptr) continue;
      if (auto done = add_ignores(layer, "lint.per-file-ignores"); !done) return done;
      break;
    }
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
      if (auto done = add_ignores(*layer, "lint.extend-per-file-ignores"); !done) return done;
    }
    return Unit{};
  }

  Done set_safety() {
    std::vector<std::string> safe;
    std::vector<std::string> unsafe;
    SelectorSource source = SelectorSource::foreign;
    std::string_view origin;
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
      for (std::string& text : texts(*layer, "lint.extend-safe-fixes")) safe.push_back(std::move(text));
      for (std::string& text : texts(*layer, "lint.extend-unsafe-fixes")) unsafe.push_back(std::move(text));
      source = layer->source;
      origin = layer->name;
    }
    const auto overrides = rules_.safety(safe, unsafe, source, origin, configuration_.lint.preview, warnings_);
    if (!overrides) return overrides.error();
    configuration_.lint.forced_safe = overrides->safe;
    configuration_.lint.forced_unsafe = overrides->unsafe;
    return Unit{};
  }

  std::span<const Layer> layers_;
  const RuleTable& rules_;
  std::vector<std::string>& warnings_;
  Configuration configuration_;
};

}  // namespace

bool BlackFiles::excludes(std::string_view path, Named named) const {
  const auto finds = [&](const std::optional<Regex>& regex) {
    if (!regex) return false;
    for (std::size_t slash = path.find('/', 1); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
      if (regex->finds(path.substr(0, slash + 1))) return true;
    }
    return regex->finds(path);
  };
  if (finds(force_exclude)) return true;
  if (named == Named::yes) return false;
  return finds(exclude) || finds(extend_exclude) || (include && !include->finds(path));
}

Result<Configuration> resolve(std::span<const Layer> layers, const std::string& root, const RuleTable& rules,
                              std::vector<std::string>& warnings) {
  return Resolution(layers, rules, warnings).run(root);
}

}  // namespace whip
