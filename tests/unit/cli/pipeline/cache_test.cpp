#include "cli/pipeline/cache.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/scratch.h"

namespace whip {
namespace {

namespace fs = std::filesystem;

std::vector<Diagnostic> some_findings(int seed) {
  std::vector<Diagnostic> out;
  Diagnostic plain{.rule = RuleId{7}, .span = {3, 9}, .message = "`os` imported but unused " + std::to_string(seed)};
  plain.label = "here";
  plain.help = "look there";
  plain.parent = 2;
  plain.notes.push_back({{1, 2}, "first seen here"});
  out.push_back(plain);
  Diagnostic fixed{.rule = RuleId::invalid_syntax, .span = {0, 0}, .message = ""};
  fixed.fix =
      Fix{.safety = Safety::unsafe, .title = "Remove", .edits = {Edit::remove({1, 4}), Edit::insert(5, "x\ny")}};
  fixed.fix->isolation = 3;
  out.push_back(fixed);
  return out;
}

Cache::Fresh entry(const std::string& name, const std::vector<Diagnostic>& findings) {
  Cache::Fresh fresh{.key = cache_hash(name), .content = cache_hash("text of " + name)};
  fresh.stamp = {.size = 20, .modified = 1'000'000'000, .inode = 5};
  fresh.payload.clear();
  if (!findings.empty()) encode_findings(findings, {}, fresh.payload);
  return fresh;
}

std::string cache_file(const std::string& folder) {
  for (const auto& found : fs::directory_iterator(folder)) {
    if (found.path().extension() == ".lint") return found.path().string();
  }
  return {};
}

TEST(Cache, FindingsSurviveTheWayThroughBytes) {
  const FileAnswer answer{.findings = some_findings(1), .extras = {{4, {1, 2}}, {5, {3, 4}}}};
  std::string bytes;
  encode_findings(answer.findings, answer.extras, bytes);
  const std::optional<FileAnswer> back = decode_findings(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, answer);
}

TEST(Cache, WhatWasSavedIsFoundAgain) {
  const Scratch scratch;
  Cache::open(scratch.path(".whip_cache"), scratch.root()).save({entry("a", some_findings(1)), entry("b", {})});
  const Cache cache = Cache::open(scratch.path(".whip_cache"), scratch.root());
  const CacheRecord* const a = cache.find(cache_hash("a"));
  ASSERT_NE(a, nullptr);
  ASSERT_TRUE(cache.findings(*a));
  EXPECT_EQ(cache.findings(*a)->findings, some_findings(1));
  const CacheRecord* const b = cache.find(cache_hash("b"));
  ASSERT_NE(b, nullptr);
  EXPECT_TRUE(cache.findings(*b)->findings.empty());
  EXPECT_EQ(cache.find(cache_hash("c")), nullptr);
  EXPECT_TRUE(fs::exists(scratch.path(".whip_cache/CACHEDIR.TAG")));
  EXPECT_TRUE(fs::exists(scratch.path(".whip_cache/.gitignore")));
}

TEST(Cache, OnlyTheSameSizeTimeAndInodeMatch) {
  const Scratch scratch;
  Cache::open(scratch.path("c"), scratch.root()).save({entry("a", {})});
  const Cache cache = Cache::open(scratch.path("c"), scratch.root());
  const CacheRecord& record = *cache.find(cache_hash("a"));
  EXPECT_TRUE(Cache::matches(record, {.size = 20, .modified = 1'000'000'000, .inode = 5}));
  EXPECT_FALSE(Cache::matches(record, {.size = 21, .modified = 1'000'000'000, .inode = 5}));
  EXPECT_FALSE(Cache::matches(record, {.size = 20, .modified = 1'000'000'001, .inode = 5}));
  EXPECT_FALSE(Cache::matches(record, {.size = 20, .modified = 1'000'000'000, .inode = 6}));
}

// A file that was changed just now may change again within the clock's grain.
TEST(Cache, AStampFromThisMomentIsNotBelieved) {
  const Scratch scratch;
  Cache::Fresh fresh = entry("a", {});
  fresh.stamp.modified = std::int64_t{std::time(nullptr)} * 1'000'000'000;
  const FileStamp stamp = fresh.stamp;
  std::vector<Cache::Fresh> all;
  all.push_back(std::move(fresh));
  Cache::open(scratch.path("c"), scratch.root()).save(std::move(all));
  const Cache cache = Cache::open(scratch.path("c"), scratch.root());
  EXPECT_FALSE(Cache::matches(*cache.find(cache_hash("a")), stamp));
}

TEST(Cache, AnotherRunsEntriesAreKept) {
  const Scratch scratch;
  const Cache first = Cache::open(scratch.path("c"), scratch.root());
  const Cache second = Cache::open(scratch.path("c"), scratch.root());
  first.save({entry("a", some_findings(1))});
  second.save({entry("b", some_findings(2))});
  const Cache cache = Cache::open(scratch.path("c"), scratch.root());
  ASSERT_NE(cache.find(cache_hash("a")), nullptr);
  EXPECT_EQ(cache.findings(*cache.find(cache_hash("a")))->findings, some_findings(1));
  EXPECT_EQ(cache.findings(*cache.find(cache_hash("b")))->findings, some_findings(2));
}

TEST(Cache, AConfirmedEntryKeepsItsFindings) {
  const Scratch scratch;
  Cache::open(scratch.path("c"), scratch.root()).save({entry("a", some_findings(1))});
  {
    const Cache cache = Cache::open(scratch.path("c"), scratch.root());
    Cache::Fresh again = entry("a", {});
    again.stamp.modified = 2'000'000'000;
    again.confirmed = cache.find(cache_hash("a"));
    std::vector<Cache::Fresh> all;
    all.push_back(std::move(again));
    cache.save(std::move(all));
  }
  const Cache cache = Cache::open(scratch.path("c"), scratch.root());
  const CacheRecord& record = *cache.find(cache_hash("a"));
  EXPECT_EQ(record.modified, 2'000'000'000);
  EXPECT_EQ(cache.findings(record)->findings, some_findings(1));
}

TEST(Cache, ProjectsThatShareAFolderDoNotMeet) {
  const Scratch scratch;
  Cache::open(scratch.path("c"), "/one").save({entry("a", {})});
  EXPECT_EQ(Cache::open(scratch.path("c"), "/two").find(cache_hash("a")), nullptr);
  EXPECT_NE(Cache::open(scratch.path("c"), "/one").find(cache_hash("a")), nullptr);
}

// Every prefix, and a thousand files with some bytes changed: a miss or the truth, never something else.
TEST(Cache, DamagedFilesAreMissesNeverAnswers) {
  const Scratch scratch;
  std::vector<Cache::Fresh> entries;
  for (int i = 0; i < 20; ++i) entries.push_back(entry(std::to_string(i), some_findings(i)));
  Cache::open(scratch.path("c"), scratch.root()).save(std::move(entries));
  const std::string file = cache_file(scratch.path("c"));
  std::string whole;
  {
    std::ifstream in(file, std::ios::binary);
    whole.assign(std::istreambuf_iterator<char>(in), {});
  }
  ASSERT_GT(whole.size(), 2000U);
  const auto expect_truth_or_nothing = [&](const std::string& bytes) {
    fs::remove(file);  // a new file, as by rename: what is mapped must not shrink
    std::ofstream(file, std::ios::binary) << bytes;
    const Cache cache = Cache::open(scratch.path("c"), scratch.root());
    for (int i = 0; i < 20; ++i) {
      const CacheRecord* const record = cache.find(cache_hash(std::to_string(i)));
      if (record == nullptr) continue;
      const std::optional<FileAnswer> answer = cache.findings(*record);
      if (answer) {
        ASSERT_EQ(answer->findings, some_findings(i));
      }
    }
  };
  for (std::size_t size = 0; size < whole.size(); size += 7) expect_truth_or_nothing(whole.substr(0, size));
  std::mt19937 random(1);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = whole;
    for (unsigned changes = 1 + random() % 8; changes > 0; --changes)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    expect_truth_or_nothing(bytes);
  }
}

TEST(Cache, AnyBytesDecodeToSomethingOrNothingWithoutHarm) {
  std::string good;
  encode_findings(some_findings(3), {}, good);
  std::mt19937 random(2);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
      bytes[random() % bytes.size()] = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
    }
    bytes.resize(random() % 4 == 0 ? random() % bytes.size() : bytes.size());
    static_cast<void>(decode_findings(bytes).has_value());
  }
}

TEST(Cache, ManyWritersAtOnceLeaveAWholeFile) {
  const Scratch scratch;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&scratch, writer] {
      for (int i = 0; i < 25; ++i) {
        const Cache cache = Cache::open(scratch.path("c"), scratch.root());
        std::vector<Cache::Fresh> entries;
        entries.push_back(entry(std::to_string(writer) + "-" + std::to_string(i), some_findings(i)));
        cache.save(std::move(entries));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const Cache cache = Cache::open(scratch.path("c"), scratch.root());
  int found = 0;
  for (int writer = 0; writer < 4; ++writer) {
    for (int i = 0; i < 25; ++i) {
      const CacheRecord* const record = cache.find(cache_hash(std::to_string(writer) + "-" + std::to_string(i)));
      if (record == nullptr) continue;  // overwritten by another run: costs time, no more
      ++found;
      EXPECT_EQ(cache.findings(*record)->findings, some_findings(i));
    }
  }
  EXPECT_GE(found, 25);
}

TEST(Cache, KilledAtAnyMomentItStaysReadable) {
  const Scratch scratch;
  std::vector<Cache::Fresh> entries;
  entries.push_back(entry("kept", some_findings(0)));
  Cache::open(scratch.path("c"), scratch.root()).save(std::move(entries));
  for (int round = 0; round < 30; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (int i = 0;; ++i) {
        std::vector<Cache::Fresh> more;
        for (int k = 0; k < 50; ++k) more.push_back(entry(std::to_string(k), some_findings(i)));
        Cache::open(scratch.path("c"), scratch.root()).save(std::move(more));
      }
    }
    ::usleep(static_cast<useconds_t>(700 + round * 211));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    const Cache cache = Cache::open(scratch.path("c"), scratch.root());
    const CacheRecord* const kept = cache.find(cache_hash("kept"));
    ASSERT_NE(kept, nullptr) << "round " << round;
    ASSERT_EQ(cache.findings(*kept)->findings, some_findings(0));
  }
}

TEST(Cache, RemovingFindsEveryCacheBelow) {
  const Scratch scratch;
  scratch.write(".whip_cache/x");
  scratch.write("a/b/.whip_cache/x");
  scratch.write("a/keep.py");
  EXPECT_EQ(remove_caches(scratch.root()).size(), 2U);
  EXPECT_FALSE(fs::exists(scratch.path(".whip_cache")));
  EXPECT_FALSE(fs::exists(scratch.path("a/b/.whip_cache")));
  EXPECT_TRUE(fs::exists(scratch.path("a/keep.py")));
}

}  // namespace
}  // namespace whip
