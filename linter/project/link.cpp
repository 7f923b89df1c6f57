// Binding symbolic names: modules to files, names to functions through imports, re-exports, star imports, classes and
// objects that modules make.

#include <algorithm>

#include "linter/project/project.h"

namespace whip {
namespace {

// How many times a name may be passed on from module to module; only circles need more.
constexpr int kHops = 16;

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t same = 0;
  while (same < size && a[same] == b[same]) ++same;
  return same;
}

}  // namespace

Project::Project(std::span<const Summary* const> files) : files_(files) {
  members_.resize(files.size());
  imported_.resize(files.size());
  instances_.resize(files.size());
  for (std::uint32_t f = 0; f < files.size(); ++f) {
    const Summary& summary = *files[f];
    first_.push_back(static_cast<std::uint32_t>(functions_.size()));
    modules_[summary.at(summary.module)].push_back(f);
    for (std::uint32_t n = 0; n < summary.functions.size(); ++n) {
      ProjectFunction function;
      function.file = f;
      function.local = n;
      functions_.push_back(function);
      members_[f].emplace(summary.at(summary.functions[n].name), n);
    }
    for (std::uint32_t n = 0; n < summary.imports.size(); ++n)
      imported_[f].emplace(summary.at(summary.imports[n].name), n);
    for (std::uint32_t n = 0; n < summary.instances.size(); ++n)
      instances_[f].emplace(summary.at(summary.instances[n].name), n);
  }
  bind_calls();
  spread_reach();
  spread_import_only();
  spread_to_decorators();
  spread_blocking();
}

std::uint32_t Project::file_of_module(std::string_view module, std::uint32_t from) const {
  const auto at = modules_.find(module);
  if (at == modules_.end()) return kNone;
  std::uint32_t best = at->second.front();
  if (at->second.size() == 1) return best;
  const std::string_view here = files_[from]->at(files_[from]->path);
  std::size_t most = 0;
  for (const std::uint32_t file : at->second) {
    const std::size_t shared = common_prefix(files_[file]->at(files_[file]->path), here);
    if (shared > most) {
      most = shared;
      best = file;
    }
  }
  return best;
}

std::uint32_t Project::member(std::uint32_t file, std::string_view name) const {
  const auto at = members_[file].find(name);
  if (at != members_[file].end()) return number(file, at->second);
  // A class is called: its __init__ runs.
  std::string init(name);
  init.append(".__init__");
  const auto made = members_[file].find(std::string_view(init));
  return made != members_[file].end() ? number(file, made->second) : kNone;
}

std::string Project::canonical(std::string_view dotted, std::uint32_t from) const {
  std::string name(dotted);
  for (int hop = 0; hop < kHops; ++hop) {
    // The longest beginning that is a module.
    std::uint32_t file = kNone;
    std::size_t end = name.size();
    for (; end != std::string::npos && end != 0; end = name.rfind('.', end - 1)) {
      file = file_of_module(std::string_view(name).substr(0, end), from);
      if (file != kNone) break;
    }
    if (file == kNone || end >= name.size()) return name;
    const std::string_view rest = std::string_view(name).substr(end + 1);
    const std::string_view first = rest.substr(0, rest.find('.'));
    const Summary& summary = *files_[file];
    if (members_[file].contains(rest)) return name;
    std::string next;
    if (const auto at = imported_[file].find(first); at != imported_[file].end()) {
      next = summary.at(summary.imports[at->second].target);
      next.append(rest.substr(first.size()));
    } else if (const auto made = instances_[file].find(first);
               made != instances_[file].end() && rest.size() > first.size()) {
      next = summary.at(summary.instances[made->second].made_by);
      // A class of the file itself is written without its module or with it.
      if (next.find('.') == std::string::npos) next.insert(0, ".").insert(0, summary.at(summary.module));
      next.append(rest.substr(first.size()));
    } else if (const auto star = imported_[file].find("*");
               star != imported_[file].end() && member(file, rest) == kNone) {
      next = summary.at(summary.imports[star->second].target);
      next.append(".").append(rest);
    }
    if (next.empty() || next == name) return name;
    name = std::move(next);
  }
  return name;
}

std::uint32_t Project::resolve(std::string_view dotted, std::uint32_t from) const {
  const std::string name = canonical(dotted, from);
  for (std::size_t end = name.rfind('.'); end != std::string::npos && end != 0; end = name.rfind('.', end - 1)) {
    const std::uint32_t file = file_of_module(std::string_view(name).substr(0, end), from);
    if (file != kNone) return member(file, std::string_view(name).substr(end + 1));
  }
  return kNone;
}

void Project::bind_calls() {
  std::unordered_map<std::string_view, std::uint32_t> known;  // of one file: names repeat
  for (std::uint32_t f = 0; f < files_.size(); ++f) {
    const Summary& summary = *files_[f];
    known.clear();
    for (std::uint32_t c = 0; c < summary.calls.size(); ++c) {
      const Summary::Call& call = summary.calls[c];
      std::uint32_t callee = call.callee == Summary::kNone ? kNone : number(f, call.callee);
      if (callee == kNone) {
        const std::string_view target = summary.at(call.target);
        const auto [at, is_new] = known.try_emplace(target, kNone);
        if (is_new) at->second = resolve(target, f);
        callee = at->second;
      }
      if (callee != kNone) calls_.push_back({.caller = number(f, call.caller), .callee = callee, .file = f, .call = c});
    }
  }
}

}  // namespace whip
