// Archives that are fetched whole: source distributions, and what a URL or path names directly.
#include "resolver/index/index_state.h"
#include "resolver/index/local_files.h"
#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

constexpr std::uint64_t kLargestArchive = std::uint64_t{2} << 30;

std::string stored_key(const ArchivePlace& place) { return without_credentials(place.url) + "#" + place.subdirectory; }

}  // namespace

void Index::State::start_archive(Ask ask) {
  if (const auto path = local_path(ask.archive.url)) {
    const auto bytes = file_bytes(*path);
    if (!bytes) {
      answer(ask, bytes.error());
      return;
    }
    give_archive(ask, read_archive(file_name_of(ask.archive.url), *bytes, ask.archive.subdirectory));
    return;
  }
  ask.step = Ask::Step::archive;
  ask.url = without_credentials(ask.archive.url);
  std::vector<std::string> headers;
  if (auto stored = store.find("archive", stored_key(ask.archive))) {
    if (auto text = archive_of_stored(stored->body)) {
      if (ask.archive.never_changes || options.offline) {
        give_archive(ask, std::move(*text));
        return;
      }
      if (!stored->etag.empty()) {
        headers.push_back("If-None-Match: " + stored->etag);
        ask.stale = std::move(*stored);
      }
    }
  }
  send(std::move(ask), std::move(headers), false, kLargestArchive);
}

void Index::State::give_archive(const Ask& ask, Result<ArchiveText> text) {
  const auto fail = [&](ErrorCode code, const std::string& message) {
    answer(ask,
           Error{.code = code, .message = "`" + without_credentials(ask.archive.url) + "`: " + message, .path = {}});
  };
  if (!text) return fail(text.error().code, text.error().message);
  if (ask.archive.sha256 && *ask.archive.sha256 != text->sha256) {
    return fail(ErrorCode::network, "the bytes have the sha256 " + hexadecimal(text->sha256) + ", not " +
                                        hexadecimal(*ask.archive.sha256) + " as was asked for");
  }
  answer(ask, std::move(*text));
}

void Index::State::on_archive(Ask ask, HttpResponse response) {
  if (response.status == 304 && ask.stale) {
    if (auto text = archive_of_stored(ask.stale->body)) {
      give_archive(ask, std::move(*text));
      return;
    }
  }
  if (response.status != 200) {
    Error error = status_error(response);
    // The server is there, only this file is not: no reason to give up on others.
    if (response.status == 404 || response.status == 410) error.code = ErrorCode::io;
    answer(ask, std::move(error));
    return;
  }
  auto text = read_archive(file_name_of(ask.archive.url), response.body, ask.archive.subdirectory);
  if (text && (!ask.archive.sha256 || *ask.archive.sha256 == text->sha256)) {
    StoredEntry entry;
    entry.etag = std::move(response.etag);
    entry.body = stored_archive(*text);
    store.put("archive", stored_key(ask.archive), entry);
  }
  give_archive(ask, std::move(text));
}

}  // namespace whip::resolver
