// What an index is doing: shared by the files that fetch pages (index_pages.cpp) and metadata (index_metadata.cpp).
// Nobody else includes it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "resolver/index/index.h"
#include "resolver/index/worker.h"
#include "resolver/index/zip.h"

namespace whip::resolver {

// The most that is taken of an answer. The largest page of the large public index has some 30 MiB; a wheel is fetched
// whole only where the server has neither its METADATA nor ranges.
inline constexpr std::uint64_t kLargestPage = std::uint64_t{128} << 20;
inline constexpr std::uint64_t kLargestWheel = std::uint64_t{512} << 20;

// Something asked, on its way through one or more requests.
struct Ask {
  enum class Step : std::uint8_t {
    page,       // a project's page of one source
    sidecar,    // METADATA beside the wheel
    tail,       // the wheel's last bytes
    directory,  // the wheel's directory, where it does not lie in the tail
    entry,      // METADATA within the wheel
    whole,      // the wheel
    archive,    // any archive, for its hash and what it says of itself
  };
  Ticket ticket = 0;
  Step step = Step::page;
  std::string project;               // of a page
  std::vector<std::size_t> sources;  // of a page: those still to ask, the next first
  std::size_t source = 0;
  std::string url;                  // of the request, without credentials
  std::optional<FoundEntry> stale;  // what is stored and may still be right
  WheelPlace wheel;
  ArchivePlace archive;
  std::uint64_t size = 0;  // of the wheel
  ZipEntry entry;
};

// An answer that is neither what was asked for nor "there is none".
Error status_error(const HttpResponse& response);

// The body as it was before the server packed it. Errors: `network`, `limit`.
Done unpack(HttpResponse& response, std::uint64_t largest);

struct Index::State {
  IndexOptions options;
  Store store;
  HttpClient http;
  std::vector<IndexAnswer> ready;  // answered without a request
  std::unordered_map<Ticket, Ask> asks;
  std::vector<std::shared_ptr<const Page>> flat;                            // by source, once read
  std::vector<std::pair<std::string, std::shared_ptr<const Page>>> opened;  // from the store, to be checked late
  Ticket next = 1;
  std::uint64_t unread = 0;  // bytes of pages that wait to be read
  Worker worker;             // last: it ends before what its jobs look at

  State(IndexOptions given, Store kept)
      : options(std::move(given)), store(std::move(kept)), http(options.http), worker([this] { http.wake(); }) {
    flat.resize(options.sources.size());
  }

  void answer(const Ask& ask, IndexAnswerValue with) { ready.push_back({ask.ticket, std::move(with)}); }
  void send(Ask ask, std::vector<std::string> headers, bool compressed, std::uint64_t largest);

  std::shared_ptr<const Page> open_stored(const std::string& url, const FoundEntry& entry);
  void next_source(Ask ask);
  void send_page(Ask ask);
  void flat_source(Ask ask);
  void give_flat(const Ask& ask, const Page& all);
  void on_page(Ask ask, HttpResponse response);
  void read_page(Ask ask, HttpResponse response);

  void start_metadata(Ask ask);
  void ask_tail(Ask ask);
  void ask_whole(Ask ask);
  void on_sidecar(Ask ask, HttpResponse response);
  void on_tail(Ask ask, HttpResponse response);
  void on_directory(Ask ask, std::string_view directory, std::string_view tail);
  void on_entry(Ask ask, HttpResponse response);
  void on_whole(Ask ask, HttpResponse response);
  void give_metadata(const Ask& ask, std::string text);

  void start_archive(Ask ask);
  void on_archive(Ask ask, HttpResponse response);
  void give_archive(const Ask& ask, Result<ArchiveText> text);

  void on_answer(HttpAnswer answer);
};

}  // namespace whip::resolver
