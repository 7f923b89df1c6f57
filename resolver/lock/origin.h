// Where a project comes from: the indexes that everybody asks, one index by its name, or a place of its own.
//     x @ https://host/x-1.0-py3-none-any.whl#sha256=...      an archive
//     x @ file:../x                                           a folder, or an archive of this machine
//     x @ git+https://host/x.git@v1#subdirectory=lib          a repository
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/index/page.h"
#include "resolver/lock/request.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

struct Origin {
  enum class Kind : std::uint8_t { indexes, one_index, archive, local, repository };
  Kind kind = Kind::indexes;
  std::string project;
  std::string index;     // of one_index: its name
  std::string url;       // of an archive or repository, may hold credentials; of local: a path, relative to the base
  std::string revision;  // of a repository: branch, tag or commit; empty: its own choice
  std::string subdirectory;      // in which the project is
  std::optional<Sha256> sha256;  // of an archive, where the URL says it
  bool is_editable = false;

  bool is_direct() const { return kind >= Kind::archive; }
  // What facts are kept under: the project alone where it comes from the indexes.
  std::string key() const;
  // As it may be shown and written down: without credentials, but with the user that an ssh server tells repositories
  // by.
  std::string public_url() const;
  // For messages, without credentials: "the index `torch`", "`../lib`".
  std::string described() const;
};

// Errors: `usage` for URLs of a kind that whip does not know, and hashes that are none.
Result<Origin> origin_of(const Requirement& requirement);

// A requirement's text as it may be written down.
std::string public_text(const Requirement& requirement);

// The origins that requirements name, and where they hold. A project has one in each environment.
class Origins {
 public:
  // A requirement without URL and index says nothing and is passed over. Errors: of origin_of, with the place.
  Done add(const PlacedRequirement& placed, MarkerId marker);
  bool empty() const { return entries_.empty(); }

  struct Entry {
    Origin origin;
    MarkerId marker;
    PlacedRequirement placed;  // who says so
  };
  std::span<const Entry> entries() const { return entries_; }
  // Errors: `configuration` where two are named for one environment, with both places.
  Result<Origin> of(const std::string& project, MarkerId environment, MarkerAlgebra& algebra) const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace whip::resolver
