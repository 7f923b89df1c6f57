// The memory that one thread needs to lint one file after another: everything that is built for a file and thrown away
// with it. Kept between files, so that after the first few nothing is allocated for a file without findings.
#pragma once

#include <string>
#include <vector>

#include "core/report/diagnostic.h"
#include "core/syntax/comments.h"
#include "core/syntax/parse.h"
#include "core/syntax/syntax_error.h"
#include "core/syntax/tree.h"
#include "core/text/line_index.h"
#include "linter/concurrency/facts.h"
#include "linter/engine/near.h"
#include "linter/project/condition.h"
#include "linter/project/summary.h"
#include "linter/semantic/names.h"
#include "linter/suppress/suppress.h"

namespace whip {

struct Bench {
  Parser parser;
  Tree tree;
  LineIndex lines;
  Comments comments;
  Names names;
  std::vector<SyntaxError> syntax_errors;
  bool is_valid = false;  // nothing is wrong with `tree`
  NearFindings near;      // of `tree`, where a file is linted again and again
  Suppressions suppressions;
  Concurrency concurrency;
  SummaryDraft summary;
  std::vector<Diagnostic> found;      // by rules, silenced or not
  std::vector<Condition> conditions;  // what some of them wait for
};

}  // namespace whip
