#include "cli/pipeline/cache.h"

#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/pipeline/write.h"

namespace whip {
namespace {

constexpr std::string_view kFolderName = ".whip_cache";
constexpr std::uint32_t kDaysKept = 30;                        // of entries that no run asked for
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;  // beyond that, only this run's entries are kept

// The linker's hash of this program: two builds of one version may judge differently.
int copy_build_id(dl_phdr_info* program, std::size_t, void* into) {
  for (int i = 0; i < program->dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = program->dlpi_phdr[i];
    if (header.p_type != PT_NOTE) continue;
    const char* at = reinterpret_cast<const char*>(program->dlpi_addr + header.p_vaddr);
    const char* const end = at + header.p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof note);
      const auto aligned = [](std::size_t size) { return (size + 3) & ~std::size_t{3}; };
      const char* const name = at + sizeof note;
      const char* const text = name + aligned(note.n_namesz);
      at = text + aligned(note.n_descsz);
      if (at > end) break;
      if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0) {
        static_cast<std::string*>(into)->assign(text, note.n_descsz);
      }
    }
  }
  return 1;  // the program itself comes first; its libraries do not matter
}

CacheHash this_tool() {
  std::string identity;
  ::dl_iterate_phdr(copy_build_id, &identity);
  return cache_hash("whip " WHIP_VERSION " cache 1 " + identity);
}

std::uint32_t today() { return static_cast<std::uint32_t>(std::time(nullptr) / 86'400); }

std::uint64_t checksum(std::span<const CacheRecord> records) {
  return cache_hash({reinterpret_cast<const char*>(records.data()), records.size_bytes()}).low;
}

// The records of a whole cache file; none if anything about it is not as it should be.
std::span<const CacheRecord> check(std::string_view bytes, const CacheHash& tool) {
  CacheHeader header;
  if (bytes.size() < sizeof header) return {};
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != CacheHeader::kMagic || header.tool != tool || header.bytes != bytes.size()) return {};
  if (header.count > (bytes.size() - sizeof header) / sizeof(CacheRecord)) return {};
  // The mapping begins at a page, so the records behind the header are aligned.
  const std::span<const CacheRecord> records(reinterpret_cast<const CacheRecord*>(bytes.data() + sizeof header),
                                             static_cast<std::size_t>(header.count));
  return checksum(records) == header.checksum ? records : std::span<const CacheRecord>{};
}

std::string hexadecimal(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) out[i] = kDigits[value & 15];
  return out;
}

// A file that stays empty of findings for everybody else: marked as a cache for backup programs, ignored by git.
bool prepare_folder(const std::string& folder) {
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  if (trouble) return false;
  const std::pair<std::string_view, std::string_view> marks[] = {
      {"/CACHEDIR.TAG",
       "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of whip: see "
       "https://bford.info/cachedir/\n"},
      {"/.gitignore", "# Written by whip.\n*\n"},
  };
  for (const auto& [name, text] : marks) {
    const std::string path = folder + std::string(name);
    if (::access(path.c_str(), F_OK) != 0 && !write_file(path, text, Durability::relaxed)) return false;
  }
  return true;
}

// A change within the clock's grain after the file was read could leave size and time as they are: such a stamp is not
// believed the next time, the content is compared. Two seconds is the coarsest grain of a file system in use (FAT).
std::int64_t believable(std::int64_t modified) {
  const std::int64_t now = std::int64_t{std::time(nullptr)} * 1'000'000'000;
  return modified < now - 2'000'000'000 ? modified : 0;
}

}  // namespace

Cache::Cache(Cache&& other) noexcept
    : folder_(std::move(other.folder_)),
      file_(std::move(other.file_)),
      bytes_(std::exchange(other.bytes_, {})),
      records_(std::exchange(other.records_, {})) {}

Cache::~Cache() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

Cache Cache::open(const std::string& folder, const std::string& project) {
  Cache cache;
  cache.folder_ = folder;
  // In its own project the name is the same wherever the project lies, so that a copy of it finds its cache.
  const bool is_own = folder == project + "/" + std::string(kFolderName);
  cache.file_ = folder + "/" + WHIP_VERSION + (is_own ? "" : "-" + hexadecimal(cache_hash(project).low)) + ".lint";
  cache.map();
  return cache;
}

void Cache::map() {
  const int file = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  struct stat facts;
  if (::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size > 0) {
    const auto size = static_cast<std::size_t>(facts.st_size);
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (mapped != MAP_FAILED) bytes_ = {static_cast<const char*>(mapped), size};
  }
  ::close(file);
  records_ = check(bytes_, this_tool());
}

const CacheRecord* Cache::find(const CacheHash& key) const {
  const auto at = std::ranges::lower_bound(records_, key, {}, &CacheRecord::key);
  return at != records_.end() && at->key == key ? &*at : nullptr;
}

bool Cache::matches(const CacheRecord& record, const FileStamp& stamp) {
  return record.modified != 0 && record.modified == stamp.modified && record.size == stamp.size &&
         record.inode == stamp.inode;
}

std::string_view Cache::payload(const CacheRecord& record) const {
  if (record.payload_begin > bytes_.size() || record.payload_size > bytes_.size() - record.payload_begin) return {};
  return bytes_.substr(static_cast<std::size_t>(record.payload_begin), record.payload_size);
}

std::optional<FileAnswer> Cache::findings(const CacheRecord& record) const {
  if (record.payload_size == record.part_size) return FileAnswer{};
  const std::string_view bytes = payload(record);
  if (bytes.empty() || payload_checksum(bytes) != record.payload_checksum || record.part_size > bytes.size())
    return std::nullopt;
  return decode_findings(bytes.substr(0, bytes.size() - record.part_size));
}

std::string_view Cache::part_bytes(const CacheRecord& record) const {
  const std::string_view bytes = payload(record);
  if (record.part_size == 0 || record.part_size > bytes.size() || payload_checksum(bytes) != record.payload_checksum)
    return {};
  return bytes.substr(bytes.size() - record.part_size);
}

std::string_view Cache::findings_bytes(const CacheRecord& record) const {
  return payload(record).substr(0, record.payload_size - record.part_size);
}

std::unique_ptr<ProjectPart> Cache::part(const CacheRecord& record) const { return decode_part(part_bytes(record)); }

std::optional<Verdict> Cache::verdict(const CacheRecord& record) const { return decode_verdict(part_bytes(record)); }

void Cache::save(std::vector<Fresh> fresh) const {
  if (!prepare_folder(folder_)) return;
  std::ranges::sort(fresh, {}, &Fresh::key);
  // Another run may have saved since this one began: its entries are kept too.
  Cache newest;
  newest.file_ = file_;
  newest.map();
  const std::uint32_t day = today();
  const bool keeps_others = newest.bytes_.size() < kMostBytes;

  std::vector<CacheRecord> records;
  records.reserve(fresh.size() + newest.records_.size());
  std::string payloads;
  const auto add = [&](CacheRecord record, std::string_view bytes) {
    record.payload_begin = payloads.size();  // moved behind the records below
    record.payload_size = static_cast<std::uint32_t>(bytes.size());
    payloads += bytes;
    records.push_back(record);
  };
  auto old = newest.records_.begin();
  const auto add_others_before = [&](const CacheHash* key) {
    for (; old != newest.records_.end() && (key == nullptr || old->key < *key); ++old) {
      if (keeps_others && old->last_used + kDaysKept >= day) add(*old, newest.payload(*old));
    }
  };
  for (const Fresh& entry : fresh) {
    if (!records.empty() && records.back().key == entry.key) continue;  // a file that was named twice
    add_others_before(&entry.key);
    if (old != newest.records_.end() && old->key == entry.key) ++old;
    const std::string_view bytes = entry.confirmed != nullptr ? payload(*entry.confirmed) : entry.payload;
    add({.key = entry.key,
         .content = entry.content,
         .size = entry.stamp.size,
         .modified = believable(entry.stamp.modified),
         .inode = entry.stamp.inode,
         .payload_checksum = entry.confirmed != nullptr ? entry.confirmed->payload_checksum : payload_checksum(bytes),
         .last_used = day,
         .part_size = entry.confirmed != nullptr ? entry.confirmed->part_size : entry.part_size},
        bytes);
  }
  add_others_before(nullptr);

  const std::uint64_t payload_start = sizeof(CacheHeader) + records.size() * sizeof(CacheRecord);
  for (CacheRecord& record : records) record.payload_begin += payload_start;
  const CacheHeader header{.tool = this_tool(),
                           .count = records.size(),
                           .bytes = payload_start + payloads.size(),
                           .checksum = checksum(records)};
  std::string file(reinterpret_cast<const char*>(&header), sizeof header);
  file.reserve(static_cast<std::size_t>(header.bytes));
  file.append(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(CacheRecord)).append(payloads);
  // No disk, no cache: nothing that this run was asked for fails.
  static_cast<void>(write_file(file_, file, Durability::relaxed).has_value());
}

std::vector<std::string> remove_caches(const std::string& root) {
  namespace fs = std::filesystem;
  std::vector<std::string> removed;
  std::error_code trouble;
  for (fs::recursive_directory_iterator at(root, fs::directory_options::skip_permission_denied, trouble), end;
       at != end; at.increment(trouble)) {
    if (at->path().filename() != kFolderName || at->is_symlink() || !at->is_directory()) continue;
    at.disable_recursion_pending();
    removed.push_back(at->path().string());
  }
  std::ranges::sort(removed);
  for (const std::string& folder : removed) fs::remove_all(folder, trouble);
  return removed;
}

}  // namespace whip
