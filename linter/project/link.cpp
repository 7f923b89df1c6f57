// Binding symbolic names: modules to files, names to functions through imports, re-exports, star imports, classes and
// objects that modules make. One table holds the names of all files.

#include <algorithm>
#include <bit>
#include <functional>

#include "linter/project/finder.h"
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

std::uint64_t hash_of(std::uint32_t file, std::uint32_t kind, std::string_view name) {
  const std::uint64_t salt = (std::uint64_t{file} << 2 | kind) + 1;
  std::uint64_t hash = (std::hash<std::string_view>{}(name) ^ salt * 0x9E3779B97F4A7C15U) * 0xD6E8FEB86659FD93U;
  return hash ^ hash >> 32;
}

std::string_view first_part(std::string_view dotted) { return dotted.substr(0, dotted.find('.')); }

}  // namespace

Project::Project(std::span<const Summary* const> files) : files_(files) {
  std::size_t functions = 0;
  for (const Summary* const summary : files) functions += summary->functions.size();
  functions_.reserve(functions);
  first_.reserve(files.size());
  for (std::uint32_t f = 0; f < files.size(); ++f) {
    first_.push_back(static_cast<std::uint32_t>(functions_.size()));
    for (std::uint32_t n = 0; n < files[f]->functions.size(); ++n) functions_.push_back({.file = f, .local = n});
  }
  enter_names();
  bind_calls();
}

void Project::enter_names() {
  std::size_t count = functions_.size() + files_.size();
  for (const Summary* const summary : files_) count += summary->imports.size() + summary->instances.size();
  names_.assign(std::bit_ceil(count + count / 2 + 1), {});
  same_module_.assign(files_.size(), kNone);
  std::vector<std::uint32_t> last(files_.size());
  for (std::uint32_t f = 0; f < files_.size(); ++f) {
    const Summary& summary = *files_[f];
    const std::uint32_t first = enter(kNone, summary.at(summary.module), Kind::module, f);
    if (first != f) same_module_[last[first]] = f;
    last[first] = f;
    for (std::uint32_t n = 1; n < summary.functions.size(); ++n) {
      // Nobody says the name of a lambda.
      if ((summary.functions[n].flags & ThreadFunction::is_lambda) == 0)
        enter(f, summary.at(summary.functions[n].name), Kind::function, n);
    }
    for (std::uint32_t n = 0; n < summary.imports.size(); ++n) {
      if (summary.imports[n].name.size != 0) enter(f, summary.at(summary.imports[n].name), Kind::import, n);
    }
    for (std::uint32_t n = 0; n < summary.instances.size(); ++n)
      enter(f, summary.at(summary.instances[n].name), Kind::instance, n);
  }
}

std::uint32_t Project::enter(std::uint32_t file, std::string_view name, Kind kind, std::uint32_t number) {
  const std::uint64_t hash = hash_of(file, static_cast<std::uint32_t>(kind), name);
  const std::size_t mask = names_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = names_[at];
    if (slot.number == kNone) {
      slot = {hash, number};
      return number;
    }
    if (slot.hash == hash) return slot.number;
  }
}

std::uint32_t Project::named(std::uint32_t file, std::string_view name, Kind kind) const {
  const std::uint64_t hash = hash_of(file, static_cast<std::uint32_t>(kind), name);
  const std::size_t mask = names_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = names_[at];
    if (slot.number == kNone) return kNone;
    if (slot.hash == hash) return slot.number;
  }
}

std::uint32_t Project::file_of_module(std::string_view module, std::uint32_t from) const {
  std::uint32_t best = named(kNone, module, Kind::module);
  if (best == kNone || same_module_[best] == kNone) return best;
  const std::string_view here = files_[from]->at(files_[from]->path);
  std::size_t most = 0;
  for (std::uint32_t file = best; file != kNone; file = same_module_[file]) {
    const std::size_t shared = common_prefix(files_[file]->at(files_[file]->path), here);
    if (shared > most) {
      most = shared;
      best = file;
    }
  }
  return best;
}

std::uint32_t Project::member(std::uint32_t file, std::string_view name) const {
  if (const std::uint32_t found = named(file, name, Kind::function); found != kNone) return number(file, found);
  // A class is called: its __init__ runs.
  std::string init(name);
  init.append(".__init__");
  const std::uint32_t made = named(file, init, Kind::function);
  return made != kNone ? number(file, made) : kNone;
}

Project::Finder::Finder(const Project& project) : project_(project) {
  roots_.reserve(16);
  for (const Summary* const summary : project.files_) {
    const std::string_view root = first_part(summary->at(summary->module));
    if (roots_.empty() || *last_root_ != root) last_root_ = &*roots_.insert(root).first;
  }
}

const Project::Finder::Place& Project::Finder::place_of(std::uint32_t number, std::uint32_t from) {
  Place& place = by_import_[number];
  if (place.asked) return place;
  place.asked = true;
  const Summary& summary = *project_.files_[from];
  const Summary::Import& import = summary.imports[number];
  const std::string_view module = summary.at(import.module);
  if (!roots_.contains(first_part(module))) return place;
  if (import.member.size != 0) {
    name_.assign(module).append(".").append(summary.at(import.member));
    place.file = project_.file_of_module(name_, from);
    place.whole = place.file != kNone;
  }
  if (!place.whole) place.file = project_.file_of_module(module, from);
  return place;
}

std::uint32_t Project::Finder::function(const Summary::Name& name, std::uint32_t from) {
  const Summary& summary = *project_.files_[from];
  if (name.import == kNone && name.rest.size == 0) return kNone;
  if (from != file_) {
    file_ = from;
    by_import_.assign(summary.imports.size(), {});
  }
  if (name.import == kNone) {
    name_.assign(summary.at(summary.module)).append(".").append(summary.at(name.rest));
    return follow(from);
  }
  const Place& place = place_of(name.import, from);
  const Summary::Import& import = summary.imports[name.import];
  const bool has_member = import.member.size != 0 && !place.whole;
  // Nearly all names are one part behind a module, and defined there.
  if (place.file != kNone && has_member != (name.rest.size != 0)) {
    const std::string_view rest = summary.at(has_member ? import.member : name.rest);
    const std::uint32_t found = project_.named(place.file, rest, Kind::function);
    if (found != kNone) return project_.number(place.file, found);
  }
  if (place.file == kNone && !roots_.contains(first_part(summary.at(import.module)))) return kNone;
  name_.assign(summary.at(import.module));
  if (import.member.size != 0) name_.append(".").append(summary.at(import.member));
  if (name.rest.size != 0) name_.append(".").append(summary.at(name.rest));
  return follow(from);
}

std::uint32_t Project::Finder::function(std::string_view dotted, std::uint32_t from) {
  name_.assign(dotted);
  return follow(from);
}

// Takes `name_` through imports and objects to where it is defined.
std::uint32_t Project::Finder::follow(std::uint32_t from) {
  for (int hop = 0; hop < kHops; ++hop) {
    // The longest beginning that is a module.
    std::uint32_t file = kNone;
    std::size_t end = name_.size();
    for (; end != std::string::npos && end != 0; end = name_.rfind('.', end - 1)) {
      file = project_.file_of_module(std::string_view(name_).substr(0, end), from);
      if (file != kNone) break;
    }
    if (file == kNone || end >= name_.size()) return kNone;
    const std::string_view rest = std::string_view(name_).substr(end + 1);
    if (const std::uint32_t found = project_.named(file, rest, Kind::function); found != kNone)
      return project_.number(file, found);
    if (!pass_on(file, rest) || next_ == name_) return project_.member(file, rest);
    name_.swap(next_);
  }
  return kNone;
}

// What the module says of a name that it does not define itself, as `next_`; false if nothing.
bool Project::Finder::pass_on(std::uint32_t file, std::string_view rest) {
  const Summary& summary = *project_.files_[file];
  const std::string_view first = first_part(rest);
  if (const std::uint32_t at = project_.named(file, first, Kind::import); at != kNone) {
    write(summary, summary.imports[at]);
    next_.append(rest.substr(first.size()));
    return true;
  }
  if (const std::uint32_t at = project_.named(file, first, Kind::instance); at != kNone && rest.size() > first.size()) {
    const Summary::Name& made_by = summary.instances[at].made_by;
    if (made_by.import == kNone) {
      next_.assign(summary.at(summary.module));
    } else {
      write(summary, summary.imports[made_by.import]);
    }
    if (made_by.rest.size != 0) next_.append(".").append(summary.at(made_by.rest));
    next_.append(rest.substr(first.size()));
    return true;
  }
  const std::uint32_t star = project_.named(file, "*", Kind::import);
  if (star == kNone || project_.member(file, rest) != kNone) return false;
  write(summary, summary.imports[star]);
  next_.append(".").append(rest);
  return true;
}

void Project::Finder::write(const Summary& summary, const Summary::Import& import) {
  next_.assign(summary.at(import.module));
  if (import.member.size != 0) next_.append(".").append(summary.at(import.member));
}

std::uint32_t Project::resolve(std::string_view dotted, std::uint32_t from) const {
  return Finder(*this).function(dotted, from);
}

void Project::bind_calls() {
  Finder finder(*this);
  for (std::uint32_t f = 0; f < files_.size(); ++f) {
    const Summary& summary = *files_[f];
    for (std::uint32_t c = 0; c < summary.calls.size(); ++c) {
      const Summary::Call& call = summary.calls[c];
      const std::uint32_t callee =
          call.callee == Summary::kNone ? finder.function(call.target, f) : number(f, call.callee);
      if (callee != kNone) calls_.push_back({.caller = number(f, call.caller), .callee = callee, .file = f, .call = c});
    }
  }
  spread_reach(finder);
  spread_import_only();
  spread_to_decorators();
  spread_blocking();
}

}  // namespace whip
