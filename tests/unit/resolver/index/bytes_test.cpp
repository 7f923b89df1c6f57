// What is done to bytes on their way: unpacked, hashed, on another thread.
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>

#include "resolver/index/digest.h"
#include "resolver/index/gzip.h"
#include "resolver/index/worker.h"

namespace whip::resolver {
namespace {

std::string gzipped(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Gzip, IsUnpackedWhateverItsEndTellsOfItsSize) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i);
  const std::string packed = gzipped(text);
  EXPECT_EQ(gunzipped(packed, text.size()).value_or(""), text);
  EXPECT_EQ(gunzipped(gzipped(""), 0).value_or("x"), "");
  // A size that is not true is no reason to refuse or to take more; zlib itself compares it.
  std::string lying = packed;
  lying[lying.size() - 1] = '\x7F';
  EXPECT_EQ(gunzipped(lying, 1 << 30).error().code, ErrorCode::syntax);
}

TEST(Gzip, IsRefusedWhereItIsTooLargeDamagedOrCutOff) {
  const std::string packed = gzipped(std::string(100000, 'x'));
  EXPECT_EQ(gunzipped(packed, 99999).error().code, ErrorCode::limit);
  EXPECT_EQ(gunzipped(packed.substr(0, packed.size() - 9), 1 << 20).error().code, ErrorCode::syntax);
  EXPECT_EQ(gunzipped("no gzip at all", 1 << 20).error().code, ErrorCode::syntax);
  EXPECT_EQ(gunzipped("", 1 << 20).error().code, ErrorCode::syntax);
}

TEST(Digest, IsThatOfTheStandard) {
  EXPECT_EQ(hexadecimal(sha256_of("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hexadecimal(sha256_of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hexadecimal(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hexadecimal(sha256_of(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, IsTheSameWithoutTheProcessorsInstructions) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(sha256_of(text), sha256_without_instructions(text)) << i;
    text += static_cast<char>(i * 37);
  }
}

TEST(Worker, FinishesEveryJobOnTheAskingThread) {
  std::atomic<int> woken = 0;
  Worker worker([&] { ++woken; });
  EXPECT_TRUE(worker.idle());
  EXPECT_FALSE(worker.finish(true));
  const std::thread::id here = std::this_thread::get_id();
  int sum = 0;
  for (int i = 1; i <= 100; ++i) {
    worker.start([&sum, here, i]() -> Worker::Finish {
      EXPECT_NE(std::this_thread::get_id(), here);
      return [&sum, here, i] {
        EXPECT_EQ(std::this_thread::get_id(), here);
        sum += i;
      };
    });
  }
  while (!worker.idle()) EXPECT_TRUE(worker.finish(true));
  EXPECT_EQ(sum, 5050);
  EXPECT_EQ(woken, 100);
}

TEST(Worker, DoesWhatIsLeftBeforeItEnds) {
  std::atomic<int> begun = 0;
  {
    Worker worker([] {});
    for (int i = 0; i < 1000; ++i) {
      worker.start([&begun]() -> Worker::Finish {
        ++begun;
        return [] {};
      });
    }
  }
  EXPECT_EQ(begun, 1000);
}

}  // namespace
}  // namespace whip::resolver
