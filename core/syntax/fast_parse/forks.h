// Goes on from an LR conflict with every possible reading at once, token by token, until one reading is left; that one
// is then put onto the real stack. Real code forks rarely (once in 3 KB) and shortly.
#pragma once

#include <vector>

#include "core/syntax/fast_parse/fork_graph.h"
#include "core/syntax/fast_parse/lexer.h"

namespace whip::fast {

class Forks {
 public:
  // From a conflict on the token `ahead`, which stands after `at`. False: an error, or too much for us. The lexer and
  // the stack are then as after the last token of the reading that won.
  bool run(Lexer& lexer, Stack& stack, const Token& ahead, std::uint32_t at);
  // Where that token ends.
  std::uint32_t reached() const { return reached_; }

 private:
  struct Version {
    std::uint32_t node = 0;
    std::uint32_t position = 0;
    Token token;
    std::uint32_t layout = 0;        // into layouts_, before the token
    std::uint32_t layout_after = 0;  // and after it
    bool alive = true;
    bool accepted = false;
  };
  enum class Outcome : std::uint8_t { done, too_much };

  bool take_token(Version& version);
  Outcome advance(std::size_t number);
  enum class Reduced : std::uint8_t { yes, merged, no };
  Reduced reduce_single_path(std::size_t number, std::uint32_t rule);
  Outcome reduce(std::size_t number, std::uint32_t rule);
  bool mergeable(std::size_t a, std::size_t b);
  bool merge(std::size_t into, std::size_t from);
  void condense();
  void choose_accepted();
  bool single_path(std::vector<std::uint32_t>& path);
  bool make_real(std::uint32_t piece);

  Lexer* lexer_ = nullptr;
  Stack* stack_ = nullptr;
  ForkGraph graph_;
  std::vector<Version> versions_;
  std::vector<Layout> layouts_;
  std::uint32_t layout_ = 0;  // the one that the lexer has
  std::uint32_t reached_ = 0;
  std::vector<std::uint32_t> path_;
  struct Pending {
    std::uint32_t piece, done;
  };
  std::vector<Pending> pending_;
};

}  // namespace whip::fast
