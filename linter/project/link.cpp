// Binding symbolic names: modules to files, names to functions through imports, re-exports, star imports, classes and
// objects that modules make. One table holds the names of all files.

#include <algorithm>
#include <bit>
#include <cstring>

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

// Names are short: whole words at a time, and no call.
std::uint64_t hash_of(std::string_view name, std::uint64_t kind = 0) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  const char* at = name.data();
  std::size_t left = name.size();
  std::uint64_t hash = (left << 2 | kind) * kOdd;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 32;
  };
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    mix(word);
  }
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < left; ++i) rest = rest << 8 | static_cast<unsigned char>(at[i]);
  mix(rest);
  mix(left);
  return hash;
}

// Of the table of a file's names: a power of two.
std::size_t slots_for(const Summary& summary) {
  const std::size_t count = summary.functions.size() + summary.imports.size() + summary.instances.size();
  return std::bit_ceil(count + count / 2 + 1);
}

std::string_view first_part(std::string_view dotted) { return dotted.substr(0, dotted.find('.')); }

}  // namespace

Project::Project(std::span<const Summary* const> files) : files_(files) {
  // Room for all there may be: what is not filled costs nothing, and nothing is moved as it grows.
  std::size_t functions = 0;
  std::size_t calls = 0;
  std::size_t slots = 0;
  for (const Summary* const summary : files) {
    functions += summary->functions.size();
    calls += summary->calls.size();
    slots += slots_for(*summary);
  }
  calls_.reserve(calls);
  names_.reserve(slots);
  functions_.reserve(functions);
  flags_.reserve(functions);
  first_.reserve(files.size());
  for (std::uint32_t f = 0; f < files.size(); ++f) {
    first_.push_back(static_cast<std::uint32_t>(functions_.size()));
    for (std::uint32_t n = 0; n < files[f]->functions.size(); ++n) {
      functions_.push_back({.file = f, .local = n});
      flags_.push_back(files[f]->functions[n].flags);
    }
  }
  enter_modules();
  bind_calls();
}

void Project::enter_modules() {
  modules_.assign(std::bit_ceil(files_.size() + files_.size() / 2 + 1), {});
  tables_.assign(files_.size(), {});
  same_module_.assign(files_.size(), kNone);
  std::vector<std::uint32_t> last(files_.size());
  const std::size_t mask = modules_.size() - 1;
  for (std::uint32_t f = 0; f < files_.size(); ++f) {
    const std::string_view module = files_[f]->at(files_[f]->module);
    const std::uint64_t hash = hash_of(module);
    std::size_t at = hash & mask;
    while (modules_[at].number != kNone && modules_[at].hash != hash) at = (at + 1) & mask;
    Slot& slot = modules_[at];
    if (slot.number == kNone) {
      slot = {.hash = hash, .number = f};
    } else {
      same_module_[last[slot.number]] = f;
    }
    last[slot.number] = f;
  }
}

std::uint32_t Project::first_of_module(std::string_view module) const {
  const std::uint64_t hash = hash_of(module);
  const std::size_t mask = modules_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = modules_[at];
    if (slot.number == kNone || slot.hash == hash) return slot.number;
  }
}

// Of two things of one kind and name the first is meant.
void Project::enter_names(std::uint32_t file) const {
  const Summary& summary = *files_[file];
  const std::size_t size = slots_for(summary);
  Table& table = tables_[file];
  table = {.begin = static_cast<std::uint32_t>(names_.size()), .mask = static_cast<std::uint32_t>(size - 1)};
  names_.resize(names_.size() + size);
  Slot* const slots = names_.data() + table.begin;
  const auto enter = [&](Kind kind, Summary::Text name, std::uint32_t number) {
    const std::uint64_t hash = hash_of(summary.at(name), static_cast<std::uint64_t>(kind));
    std::size_t at = hash & table.mask;
    while (slots[at].number != kNone && slots[at].hash != hash) at = (at + 1) & table.mask;
    if (slots[at].number == kNone) slots[at] = {hash, number};
  };
  for (std::uint32_t n = 1; n < summary.functions.size(); ++n) {
    // Nobody says the name of a lambda.
    if ((summary.functions[n].flags & ThreadFunction::is_lambda) == 0)
      enter(Kind::function, summary.functions[n].name, n);
  }
  for (std::uint32_t n = 0; n < summary.imports.size(); ++n) {
    if (summary.imports[n].name.size != 0) enter(Kind::import, summary.imports[n].name, n);
  }
  for (std::uint32_t n = 0; n < summary.instances.size(); ++n) enter(Kind::instance, summary.instances[n].name, n);
}

std::uint32_t Project::named(std::uint32_t file, std::string_view name, Kind kind) const {
  if (tables_[file].begin == kNone) enter_names(file);
  const Table table = tables_[file];
  const std::uint64_t hash = hash_of(name, static_cast<std::uint64_t>(kind));
  for (std::size_t at = hash & table.mask;; at = (at + 1) & table.mask) {
    const Slot& slot = names_[table.begin + at];
    if (slot.number == kNone || slot.hash == hash) return slot.number;
  }
}

std::uint32_t Project::file_of_module(std::string_view module, std::uint32_t from) const {
  std::uint32_t best = first_of_module(module);
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

Project::Finder::Finder(const Project& project) : project_(project) {
  roots_.reserve(16);
  for (const Summary* const summary : project.files_) {
    const std::string_view root = first_part(summary->at(summary->module));
    if (roots_.empty() || *last_root_ != root) last_root_ = &*roots_.insert(root).first;
  }
}

Project::Finder::Place& Project::Finder::place_of(std::uint32_t number, std::uint32_t from) {
  Place& place = by_import_[number];
  if (place.asked) return place;
  place.asked = true;
  const Summary& summary = *project_.files_[from];
  const Summary::Import& import = summary.imports[number];
  const std::string_view module = summary.at(import.module);
  place.is_ours = roots_.contains(first_part(module));
  if (!place.is_ours) return place;
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
  Place& place = place_of(name.import, from);
  if (!place.is_ours) return kNone;
  if (name.rest.size != 0) return find(place, name, from);
  if (!place.is_bound) {
    place.function = find(place, name, from);
    place.is_bound = true;
  }
  return place.function;
}

std::uint32_t Project::Finder::find(const Place& place, const Summary::Name& name, std::uint32_t from) {
  const Summary& summary = *project_.files_[from];
  const Summary::Import& import = summary.imports[name.import];
  const bool has_member = import.member.size != 0 && !place.whole;
  // Nearly all names are one part behind a module, and defined there.
  if (place.file != kNone && has_member != (name.rest.size != 0)) {
    const std::string_view rest = summary.at(has_member ? import.member : name.rest);
    const std::uint32_t found = project_.named(place.file, rest, Kind::function);
    if (found != kNone) return project_.number(place.file, found);
  }
  name_.assign(summary.at(import.module));
  if (import.member.size != 0) name_.append(".").append(summary.at(import.member));
  if (name.rest.size != 0) name_.append(".").append(summary.at(name.rest));
  // A member of the module that is no module itself. One that an import names was asked about when its place was found.
  const bool is_one_part =
      has_member != (name.rest.size != 0) && summary.at(name.rest).find('.') == std::string_view::npos;
  if (place.file == kNone || !is_one_part || (!has_member && project_.first_of_module(name_) != kNone))
    return follow(from);
  return follow_in(place.file, name_.rfind('.'), from);
}

std::uint32_t Project::Finder::constructor(std::uint32_t file, std::string_view name) {
  init_.assign(name).append(".__init__");
  const std::uint32_t made = project_.named(file, init_, Kind::function);
  return made != kNone ? project_.number(file, made) : kNone;
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
    if (!pass_on(file, rest) || next_ == name_) return constructor(file, rest);
    name_.swap(next_);
  }
  return kNone;
}

// The same where the module before the dot is known, and that it has no function of the name behind it.
std::uint32_t Project::Finder::follow_in(std::uint32_t file, std::size_t dot, std::uint32_t from) {
  const std::string_view rest = std::string_view(name_).substr(dot + 1);
  if (!pass_on(file, rest) || next_ == name_) return constructor(file, rest);
  name_.swap(next_);
  return follow(from);
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
  if (star == kNone || constructor(file, rest) != kNone) return false;
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
