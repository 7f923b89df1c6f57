// Changes to programs that often leave programs: tokens are taken out, doubled, exchanged or put in, lines moved,
// comments and parentheses added. And programs made from nothing, by a small grammar.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace whip::test {

class PythonMutator {
 public:
  explicit PythonMutator(std::uint32_t seed) : random_(seed) {}

  std::string mutate(std::string_view program) {
    if (below(12) == 0) return generate();
    std::vector<std::string> tokens = split(program);
    for (std::uint32_t i = 1 + below(4); i > 0; --i) change(tokens);
    std::string out;
    for (const std::string& token : tokens) out += token;
    return out;
  }

  std::string generate() {
    std::string out;
    for (std::uint32_t i = 1 + below(6); i > 0; --i) statement(out, 0);
    return out;
  }

 private:
  std::uint32_t below(std::uint32_t end) { return end == 0 ? 0 : static_cast<std::uint32_t>(random_() % end); }
  template <std::size_t N>
  std::string pick(const char* const (&words)[N]) {
    return words[below(N)];
  }

  // Words, numbers, strings on one line, comments, blanks, and signs one by one.
  static std::vector<std::string> split(std::string_view text) {
    const auto is_word = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
             static_cast<unsigned char>(c) >= 0x80;
    };
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i + 1;
      if (is_word(text[i])) {
        while (end < text.size() && is_word(text[end])) ++end;
      } else if (text[i] == ' ' || text[i] == '\t') {
        while (end < text.size() && text[end] == text[i]) ++end;
      } else if (text[i] == '#') {
        while (end < text.size() && text[end] != '\n') ++end;
      } else if (text[i] == '"' || text[i] == '\'') {
        while (end < text.size() && text[end] != text[i] && text[end] != '\n') ++end;
        if (end < text.size() && text[end] == text[i]) ++end;
      }
      tokens.emplace_back(text.substr(i, end - i));
      i = end;
    }
    return tokens;
  }

  std::string any_token() {
    static constexpr const char* kTokens[] = {"(",
                                              ")",
                                              "[",
                                              "]",
                                              "{",
                                              "}",
                                              ",",
                                              ":",
                                              ";",
                                              ".",
                                              "=",
                                              ":=",
                                              "->",
                                              "@",
                                              "*",
                                              "**",
                                              "+",
                                              "-",
                                              "~",
                                              "/",
                                              "//",
                                              "%",
                                              "|",
                                              "&",
                                              "<<",
                                              "==",
                                              "!=",
                                              "<",
                                              " not ",
                                              " in ",
                                              " is ",
                                              " and ",
                                              " or ",
                                              " if ",
                                              " else ",
                                              " for ",
                                              "lambda x: ",
                                              "await ",
                                              "yield ",
                                              "async ",
                                              "return ",
                                              "del ",
                                              "assert ",
                                              "raise ",
                                              "import ",
                                              "from ",
                                              "as ",
                                              "with ",
                                              "try:",
                                              "except ",
                                              "finally:",
                                              "match ",
                                              "case ",
                                              "type ",
                                              "global ",
                                              "pass",
                                              "...",
                                              "x",
                                              "_",
                                              "0xAB",
                                              "1.",
                                              "1e+5",
                                              "1_0J",
                                              "'a'",
                                              "\"b\"",
                                              "f'{x!r:>{w}}'",
                                              "rb'\\x'",
                                              "'''c\nd'''",
                                              "\"'\"",
                                              "'\\''",
                                              "u'e'",
                                              "# comment\n",
                                              "#!x\n",
                                              "  # type: ignore\n",
                                              "# fmt: off\n",
                                              "# fmt: on\n",
                                              "# fmt: skip\n",
                                              "\\\n",
                                              "\n",
                                              "\n\n\n",
                                              "    ",
                                              "\t",
                                              "\r\n",
                                              "\f",
                                              ",\n",
                                              "(\n",
                                              "\n)",
                                              "(  # c\n",
                                              "[\n# c\n",
                                              "f'{ {1: 2}[1] = }'",
                                              "t'{a}'",
                                              "print(x)",
                                              "a.b(c).d(e)",
                                              "x[1:2, ::3]",
                                              "{**a, 'b': 1}",
                                              "\u4e2d\u6587"};
    return pick(kTokens);
  }

  void change(std::vector<std::string>& tokens) {
    if (tokens.empty()) tokens.emplace_back("x");
    const std::uint32_t at = below(static_cast<std::uint32_t>(tokens.size()));
    const std::uint32_t other = below(static_cast<std::uint32_t>(tokens.size()));
    const auto place = tokens.begin() + at;
    switch (below(9)) {
      case 0:
        tokens.erase(place);
        break;
      case 1:
        tokens.insert(place, std::string(tokens[other]));
        break;
      case 2:
        std::swap(tokens[at], tokens[other]);
        break;
      case 3:
        *place = any_token();
        break;
      case 4:
      case 5:
        tokens.insert(place, any_token());
        break;
      case 6:  // parentheses, perhaps with a comment
        *place = (below(2) == 0 ? "(" : "(  # c\n") + *place + (below(3) == 0 ? "\n# d\n)" : ")");
        break;
      case 7: {  // a run of tokens again, elsewhere
        const std::uint32_t end = std::min<std::uint32_t>(other + below(12), static_cast<std::uint32_t>(tokens.size()));
        const std::vector<std::string> run(tokens.begin() + other, tokens.begin() + end);
        tokens.insert(place, run.begin(), run.end());
        break;
      }
      default:  // longer words make lines break elsewhere
        *place += *place;
    }
  }

  void expression(std::string& out, std::uint32_t depth) {
    if (depth > 4) {
      static constexpr const char* kLeaves[] = {"x",  "a_rather_long_name", "1", "'text'", "None", "...", "f'{x}'",
                                                "b''"};
      out += pick(kLeaves);
      return;
    }
    const auto sub = [&] { expression(out, depth + 1); };
    const auto list = [&](const char* open, const char* close) {
      out += open;
      const std::uint32_t count = below(4);
      for (std::uint32_t i = 0; i < count; ++i) {
        if (i > 0) out += ", ";
        comment(out);
        sub();
      }
      if (count > 0 && below(4) == 0) out += ",";
      out += close;
    };
    static constexpr const char* kOperators[] = {" + ",  " * ",      " ** ", " and ", " or ",
                                                 " == ", " not in ", " | ",  " @ "};
    switch (below(16)) {
      case 0:
        sub(), out += pick(kOperators), sub();
        break;
      case 1:
        out += "(", comment(out), sub(), out += pick(kOperators), sub(), out += ")";
        break;
      case 2:
        list("[", "]");
        break;
      case 3:
        out += "{", sub(), out += ": ", sub(), out += "}";
        break;
      case 4:
        out += "f", list("(", ")");
        break;
      case 5:
        out += "a.b", list("(", ")"), out += ".c", list("(", ")"), out += ".d", list("(", ")");
        break;
      case 6:
        sub(), out += " if ", sub(), out += " else ", sub();
        break;
      case 7:
        out += "lambda *a, b=1: ", sub();
        break;
      case 8:
        out += "[", sub(), out += " for y in ", sub(), out += "]";
        break;
      case 9:
        out += "not ", sub();
        break;
      case 10:
        out += "(", sub(), out += ", )";
        break;
      case 11:
        out += "x[", sub(), out += ":", sub(), out += "]";
        break;
      case 12:
        out += "('a' \"b\"", out += below(2) == 0 ? "\n" : " ", out += "f'c{x}')";
        break;
      case 13:
        out += "(y := ", sub(), out += ")";
        break;
      default:
        expression(out, 5);
    }
  }

  void comment(std::string& out) {
    if (below(24) == 0) out += below(2) == 0 ? "  # c\n" : "\n# own\n";
  }

  void body(std::string& out, std::uint32_t indent) {
    out += ":\n";
    for (std::uint32_t i = 1 + below(2); i > 0; --i) statement(out, indent + 1);
  }

  void statement(std::string& out, std::uint32_t indent) {
    const std::string blanks(indent * (below(8) == 0 ? 4 : 4), ' ');
    if (below(6) == 0) out += "\n";
    if (below(8) == 0) out += blanks + "# own line\n";
    out += blanks;
    const std::uint32_t kind = indent > 3 ? below(8) : below(16);
    const auto value = [&] { expression(out, 1 + below(3)); };
    switch (kind) {
      case 0:
        out += "x = ", value();
        break;
      case 1:
        out += "x.y[0]: T = ", value();
        break;
      case 2:
        out += "a, *b = c = ", value();
        break;
      case 3:
        out += "assert ", value(), out += ", ", value();
        break;
      case 4:
        out += "del (a, b), c";
        break;
      case 5:
        out += "from a import (b, c as d)";
        break;
      case 6:
        out += "return ", value();
        break;
      case 7:
        value();
        break;
      case 8:
        out += "if ", value(), body(out, indent), out += blanks + "else", body(out, indent);
        return;
      case 9:
        out += "@d\n" + blanks + "def f(a, /, b: int = 1, *, c=", value(), out += ", **k) -> ", value(),
            body(out, indent);
        return;
      case 10:
        out += "class C(", value(), out += ")", body(out, indent);
        return;
      case 11:
        out += "with ", value(), out += " as v, ", value(), body(out, indent);
        return;
      case 12:
        out += "try", body(out, indent), out += blanks + "except (A, B) as e", body(out, indent);
        return;
      case 13:
        out += "for i in ", value(), body(out, indent);
        return;
      case 14:
        out += "match x:\n" + blanks + "    case [A(b=1), *_] | {'k': v} if ", value(), body(out, indent + 1);
        return;
      default:
        out += "while ", value(), body(out, indent);
        return;
    }
    if (below(10) == 0) out += "  # end";
    if (below(12) == 0) out += ";";
    out += "\n";
  }

  std::mt19937 random_;
};

}  // namespace whip::test
