// Files into the image of a page; those of the project are put together as releases.
#include <algorithm>
#include <cstring>
#include <string_view>
#include <unordered_map>

#include "resolver/index/page_image.h"
#include "resolver/standards/file_name.h"
#include "resolver/standards/lenient_requirement.h"

namespace whip::resolver {
namespace {

constexpr std::size_t kLargestTexts = std::size_t{512} << 20;
constexpr std::size_t kLargestRecords = std::size_t{2} << 30;

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

// From 1; files mostly say what the one before said.
std::uint32_t PageBuilder::python_number(std::string_view text) {
  if (text.empty()) return 0;
  if (last_python_ != 0 && pythons_[last_python_ - 1] == text) return last_python_;
  const auto [known, is_new] =
      python_numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(pythons_.size() + 1));
  if (is_new) pythons_.emplace_back(text);
  return last_python_ = known->second;
}

bool PageBuilder::add(const PageFile& file) {
  if (texts_.size() + file.url.size() + file.name.size() > kLargestTexts || records_.size() > kLargestRecords)
    return false;
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
  if (!file.yank_reason.empty()) record.yank_reason = stored(keep(file.yank_reason));
  record.python = python_number(file.requires_python);
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
  if (project_.empty() || !join(file, record.python)) others_.push_back(count_);
  ++count_;
  return true;
}

// False where the file is of no release of the project.
bool PageBuilder::join(const PageFile& file, std::uint32_t python) {
  auto name = release_name(file.name, project_);
  if (!name) return false;
  const auto member = static_cast<std::uint32_t>(members_.size());
  members_.push_back({count_, python, name->is_wheel, file.yanked});
  if (runs_.empty() || runs_.back().version != name->version) {
    const std::string spelled = name->version.key() ? std::string() : name->version.text();
    runs_.push_back({std::move(name->version), keep(spelled), member, member});
  }
  runs_.back().end = member + 1;
  return true;
}

void PageBuilder::append_block(std::span<const std::uint32_t> files, std::string& out) const {
  std::string texts;
  for (const std::uint32_t file : files) {
    auto record = image::part_at<image::Record>(records_, file * sizeof(image::Record));
    const auto move = [&](image::Text& text) {
      const std::string_view moved = std::string_view(texts_).substr(text.begin, text.size);
      text.begin = static_cast<std::uint32_t>(texts.size());
      texts += moved;
    };
    const image::Text url = record.url;
    move(record.url);
    if (record.name.begin >= url.begin && record.name.begin + record.name.size <= url.begin + url.size) {
      record.name.begin = record.url.begin + (record.name.begin - url.begin);
    } else {
      move(record.name);
    }
    move(record.yank_reason);
    append(out, record);
  }
  out += texts;
}

std::string PageBuilder::image() && {
  const auto by_version = [](const Run& a, const Run& b) { return a.version < b.version; };
  if (!std::ranges::is_sorted(runs_, by_version)) std::ranges::stable_sort(runs_, by_version);

  std::unordered_map<std::uint32_t, bool> is_readable;
  const auto says_python = [&](std::uint32_t python) {
    if (python == 0) return false;
    const auto [known, is_new] = is_readable.emplace(python, false);
    if (is_new) known->second = parse_specifiers_leniently(pythons_[python - 1]).has_value();
    return known->second;
  };
  std::vector<image::Release> releases;
  std::vector<std::vector<std::uint32_t>> blocks;
  std::string texts;  // of the head
  std::uint32_t file_count = 0;
  for (std::size_t run = 0; run < runs_.size();) {
    std::size_t end = run + 1;
    while (end < runs_.size() && runs_[end].version == runs_[run].version) ++end;
    image::Release release;
    const auto key = runs_[run].version.key();
    release.key = key.value_or(VersionKey{std::uint64_t{runs_[run].text.size} << 32 | texts.size(), 0});
    if (!key) texts += text(runs_[run].text);
    release.is_yanked = 1;
    release.file = file_count;
    std::vector<std::uint32_t>& files = blocks.emplace_back();
    for (std::size_t i = run; i < end; ++i) {
      for (std::uint32_t at = runs_[i].begin; at < runs_[i].end; ++at) {
        files.push_back(members_[at].file);
        if (!members_[at].is_yanked) release.is_yanked = 0;
      }
    }
    file_count += static_cast<std::uint32_t>(files.size());
    for (; run < end; ++run) {
      for (std::uint32_t at = runs_[run].begin; at < runs_[run].end; ++at) {
        const Member& member = members_[at];
        if (member.is_yanked && release.is_yanked == 0) continue;
        (member.is_wheel ? release.has_wheel : release.has_source) = 1;
        if (release.python == 0 && says_python(member.python)) release.python = member.python;
      }
    }
    releases.push_back(release);
  }
  releases.push_back({.key = {}, .file = file_count});
  blocks.push_back(std::move(others_));

  image::Header header;
  image::kMagic.copy(header.magic, image::kMagic.size());
  header.releases = static_cast<std::uint32_t>(blocks.size() - 1);
  header.pythons = static_cast<std::uint32_t>(pythons_.size());
  header.files = count_;
  const std::size_t tables =
      sizeof header + releases.size() * sizeof(image::Release) + pythons_.size() * sizeof(image::Text);
  for (image::Release& release : releases) {
    if (release.key.low == 0) release.key.high += tables;
  }
  std::string python_table;
  for (const std::string& python : pythons_) {
    append(python_table,
           image::Text{static_cast<std::uint32_t>(tables + texts.size()), static_cast<std::uint32_t>(python.size())});
    texts += python;
  }
  header.head = static_cast<std::uint32_t>(tables + texts.size());

  std::string out;
  out.reserve(header.head + records_.size() + texts_.size());
  out.resize(sizeof header + releases.size() * sizeof(image::Release));
  out.append(python_table).append(texts);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    releases[i].block = static_cast<std::uint32_t>(out.size());
    append_block(blocks[i], out);
  }
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + sizeof header, releases.data(), releases.size() * sizeof(image::Release));
  image::seal(out);
  return out;
}

}  // namespace whip::resolver
