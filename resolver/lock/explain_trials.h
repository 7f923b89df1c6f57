// Changes to what the user asks for, each tried by resolving again: only what would lock is told.
#pragma once

#include <string>
#include <vector>

#include "resolver/lock/explain_story.h"

namespace whip::resolver {

// Sentences, the most fitting first, at most two. A trial uses what is known already; all trials together may ask the
// index kMostTrialQuestions things more, and there are at most kMostTrials.
inline constexpr int kMostTrials = 16;
inline constexpr std::uint64_t kMostTrialQuestions = 64;
std::vector<std::string> tried_changes(const FailureStory& story, const StoryTeller& teller, Facts& facts);

}  // namespace whip::resolver
