// Blocks of imports: what is sorted together. A block is a run of import statements in one suite with nothing but
// comments between them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linter/file.h"
#include "rules/isort/actions.h"

namespace whip::rules::isort {

// What follows a block at module level, and so how many blank lines are to stand between the two.
enum class Follower : std::uint8_t {
  nothing,  // the end of the file, the suite or the cell: blank lines are not looked at
  statement,
  definition,  // a function or class
};

struct Block {
  std::uint32_t first = 0;  // in Blocks::statements
  std::uint32_t count = 0;
  Follower follower = Follower::nothing;
};

struct Blocks {
  std::vector<NodeId> statements;
  std::vector<Block> blocks;

  std::span<const NodeId> of(const Block& block) const {
    return std::span(statements).subspan(block.first, block.count);
  }
};

Blocks find_blocks(const File& file, const Actions& actions);

}  // namespace whip::rules::isort
