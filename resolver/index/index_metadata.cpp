// METADATA of wheels: beside the wheel, within it by ranges, or the whole wheel.
#include <algorithm>

#include "resolver/index/digest.h"
#include "resolver/index/index_state.h"
#include "resolver/index/local_files.h"
#include "resolver/standards/metadata.h"

namespace whip::resolver {
namespace {

// The size of the whole file in `bytes 0-99/1234`; 0 if it is not said.
std::uint64_t total_size(std::string_view content_range) {
  const std::size_t slash = content_range.find('/');
  if (slash == std::string_view::npos) return 0;
  std::uint64_t size = 0;
  for (const char c : content_range.substr(slash + 1)) {
    if (c < '0' || c > '9' || size > (std::uint64_t{1} << 50)) return 0;
    size = size * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return size;
}

std::string range_header(ZipRange range) {
  return "Range: bytes=" + std::to_string(range.begin) + "-" + std::to_string(range.end - 1);
}

}  // namespace

void Index::State::start_metadata(Ask ask) {
  if (const auto path = local_path(ask.wheel.url)) {
    auto text = metadata_of_file(*path);
    if (text) {
      answer(ask, std::move(*text));
    } else {
      answer(ask, text.error());
    }
    return;
  }
  // Files of an index never change under their name: what is stored is right, whatever its age.
  if (auto stored = store.find("metadata", ask.wheel.url)) {
    answer(ask, std::string(stored->body));
    return;
  }
  if (!ask.wheel.has_metadata) {
    ask_tail(std::move(ask));
    return;
  }
  ask.step = Ask::Step::sidecar;
  ask.url = ask.wheel.url + ".metadata";
  send(std::move(ask), {}, true, kLargestMetadata);
}

void Index::State::give_metadata(const Ask& ask, std::string text) {
  // What is no metadata is not worth to be remembered: the next answer may be.
  if (text.starts_with("Metadata-Version:") || Metadata::parse(text)) {
    worker.start([this, url = ask.wheel.url, text]() -> Worker::Finish {
      store.put("metadata", url, {}, text);
      return [] {};
    });
  }
  answer(ask, std::move(text));
}

void Index::State::on_sidecar(Ask ask, HttpResponse response) {
  // Promised, but not there; or nobody can tell whether this is all of it.
  const bool is_uncertain = !response.says_its_end && !ask.wheel.metadata_sha256;
  if (response.status == 404 || response.status == 410 || is_uncertain) {
    ask_tail(std::move(ask));
    return;
  }
  if (response.status != 200) {
    answer(ask, status_error(response));
    return;
  }
  if (ask.wheel.metadata_sha256 && sha256_of(response.body) != *ask.wheel.metadata_sha256) {
    answer(ask, Error{.code = ErrorCode::network,
                      .message = "`" + ask.url + "`: the bytes do not have the hash that the index gives",
                      .path = {}});
    return;
  }
  give_metadata(ask, std::move(response.body));
}

void Index::State::ask_tail(Ask ask) {
  ask.step = Ask::Step::tail;
  ask.url = ask.wheel.url;
  send(std::move(ask), {"Range: bytes=-" + std::to_string(kZipTail)}, false, kLargestWheel);
}

void Index::State::ask_whole(Ask ask) {
  ask.step = Ask::Step::whole;
  ask.url = ask.wheel.url;
  send(std::move(ask), {}, false, kLargestWheel);
}

void Index::State::on_tail(Ask ask, HttpResponse response) {
  if (response.status == 200) {  // a server without ranges sends all
    on_whole(std::move(ask), std::move(response));
    return;
  }
  ask.size = total_size(response.content_range);
  if (response.status != 206 || ask.size < response.body.size()) {
    ask_whole(std::move(ask));
    return;
  }
  const auto range = zip_directory_range(response.body, ask.size);
  if (!range) {
    ask_whole(std::move(ask));
    return;
  }
  const std::uint64_t tail_begin = ask.size - response.body.size();
  if (range->begin >= tail_begin) {
    const std::string_view directory =
        std::string_view(response.body).substr(range->begin - tail_begin, range->end - range->begin);
    on_directory(std::move(ask), directory, response.body);
    return;
  }
  ask.step = Ask::Step::directory;
  send(std::move(ask), {range_header(*range)}, false, std::uint64_t{64} << 20);
}

// `tail`: bytes at the archive's end that are here already; may be empty.
void Index::State::on_directory(Ask ask, std::string_view directory, std::string_view tail) {
  const auto entry = find_wheel_metadata(directory);
  if (!entry || entry->packed > kLargestMetadata) {
    ask_whole(std::move(ask));
    return;
  }
  ask.entry = *entry;
  ZipRange range = entry->range();
  range.end = std::min(range.end, ask.size);
  if (range.begin >= range.end) {
    ask_whole(std::move(ask));
    return;
  }
  const std::uint64_t tail_begin = ask.size - tail.size();
  if (range.begin >= tail_begin) {
    if (auto text = unpack_zip_entry(*entry, tail.substr(range.begin - tail_begin))) {
      give_metadata(ask, std::move(*text));
      return;
    }
  }
  ask.step = Ask::Step::entry;
  send(std::move(ask), {range_header(range)}, false, kLargestMetadata + (std::uint64_t{1} << 20));
}

void Index::State::on_entry(Ask ask, HttpResponse response) {
  if (response.status == 206) {
    if (auto text = unpack_zip_entry(ask.entry, response.body)) {
      give_metadata(ask, std::move(*text));
      return;
    }
  }
  ask_whole(std::move(ask));
}

void Index::State::on_whole(Ask ask, HttpResponse response) {
  if (response.status != 200) {
    answer(ask, status_error(response));
    return;
  }
  const auto fail = [&](const Error& error) {
    answer(ask, Error{.code = error.code, .message = "`" + ask.url + "`: " + error.message, .path = {}});
  };
  if (ask.wheel.sha256 && sha256_of(response.body) != *ask.wheel.sha256) {
    fail(Error{
        .code = ErrorCode::network, .message = "the bytes do not have the hash that the index gives", .path = {}});
    return;
  }
  const auto range = zip_directory_range(response.body, response.body.size());
  if (!range) {
    fail(range.error());
    return;
  }
  const auto entry =
      find_wheel_metadata(std::string_view(response.body).substr(range->begin, range->end - range->begin));
  if (!entry) {
    fail(entry.error());
    return;
  }
  if (entry->header > response.body.size()) {
    fail(Error{.code = ErrorCode::syntax, .message = "damaged wheel: METADATA outside of the archive", .path = {}});
    return;
  }
  auto text = unpack_zip_entry(*entry, std::string_view(response.body).substr(entry->header));
  if (text) {
    give_metadata(ask, std::move(*text));
  } else {
    fail(text.error());
  }
}

}  // namespace whip::resolver
