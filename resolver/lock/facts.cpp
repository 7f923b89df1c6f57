#include "resolver/lock/facts.h"

#include <utility>

#include "resolver/standards/metadata.h"

namespace whip::resolver {

bool Facts::may_ask() {
  if (questions_left_ == 0) was_refused_ = true;
  if (questions_left_ > 0) --questions_left_;
  return !was_refused_;
}

void Facts::want_releases(const std::string& project) {
  Project& entry = projects_[project];
  if (entry.asked || !may_ask()) return;
  entry.asked = true;
  const auto pin = pins_.find(project);
  const Ticket ticket =
      index_.ask_page(project, pin == pins_.end() ? std::string_view{} : std::string_view(pin->second));
  asked_.emplace(ticket, Asked{project, std::nullopt});
}

void Facts::want_metadata(const std::string& project, Rank rank) {
  Project& entry = projects_[project];
  if (!entry.releases || entry.metadata.contains(rank)) return;
  const auto place = entry.releases->metadata_place(entry.releases->all[rank]);
  if (!place) {
    auto none = std::make_unique<ReleaseMetadata>();
    none->problem = "has no wheel, and whip builds nothing to learn what a source distribution needs";
    entry.metadata.emplace(rank, std::move(none));
    return;
  }
  if (!may_ask()) return;
  entry.metadata.emplace(rank, nullptr);
  asked_.emplace(index_.ask_metadata(*place), Asked{project, rank});
}

const Releases* Facts::releases(const std::string& project) const {
  const auto entry = projects_.find(project);
  return entry != projects_.end() && entry->second.releases ? &*entry->second.releases : nullptr;
}

const ReleaseMetadata* Facts::metadata(const std::string& project, Rank rank) const {
  const auto entry = projects_.find(project);
  if (entry == projects_.end()) return nullptr;
  const auto metadata = entry->second.metadata.find(rank);
  return metadata == entry->second.metadata.end() ? nullptr : metadata->second.get();
}

void Facts::learn_metadata(const Asked& asked, std::variant<FoundPage, MetadataText, Error> answer) {
  auto learned = std::make_unique<ReleaseMetadata>();
  if (auto* text = std::get_if<MetadataText>(&answer)) {
    const auto head = Metadata::parse(*text);
    auto requirements = head ? requirements_of(*head) : Result<std::vector<Requirement>>(head.error());
    if (requirements) {
      learned->requirements = std::move(*requirements);
      learned->free_threading = declared_in(head->classifiers);
    } else {
      learned->problem = "has metadata that cannot be read: " + requirements.error().message;
    }
  } else if (const auto* error = std::get_if<Error>(&answer)) {
    learned->problem = "has metadata that cannot be had: " + error->message;
  }
  projects_[asked.project].metadata[*asked.rank] = std::move(learned);
}

Done Facts::wait() {
  if (was_refused_) return Error{.code = ErrorCode::limit, .message = "more questions than were allowed", .path = {}};
  Done done = Unit{};
  for (IndexAnswer& answer : index_.wait()) {
    const auto place = asked_.find(answer.ticket);
    const Asked asked = std::move(place->second);
    asked_.erase(place);
    if (++answers_, tell_) tell_(answers_);
    const auto* error = std::get_if<Error>(&answer.answer);
    // Without the network there is no sense in going on; a release that is broken is merely not chosen.
    if (error != nullptr && (!asked.rank || error->code == ErrorCode::network)) {
      if (done) done = *error;
    } else if (asked.rank) {
      learn_metadata(asked, std::move(answer.answer));
    } else {
      projects_[asked.project].releases =
          releases_of(asked.project, std::move(std::get<FoundPage>(answer.answer)), newest_);
    }
  }
  return done;
}

}  // namespace whip::resolver
