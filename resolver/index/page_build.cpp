// Files into the image of a page; those of the project are put together as releases.
#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "resolver/index/page_image.h"
#include "resolver/standards/file_name.h"
#include "resolver/standards/lenient_requirement.h"

namespace whip::resolver {
namespace {

constexpr std::size_t kLargestTexts = std::size_t{512} << 20;

template <class Part>
void append(std::string& out, const Part& part) {
  out.append(reinterpret_cast<const char*>(&part), sizeof part);
}

}  // namespace

PageBuilder::Text PageBuilder::keep(std::string_view text) {
  const Text place{static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size())};
  texts_ += text;
  return place;
}

bool PageBuilder::add(const PageFile& file) {
  if (texts_.size() + file.url.size() + file.name.size() > kLargestTexts) return false;
  const auto stored = [](Text text) { return image::Text{text.begin, text.size}; };
  const Text url = keep(file.url);
  image::Record record;
  record.url = stored(url);
  // The name nearly always is the end of the URL: stored once.
  if (file.url.ends_with(file.name)) {
    const auto size = static_cast<std::uint32_t>(file.name.size());
    record.name = {url.begin + url.size - size, size};
  } else {
    record.name = stored(keep(file.name));
  }
  // Neighbours are mostly of one release, and say the same.
  if (file.requires_python != text(last_python_)) last_python_ = keep(file.requires_python);
  record.requires_python = stored(last_python_);
  if (!file.yank_reason.empty()) record.yank_reason = stored(keep(file.yank_reason));
  record.upload_time = file.upload_time.value_or(0);
  record.size = file.size.value_or(0);
  record.sha256 = file.sha256.value_or(Sha256{});
  record.metadata_sha256 = file.metadata_sha256.value_or(Sha256{});
  record.has_sha256 = file.sha256.has_value();
  record.has_metadata_sha256 = file.metadata_sha256.has_value();
  record.has_size = file.size.has_value();
  record.has_upload_time = file.upload_time.has_value();
  record.yanked = file.yanked;
  record.has_metadata = file.has_metadata;
  append(records_, record);
  if (!project_.empty()) join(file, last_python_);
  ++count_;
  return true;
}

void PageBuilder::join(const PageFile& file, Text python) {
  auto name = release_name(file.name, project_);
  if (!name) return;
  const auto member = static_cast<std::uint32_t>(members_.size());
  members_.push_back({count_, python, name->is_wheel, file.yanked});
  if (runs_.empty() || runs_.back().version != name->version) {
    const std::string spelled = name->version.key() ? std::string() : name->version.text();
    runs_.push_back({std::move(name->version), keep(spelled), member, member});
  }
  runs_.back().end = member + 1;
}

std::string PageBuilder::image() && {
  const auto by_version = [](const Run& a, const Run& b) { return a.version < b.version; };
  if (!std::ranges::is_sorted(runs_, by_version)) std::ranges::stable_sort(runs_, by_version);

  std::unordered_map<std::string_view, bool> is_readable;
  const auto says_python = [&](const Member& member) {
    if (member.requires_python.size == 0) return false;
    const auto [known, is_new] = is_readable.emplace(text(member.requires_python), false);
    if (is_new) known->second = parse_specifiers_leniently(known->first).has_value();
    return known->second;
  };
  std::string releases;
  std::string members;
  std::uint32_t release_count = 0;
  std::uint32_t member_count = 0;
  for (std::size_t run = 0; run < runs_.size(); ++release_count) {
    std::size_t end = run + 1;
    while (end < runs_.size() && runs_[end].version == runs_[run].version) ++end;
    image::Release release;
    release.key = runs_[run].version.key().value_or(VersionKey{});
    release.version = {runs_[run].text.begin, runs_[run].text.size};
    release.begin = member_count;
    release.is_yanked = 1;
    for (std::size_t i = run; i < end; ++i) {
      for (std::uint32_t at = runs_[i].begin; at < runs_[i].end; ++at, ++member_count) {
        append(members, members_[at].file);
        if (!members_[at].is_yanked) release.is_yanked = 0;
      }
    }
    release.end = member_count;
    for (; run < end; ++run) {
      for (std::uint32_t at = runs_[run].begin; at < runs_[run].end; ++at) {
        const Member& member = members_[at];
        if (member.is_yanked && release.is_yanked == 0) continue;
        (member.is_wheel ? release.has_wheel : release.has_source) = 1;
        if (release.requires_python.size == 0 && says_python(member))
          release.requires_python = {member.requires_python.begin, member.requires_python.size};
      }
    }
    append(releases, release);
  }

  image::Header header;
  image::kMagic.copy(header.magic, image::kMagic.size());
  header.releases = release_count;
  header.records = count_;
  header.members = member_count;
  std::string out;
  out.reserve(sizeof header + releases.size() + records_.size() + members.size() + texts_.size());
  append(out, header);
  return out.append(releases).append(records_).append(members).append(texts_);
}

}  // namespace whip::resolver
