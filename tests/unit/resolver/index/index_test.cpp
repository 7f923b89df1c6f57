#include "resolver/index/index.h"

#include <gtest/gtest.h>
#include <filesystem>
#include <fstream>

#include "resolver/index/digest.h"
#include "tests/support/scratch.h"
#include "tests/support/small_wheel.h"
#include "tests/support/test_server.h"

namespace whip::resolver {
namespace {

using test::ServerReply;
using test::ServerRequest;
using test::TestServer;

IndexOptions options_for(std::vector<std::string> urls) {
  IndexOptions options;
  for (std::string& url : urls) options.sources.push_back({.name = {}, .url = std::move(url)});
  options.http.first_delay = std::chrono::milliseconds(1);
  options.http.read_timeout = std::chrono::milliseconds(1000);
  return options;
}

IndexAnswer only_answer(Index& index) {
  std::vector<IndexAnswer> answers = index.wait();
  EXPECT_EQ(answers.size(), 1U);
  return answers.empty() ? IndexAnswer{} : std::move(answers[0]);
}

const Page* page_of(const IndexAnswer& answer) {
  const auto* found = std::get_if<FoundPage>(&answer.answer);
  return found != nullptr ? found->page.get() : nullptr;
}
std::string error_of(const IndexAnswer& answer) {
  const auto* error = std::get_if<Error>(&answer.answer);
  return error != nullptr ? error->message : std::string();
}

ServerReply json_page(std::string files) {
  return {.body = R"({"meta":{"api-version":"1.0"},"files":[)" + std::move(files) + "]}",
          .headers = {"Content-Type: application/vnd.pypi.simple.v1+json"}};
}

const std::string kFile = R"({"filename":"n-1-py3-none-any.whl","url":"n-1-py3-none-any.whl","hashes":{}})";

TEST(Index, AsksTheFirstIndexThatKnowsTheProject) {
  TestServer first([](const ServerRequest& request) {
    return request.path == "/simple/n/" ? json_page(kFile) : ServerReply{.status = 404};
  });
  TestServer second([](const ServerRequest&) { return json_page(kFile); });
  Index index(options_for({first.url() + "/simple", second.url() + "/simple/"}), Store());
  index.ask_page("n");
  const IndexAnswer known = only_answer(index);
  ASSERT_NE(page_of(known), nullptr) << error_of(known);
  EXPECT_EQ(std::get<FoundPage>(known.answer).source, 0U);
  EXPECT_EQ(second.requests(), 0U);
  index.ask_page("other");
  EXPECT_EQ(std::get<FoundPage>(only_answer(index).answer).source, 1U);
}

TEST(Index, SaysWhereNobodyKnowsTheProject) {
  TestServer server([](const ServerRequest&) { return ServerReply{.status = 404}; });
  Index index(options_for({server.url()}), Store());
  index.ask_page("n");
  const IndexAnswer answer = only_answer(index);
  EXPECT_EQ(error_of(answer), "");
  EXPECT_EQ(page_of(answer), nullptr);
}

TEST(Index, AsksAgainWhatFailsForAMoment) {
  int count = 0;
  TestServer server([&](const ServerRequest&) {
    ++count;
    if (count == 1) return ServerReply{.status = 503};
    if (count == 2) {
      ServerReply cut = json_page(kFile);
      cut.cut_after = 20;
      return cut;
    }
    return json_page(kFile);
  });
  Index index(options_for({server.url()}), Store());
  index.ask_page("n");
  const IndexAnswer answer = only_answer(index);
  EXPECT_NE(page_of(answer), nullptr) << error_of(answer);
  EXPECT_EQ(server.requests(), 3U);
}

TEST(Index, GivesUpWithTheStatusAndTheCount) {
  TestServer server([](const ServerRequest&) { return ServerReply{.status = 502}; });
  Index index(options_for({server.url_with("someone", "secret")}), Store());
  index.ask_page("n");
  const std::string message = error_of(only_answer(index));
  EXPECT_NE(message.find("502"), std::string::npos) << message;
  EXPECT_NE(message.find("tried 4 times"), std::string::npos) << message;
  EXPECT_EQ(message.find("secret"), std::string::npos) << message;
}

TEST(Index, SendsCredentialsToTheirHostOnly) {
  std::string elsewhere = "not asked";
  TestServer other([&](const ServerRequest& request) {
    elsewhere = request.header("authorization");
    return ServerReply{.body = "Name: n\n"};
  });
  std::string here;
  TestServer server([&](const ServerRequest& request) {
    here = request.header("authorization");
    return json_page(R"({"filename":"n-1-py3-none-any.whl","url":")" + other.url() +
                     R"(/n-1-py3-none-any.whl","hashes":{},"core-metadata":true})");
  });
  Index index(options_for({server.url_with("someone", "secret")}), Store());
  index.ask_page("n");
  const IndexAnswer answer = only_answer(index);
  ASSERT_NE(page_of(answer), nullptr) << error_of(answer);
  EXPECT_EQ(here, "Basic c29tZW9uZTpzZWNyZXQ=");
  const PageFile file = page_of(answer)->files(0)[0];
  index.ask_metadata({.url = std::string(file.url), .source = 0, .has_metadata = file.has_metadata});
  EXPECT_EQ(std::get<MetadataText>(only_answer(index).answer), "Name: n\n");
  EXPECT_EQ(elsewhere, "");
}

TEST(Index, KeepsPagesAsLongAsTheServerSaysAndThenAsksWhetherTheyChanged) {
  std::string control = "max-age=600";
  unsigned unchanged = 0;
  TestServer server([&](const ServerRequest& request) {
    if (request.header("if-none-match") == "\"1\"") {
      ++unchanged;
      return ServerReply{.status = 304, .body = {}, .headers = {"Cache-Control: " + control}};
    }
    ServerReply reply = json_page(kFile);
    reply.headers.push_back("ETag: \"1\"");
    reply.headers.push_back("Cache-Control: " + control);
    return reply;
  });
  const Scratch folder;
  const auto ask = [&](bool refresh, bool offline) {
    IndexOptions options = options_for({server.url()});
    options.refresh = refresh;
    options.offline = offline;
    Index index(options, Store(folder.root()));
    index.ask_page("n");
    const IndexAnswer answer = only_answer(index);
    EXPECT_NE(page_of(answer), nullptr) << error_of(answer);
  };
  ask(false, false);
  EXPECT_EQ(server.requests(), 1U);
  ask(false, false);
  EXPECT_EQ(server.requests(), 1U);
  ask(true, false);
  EXPECT_EQ(server.requests(), 2U);
  EXPECT_EQ(unchanged, 1U);
  control = "no-cache";
  ask(true, false);
  ask(false, false);
  EXPECT_EQ(unchanged, 3U);
  ask(false, true);
  EXPECT_EQ(server.requests(), 4U);
}

TEST(Index, SaysWhatIsMissingWhenOffline) {
  IndexOptions options = options_for({"https://index.invalid/simple"});
  options.offline = true;
  Index index(options, Store());
  index.ask_page("n");
  EXPECT_NE(error_of(only_answer(index)).find("--offline"), std::string::npos);
}

// A server of one wheel; `ranges`: whether it can send parts.
ServerReply serve_wheel(const ServerRequest& request, const std::string& wheel, bool ranges) {
  const std::string range = request.header("range");
  if (range.empty() || !ranges) return {.body = wheel};
  const std::size_t dash = range.find('-');
  const std::string first = range.substr(6, dash - 6);
  const std::string last = range.substr(dash + 1);
  const std::size_t begin =
      first.empty() ? wheel.size() - std::min<std::size_t>(wheel.size(), std::stoul(last)) : std::stoul(first);
  const std::size_t end = first.empty() ? wheel.size() : std::min<std::size_t>(wheel.size(), std::stoul(last) + 1);
  return {.status = 206,
          .body = wheel.substr(begin, end - begin),
          .headers = {"Content-Range: bytes " + std::to_string(begin) + "-" + std::to_string(end - 1) + "/" +
                      std::to_string(wheel.size())}};
}

TEST(Index, CutsMetadataOutOfWheelsHoweverTheServerSendsThem) {
  const std::string metadata = "Metadata-Version: 2.1\nName: n\n";
  // METADATA within the last bytes; before them; and a directory that is larger than them would be.
  for (const std::size_t padding : {std::size_t{10}, std::size_t{300'000}}) {
    const std::string wheel = test::small_wheel("n-1", metadata, padding);
    for (const bool ranges : {true, false}) {
      TestServer server([&](const ServerRequest& request) { return serve_wheel(request, wheel, ranges); });
      const Scratch folder;
      for (int round = 0; round < 2; ++round) {
        Index index(options_for({server.url()}), Store(folder.root()));
        index.ask_metadata({.url = server.url() + "/n-1-py3-none-any.whl", .sha256 = sha256_of(wheel)});
        const IndexAnswer answer = only_answer(index);
        ASSERT_EQ(error_of(answer), "");
        EXPECT_EQ(std::get<MetadataText>(answer.answer), metadata);
        EXPECT_EQ(server.requests(), 1U) << "the second time it is stored";
      }
    }
  }
}

TEST(Index, RefusesBytesThatHaveNotTheirHash) {
  const std::string wheel = test::small_wheel("n-1", "Name: n\n");
  TestServer server([&](const ServerRequest& request) {
    return request.path.ends_with(".metadata") ? ServerReply{.body = "Name: other\n"}
                                               : serve_wheel(request, wheel, false);
  });
  Index index(options_for({server.url()}), Store());
  index.ask_metadata({.url = server.url() + "/n-1-py3-none-any.whl", .sha256 = sha256_of("another")});
  EXPECT_NE(error_of(only_answer(index)).find("hash"), std::string::npos);
  index.ask_metadata(
      {.url = server.url() + "/n-1-py3-none-any.whl", .has_metadata = true, .metadata_sha256 = sha256_of("Name: n\n")});
  EXPECT_NE(error_of(only_answer(index)).find("hash"), std::string::npos);
}

TEST(Index, ReadsFoldersOfFiles) {
  const Scratch folder;
  const std::string name = folder.root() + "/My_Pkg-1.0-py3-none-any.whl";
  std::ofstream(name, std::ios::binary) << test::small_wheel("My_Pkg-1.0", "Name: My_Pkg\n");
  std::ofstream(folder.root() + "/my_pkg_more-1.0.tar.gz") << "x";
  IndexOptions options;
  options.sources.push_back({.name = {}, .url = folder.root(), .kind = SourceKind::flat});
  Index index(options, Store());
  index.ask_page("my-pkg");
  const IndexAnswer answer = only_answer(index);
  ASSERT_NE(page_of(answer), nullptr) << error_of(answer);
  ASSERT_EQ(page_of(answer)->size(), 1U);
  const PageFile file = page_of(answer)->files(0)[0];
  EXPECT_EQ(file.name, "My_Pkg-1.0-py3-none-any.whl");
  index.ask_metadata({.url = std::string(file.url)});
  EXPECT_EQ(std::get<MetadataText>(only_answer(index).answer), "Name: My_Pkg\n");
}

TEST(Index, StopsAnAnswerThatIsTooLarge) {
  TestServer server([](const ServerRequest&) { return ServerReply{.body = std::string(17 << 20, 'x')}; });
  Index index(options_for({server.url()}), Store());
  index.ask_metadata({.url = server.url() + "/n-1-py3-none-any.whl", .has_metadata = true});
  EXPECT_NE(error_of(only_answer(index)).find("larger than"), std::string::npos);
}

TEST(Index, LeavesALoopOfRedirects) {
  TestServer server(
      [](const ServerRequest&) { return ServerReply{.status = 302, .body = {}, .headers = {"Location: /again"}}; });
  Index index(options_for({server.url()}), Store());
  index.ask_page("n");
  EXPECT_NE(error_of(only_answer(index)), "");
  EXPECT_LE(server.requests(), 12U);
}

TEST(Store, ForgetsWhatIsDamaged) {
  const Scratch folder;
  const Store store(folder.root());
  store.put("page", "key", {.fresh_until = 5, .etag = "e", .last_modified = "l", .body = "body"});
  ASSERT_TRUE(store.find("page", "key"));
  EXPECT_EQ(store.find("page", "key")->body, "body");
  EXPECT_FALSE(store.find("page", "other"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.root())) {
    if (!entry.is_regular_file()) continue;
    std::filesystem::resize_file(entry.path(), entry.file_size() - 1);
  }
  EXPECT_FALSE(store.find("page", "key"));
}

// Another value of a byte that many from the end of the only file there.
void damage(const Scratch& folder, std::streamoff from_end) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.root())) {
    if (!entry.is_regular_file()) continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(-from_end, std::ios::end);
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(-from_end, std::ios::end);
    file.put(byte);
  }
}

TEST(Store, LeavesABodyToItsReaderWhereThatChecksIt) {
  const Scratch folder;
  const Store store(folder.root());
  store.put("page", "key", {}, "body", BodyCheck::by_reader);
  ASSERT_TRUE(store.find("page", "key", BodyCheck::by_reader));
  EXPECT_FALSE(store.find("page", "key"));
  damage(folder, 56 + 3 + 1);  // the trailer, the key, and of the body the last byte
  ASSERT_TRUE(store.find("page", "key", BodyCheck::by_reader));
  EXPECT_EQ(store.find("page", "key", BodyCheck::by_reader)->body, "bodx");
  damage(folder, 56 + 3);
  EXPECT_FALSE(store.find("page", "key", BodyCheck::by_reader));
}

TEST(Index, SaysLateThatAStoredPageWasDamagedAndForgetsIt) {
  TestServer server([](const ServerRequest&) {
    const ServerReply page = json_page(kFile);
    return ServerReply{.body = page.body, .headers = {page.headers.front(), "Cache-Control: max-age=600"}};
  });
  const Scratch folder;
  IndexOptions options = options_for({server.url()});
  options.checks_late = true;
  const auto files = [&] {
    Index index(options, Store(folder.root()));
    index.ask_page("n");
    const IndexAnswer answer = only_answer(index);
    if (page_of(answer) == nullptr) return error_of(answer);
    const std::size_t count = page_of(answer)->files(0).size();
    return std::to_string(count) + (index.was_damaged() ? " damaged" : "");
  };
  EXPECT_EQ(files(), "1");
  EXPECT_EQ(files(), "1");
  EXPECT_EQ(server.requests(), 1U);
  damage(folder, 56 + static_cast<std::streamoff>(server.url().size() + 3) + 1);  // the key is the page's URL: `/n/`
  EXPECT_EQ(files(), "0 damaged");
  EXPECT_EQ(server.requests(), 1U);
  EXPECT_EQ(files(), "1");
  EXPECT_EQ(server.requests(), 2U);
}

TEST(Store, KnowsHowLongAnswersStayFresh) {
  EXPECT_EQ(freshness("max-age=600, public"), 600);
  EXPECT_EQ(freshness("Public, Max-Age=5"), 5);
  EXPECT_EQ(freshness("max-age=600, no-cache"), 0);
  EXPECT_EQ(freshness(""), 0);
  EXPECT_GT(freshness("max-age=1, immutable"), 86400);
}

}  // namespace
}  // namespace whip::resolver
