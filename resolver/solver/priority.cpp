#include "resolver/solver/priority.h"

#include <algorithm>

namespace whip::resolver {

Priorities::Entry& Priorities::entry(PackageId package) {
  if (package.value >= all_.size()) all_.resize(package.value + 1);
  return all_[package.value];
}

void Priorities::see(PackageId package, Urgency urgency) {
  Entry& one = entry(package);
  if (!one.is_seen) {
    one.is_seen = true;
    one.order = seen_++;
  }
  if (urgency > Urgency::suffers_conflicts) one.urgency = std::max(one.urgency, urgency);
}

bool Priorities::is_before(PackageId left, PackageId right) const {
  const Entry& a = all_[left.value];
  const Entry& b = all_[right.value];
  if (a.urgency != b.urgency) return a.urgency > b.urgency;
  return a.order < b.order;
}

bool Priorities::suffer(PackageId package) {
  Entry& one = entry(package);
  if (++one.suffered != kPatience) return false;
  one.suffered = 0;
  if (one.urgency >= Urgency::suffers_conflicts) return false;
  one.urgency = Urgency::suffers_conflicts;
  return true;
}

bool Priorities::blame(PackageId package) {
  Entry& one = entry(package);
  if (++one.blamed != kPatience) return false;
  one.blamed = 0;
  if (one.urgency != Urgency::ordinary) return false;
  one.urgency = Urgency::causes_conflicts;
  return true;
}

}  // namespace whip::resolver
