// How far apart two names are: what a mistyped key, option or command was meant to be.
#pragma once

#include <cstddef>
#include <string_view>

namespace whip {

// How many bytes must be put in, taken out or replaced to make one of the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

// So many may differ in what is still taken for a slip: a third of the name, but two at least.
std::size_t most_slips(std::string_view name);

}  // namespace whip
