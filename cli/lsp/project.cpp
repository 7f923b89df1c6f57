#include "cli/lsp/project.h"

#include <algorithm>
#include <utility>

#include "cli/config/find.h"
#include "cli/pipeline/build_files.h"
#include "cli/pipeline/format_run.h"
#include "linter/packaging/build_file.h"

namespace whip::lsp {
namespace {

std::string sentence(const Error& error) {
  std::string out = error.path.empty() ? std::string() : error.path + ": ";
  if (error.line != 0) out += "line " + std::to_string(error.line) + ": ";
  return out + error.message;
}

}  // namespace

Project::Project(const RuleTable& rules, std::string root, EditorSettings settings, Extent extent)
    : rules_(&rules),
      root_(std::move(root)),
      settings_(std::move(settings)),
      extent_(extent),
      problems_(settings_.problems) {
  const std::string name = "the editor's settings";
  add_layer(settings_.direct, name);
  if (settings_.configuration) add_layer(*settings_.configuration, name);
  std::vector<Layer>& layers =
      settings_.preference == Preference::filesystem_first ? overrides_.below_files : overrides_.above_files;
  if (!settings_.configuration_file.empty()) {
    const std::string path = absolute_path(with_editor_variables(settings_.configuration_file, root_), root_);
    const bool native = !path.ends_with("ruff.toml");
    auto loaded = load_layers({path, native}, Reach::given, root_, false, problems_);
    if (loaded) {
      std::ranges::move(*loaded, std::back_inserter(layers));
    } else {
      problems_.push_back(sentence(loaded.error()));
    }
  }
  overrides_.isolated = settings_.preference == Preference::editor_only;
  open_tree();
}

void Project::add_layer(const Value& table, const std::string& name) {
  if (table.keys.empty()) return;
  auto layer =
      read_layer(table, {.name = name, .root = root_, .source = SelectorSource::foreign, .text = {}}, problems_);
  if (!layer) {
    problems_.push_back(sentence(layer.error()));
    return;
  }
  (settings_.preference == Preference::filesystem_first ? overrides_.below_files : overrides_.above_files)
      .push_back(std::move(*layer));
}

// A configuration that is wrong is told, and the next best one holds: without the files, then without the editor.
void Project::open_tree() {
  Overrides overrides = overrides_;
  for (;;) {
    Result<ConfigTree> tree = ConfigTree::open(*rules_, overrides, root_, root_);
    if (tree) {
      tree_ = std::move(*tree);
      break;
    }
    problems_.push_back(sentence(tree.error()));
    if (overrides.isolated && overrides.above_files.empty() && overrides.below_files.empty()) break;
    if (overrides.isolated) overrides = Overrides{};
    overrides.isolated = true;
  }
  overrides_ = std::move(overrides);
  std::ranges::copy(tree_->warnings(), std::back_inserter(problems_));
}

Neighbourhood* Project::neighbourhood(const FilePlace& place) {
  if (!place.listeners->needs_project()) return nullptr;
  const Configuration& configuration = place.configuration();
  const bool is_alone = extent_ == Extent::single_files && configuration.path.empty();
  if (is_alone) return nullptr;
  const std::string& folder = extent_ == Extent::folder ? root_ : configuration.root;
  auto known = neighbourhoods_.find(folder);
  if (known == neighbourhoods_.end())
    known = neighbourhoods_.try_emplace(folder, *rules_, root_, folder, overrides_).first;
  return &known->second;
}

BuildNeighbourhood* Project::build(const FilePlace& place) {
  const std::string& path = place.file.path;
  if (place.listeners->builds().empty() || (!build_role(path) && place.file.kind != SourceKind::python)) return nullptr;
  const std::string& key = extent_ == Extent::folder ? root_ : path;
  auto known = builds_.find(key);
  if (known == builds_.end()) {
    known = builds_
                .emplace(key, extent_ == Extent::folder ? BuildNeighbourhood::of_folder(*rules_, overrides_, root_)
                                                        : BuildNeighbourhood::of_file(*rules_, overrides_, root_, path))
                .first;
  }
  return known->second.contains(path) ? &known->second : nullptr;
}

void Project::forget_neighbours() {
  neighbourhoods_.clear();
  builds_.clear();
  ++told_;
}

void Project::forget_neighbour(const std::string& path) {
  std::erase_if(builds_, [&](const auto& build) { return build.second.contains(path); });
  if (is_python(source_kind(path, (*tree_)[ConfigTree::kBase]))) neighbourhoods_.clear();
  ++told_;
}

void Project::edited(const std::string& path) {
  const auto is_in = [&](const auto& build) { return build.second.contains(path); };
  if (std::ranges::any_of(builds_, is_in)) ++told_;
}

void Project::tell(const FilePlace& place, Summary summary) {
  Neighbourhood* const others = neighbourhood(place);
  if (others != nullptr && others->replace(place.file.path, std::move(summary))) ++told_;
}

bool Project::looks_across_files() const {
  RuleSet wanted = build_rules(*rules_);
  wanted &= (*tree_)[ConfigTree::kBase].lint.enabled;
  return !wanted.empty() || asks_about_project({.path = root_, .config = ConfigTree::kBase}, *tree_, *rules_);
}

FilePlace Project::place(const std::string& path) {
  FilePlace out;
  out.project = this;
  out.file.path = path;
  const std::size_t known_warnings = tree_->warnings().size();
  const Result<ConfigId> config = tree_->of_folder(path.substr(0, std::max<std::size_t>(path.rfind('/'), 1)));
  if (config) {
    out.file.config = *config;
  } else {
    const std::string problem = sentence(config.error());
    if (std::ranges::find(problems_, problem) == problems_.end()) problems_.push_back(problem);
  }
  for (std::size_t i = known_warnings; i < tree_->warnings().size(); ++i) problems_.push_back(tree_->warnings()[i]);
  const Configuration& configuration = (*tree_)[out.file.config];
  out.file.kind = source_kind(path, configuration);
  // No Python, whatever the editor takes it for.
  if (out.file.kind == SourceKind::other && build_role(path)) out.file.kind = SourceKind::build;
  std::unique_ptr<SettingGroup>& group = groups_[out.file.config];
  if (!group) group = std::make_unique<SettingGroup>(configuration, rules_->carried(), nullptr);
  out.group = group.get();
  out.listeners = &group->listeners_for(path);
  out.module = group->place(path);
  const bool is_excluded = whip::is_excluded(path, configuration);
  out.is_linted = settings_.lint && !is_excluded && !is_lint_excluded(out.file, configuration);
  out.is_formatted = !is_excluded && !is_format_excluded(out.file, configuration);
  return out;
}

}  // namespace whip::lsp
