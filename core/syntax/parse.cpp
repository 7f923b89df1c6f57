#include "core/syntax/parse.h"

#include <algorithm>
#include <string>

#include "core/syntax/fast_parse/fast_parse.h"
#include "core/syntax/reparse.h"
#include "core/syntax/stock_parse.h"
#include "core/text/source.h"

namespace whip {
namespace {

// The nodes between the brackets that we put around an expression: [begin, end), the first being the root.
struct Inner {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool list = false;  // `a, b`: the tuple that our brackets made of it
};

// What `tree`, made of "(" + expression + "\n)", holds; an empty range if it is anything but one expression.
Inner find_inner(const Tree& tree, std::uint32_t size) {
  // module, expression_statement, the brackets' node, "(".
  if (tree.has_errors || tree.size() < 5 || tree.kind[1] != Kind::expression_statement) return {};
  if (tree.after[1] != tree.size() || tree.after[2] != tree.size() || tree.span[2] != Span{0, size}) return {};
  const bool tuple = tree.kind[2] == Kind::tuple;
  if (!tuple && tree.kind[2] != Kind::parenthesized_expression) return {};
  for (std::uint32_t n = 3; n < tree.size(); n = tree.after[n]) {
    // Without a comma the brackets alone make the tuple: `()`, `(*a)`.
    if (tuple && tree.kind[n] == Kind::comma) return {2, tree.size(), true};
    if (!tuple && tree.field[n] == Field::value) return {n, tree.after[n], false};
  }
  return {};
}

}  // namespace

struct Parser::State {
  void parse(std::string_view text, Tree& tree) {
    if (!fast.parse(text, tree)) stock.parse(text, tree);
  }

  fast::FastParser fast;
  StockParser stock;
  Reparser reparser;
  std::string wrapped;  // an expression in brackets
  Tree part;            // its tree
};

Parser::Parser() : state_(std::make_unique<State>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

void Parser::parse(std::string_view text, Tree& tree) { state_->parse(text, tree); }

std::optional<TreeChange> Parser::reparse(std::string_view text, const TextChange& change, Tree& tree) {
  return state_->reparser.reparse(state_->fast, text, change, tree);
}

NodeId Parser::parse_expression(std::string_view text, Span where, NodeId owner, Tree& tree) {
  const std::string_view expression = text.substr(where.begin, where.size());
  if (expression.ends_with('\\')) return kNoNode;  // it would join our own line end
  std::string& wrapped = state_->wrapped;
  wrapped.assign(1, '(');
  wrapped.append(expression);
  wrapped.append("\n)");  // the line end closes a comment
  const auto size = static_cast<std::uint32_t>(wrapped.size());
  wrapped.append(Source::kPadding, '\0');

  Tree& part = state_->part;
  state_->parse({wrapped.data(), size}, part);
  const Inner inner = find_inner(part, size);
  if (inner.begin == inner.end) return kNoNode;

  const std::uint32_t base = tree.size();
  const std::uint32_t last = inner.list ? inner.end - 1 : inner.end;  // without the ")" that we added
  const auto append = [&](std::uint32_t n, Kind kind, std::uint32_t dropped) {
    tree.kind.push_back(kind);
    tree.field.push_back(n == inner.begin ? Field::none : part.field[n]);
    tree.span.push_back({part.span[n].begin - 1 + where.begin, part.span[n].end - 1 + where.begin});
    tree.after.push_back(std::min(part.after[n], last) - dropped - inner.begin + base);
    const std::uint32_t parent = part.parent[n];
    tree.parent.push_back(n == inner.begin ? index(owner)
                                           : (parent == inner.begin ? base : parent - dropped - inner.begin + base));
    tree.present.insert(kind);
  };
  append(inner.begin, inner.list ? Kind::expression_list : part.kind[inner.begin], 0);
  const std::uint32_t dropped = inner.list ? 1 : 0;  // the "("
  for (std::uint32_t n = inner.begin + 1 + dropped; n < last; ++n) append(n, part.kind[n], dropped);
  if (inner.list) {
    tree.after[base] = tree.size();
    Span& span = tree.span[base];
    span = {};
    for (std::uint32_t n = tree.size(); n-- > base + 1;) {
      if (tree.parent[n] != base || tree.kind[n] == Kind::comment || tree.kind[n] == Kind::line_continuation) continue;
      if (span.end == 0) span.end = tree.span[n].end;
      span.begin = tree.span[n].begin;
    }
  }
  return NodeId{base};
}

}  // namespace whip
