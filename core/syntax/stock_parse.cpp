// A TSTree is walked once with a cursor, in document order, and copied into the flat tree. Symbols become kinds by
// their names, so the two numberings need not agree.
#include "core/syntax/stock_parse.h"

#include <tree_sitter/api.h>

#include <array>

extern "C" const TSLanguage* tree_sitter_python(void);

namespace whip {
namespace {

constexpr std::size_t kMaxSymbols = 512;

Kind kind_of(std::string_view name, bool named) {
  for (std::size_t i = 0; i < kKindCount; ++i) {
    if (kKindNamed[i] == named && kKindTexts[i] == name) return static_cast<Kind>(i);
  }
  return Kind::error;
}

}  // namespace

struct StockParser::State {
  State() : parser(ts_parser_new()) {
    const TSLanguage* language = tree_sitter_python();
    ts_parser_set_language(parser, language);
    kinds.fill(Kind::error);  // also what the runtime's own symbol for errors, 65535, is answered with
    const std::uint32_t count = ts_language_symbol_count(language);
    for (std::uint32_t i = 0; i < count && i < kMaxSymbols; ++i) {
      const auto symbol = static_cast<TSSymbol>(i);
      const TSSymbolType type = ts_language_symbol_type(language, symbol);
      if (type == TSSymbolTypeAuxiliary) continue;
      kinds[i] = kind_of(ts_language_symbol_name(language, symbol), type == TSSymbolTypeRegular);
    }
  }
  ~State() { ts_parser_delete(parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Kind kind(TSSymbol symbol) const { return symbol < kMaxSymbols ? kinds[symbol] : Kind::error; }

  TSParser* parser;
  std::array<Kind, kMaxSymbols> kinds;
};

StockParser::StockParser() : state_(std::make_unique<State>()) {}
StockParser::~StockParser() = default;
StockParser::StockParser(StockParser&&) noexcept = default;
StockParser& StockParser::operator=(StockParser&&) noexcept = default;

void StockParser::parse(std::string_view text, Tree& tree) {
  tree.clear();
  TSTree* parsed =
      ts_parser_parse_string(state_->parser, nullptr, text.data(), static_cast<std::uint32_t>(text.size()));
  const TSNode root = ts_tree_root_node(parsed);
  tree.has_errors = ts_node_has_error(root);

  TSTreeCursor cursor = ts_tree_cursor_new(root);
  std::uint32_t parent = UINT32_MAX;
  for (bool more = true; more;) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    const std::uint32_t id = tree.size();
    const Kind kind = state_->kind(ts_node_symbol(node));
    tree.kind.push_back(kind);
    tree.field.push_back(static_cast<Field>(ts_tree_cursor_current_field_id(&cursor)));
    tree.span.push_back({ts_node_start_byte(node), ts_node_end_byte(node)});
    tree.after.push_back(id + 1);
    tree.parent.push_back(parent);
    tree.present.insert(kind);
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      parent = id;
      continue;
    }
    while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
      if (parent == UINT32_MAX || !ts_tree_cursor_goto_parent(&cursor)) {
        more = false;
        break;
      }
      tree.after[parent] = tree.size();
      parent = tree.parent[parent];
    }
  }
  tree.own_size = tree.size();
  ts_tree_cursor_delete(&cursor);
  ts_tree_delete(parsed);
}

}  // namespace whip
