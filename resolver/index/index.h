// Package indexes: asked for the files of a project and for the METADATA of a release, answered from the store or the
// network.
//
//   const Ticket page = index.ask_page("numpy");
//   for (IndexAnswer& answer : index.wait()) ...
//
// Asking never waits. Several indexes: the first that knows a project is the only one asked for its files (a stranger's
// project of the same name on a later index must not win by a higher version). Metadata: the file beside the wheel (PEP
// 658), else the wheel's directory and METADATA by range requests, else the whole wheel.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "resolver/index/archive.h"
#include "resolver/index/http.h"
#include "resolver/index/page.h"
#include "resolver/index/store.h"

namespace whip::resolver {

enum class SourceKind : std::uint8_t {
  simple,  // an index of project pages (PEP 503, 691)
  flat,    // one page or folder of files of any project (--find-links)
};

struct IndexSource {
  std::string name;  // of [[tool.uv.index]]; may be empty
  std::string url;   // of the root, or `file://` or a path for folders; may hold credentials
  SourceKind kind = SourceKind::simple;
  bool only_if_pinned = false;  // asked only for projects that name it ("explicit")
  std::optional<Credentials> credentials;
};

struct IndexOptions {
  std::vector<IndexSource> sources;  // in the order they are asked
  bool offline = false;              // only what is stored
  bool refresh = false;              // ask whether stored pages changed, however fresh
  // Files of stored pages are checked when somebody looks at them: then was_damaged() must be asked in the end.
  bool checks_late = false;
  HttpOptions http;
};

using Ticket = std::uint64_t;

// The page of a project; `page` is null where no index knows the project.
struct FoundPage {
  std::shared_ptr<const Page> page;
  std::size_t source = 0;  // position in IndexOptions::sources
};
// The text of a METADATA file.
using MetadataText = std::string;

using IndexAnswerValue = std::variant<FoundPage, MetadataText, ArchiveText, Error>;

struct IndexAnswer {
  Ticket ticket = 0;
  IndexAnswerValue answer;  // errors: `network`, `syntax` (not readable), `limit`, `io`
};

// What is needed to fetch a wheel's METADATA.
struct WheelPlace {
  std::string url;
  std::size_t source = 0;  // whose credentials are used, for files on the same host
  bool has_metadata = false;
  std::optional<Sha256> sha256;
  std::optional<Sha256> metadata_sha256;
};

// An archive that is fetched whole, for its hash or because it is a source distribution.
struct ArchivePlace {
  std::string url;                    // or a path; may hold credentials
  std::optional<std::size_t> source;  // whose credentials are used, for files on the same host; none: those in the URL
  std::optional<Sha256> sha256;       // that it must have
  std::string subdirectory;
  bool never_changes = false;  // as the files of an index; others are asked for again
};

class Index {
 public:
  Index(IndexOptions options, Store store);
  ~Index();
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;

  // The page of a project (normalized name). `pinned`: the name of the only index to ask.
  Ticket ask_page(std::string_view project, std::string_view pinned = {});
  Ticket ask_metadata(WheelPlace place);
  Ticket ask_archive(ArchivePlace place);

  // The answers that came since the last call, at least one; none only if nothing was asked.
  std::vector<IndexAnswer> wait();
  bool idle() const;
  bool is_offline() const;
  // Whether a stored page turned out to be damaged, with `checks_late`: nothing that was learned counts then. It is
  // removed from the store.
  bool was_damaged();
  std::uint64_t requests_sent() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whip::resolver
