// The process' streams: results to standard output, everything said about them to standard error. Unbuffered writes of
// whole texts; no iostream, which costs start-up.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip::cli {

enum class Verbosity : std::uint8_t { silent, quiet, normal, verbose };

// When colours are used: on a terminal unless the environment says otherwise (NO_COLOR, FORCE_COLOR, CLICOLOR,
// TERM=dumb).
enum class ColourWhen : std::uint8_t { automatic, always, never };

// False when the reader went away or the disk is full.
bool write_all(int descriptor, std::string_view text);
bool write_out(std::string_view text);
bool write_error(std::string_view text);

bool wants_colour(ColourWhen when, int descriptor);
bool is_terminal(int descriptor);

}  // namespace whip::cli
