// What a rule may see of a file: finished, read-only facts. The second of the two headers that a rule author reads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/comments.h"
#include "core/syntax/node.h"
#include "core/syntax/python_version.h"
#include "core/text/line_index.h"
#include "core/text/source.h"
#include "linter/semantic/names.h"
#include "linter/settings.h"

namespace whip {

enum class FileKind : std::uint8_t { source, stub, notebook };

// A cell of a notebook: a range of the concatenated text of all code cells (each ends with a newline).
struct Cell {
  Span span;
  std::uint32_t number = 0;  // 1-based among all cells of the notebook, as Ruff prints it
};

// Modules below the folders of the setting `src`. Asked, not listed: the folders may hold any number, and a file imports few.
class SourceModules {
 public:
  virtual ~SourceModules() = default;
  // Whether one of the folders holds `a/b/c`, `a/b/c.py` or `a/b/c.pyi`, given "a.b.c". Many threads may ask at once.
  virtual bool contains(std::string_view module) const = 0;
};

// What the shell found out about the place of the file, so that the linter itself needs no file system.
struct FileFacts {
  std::string_view path;          // as shown to people, relative to the working directory where it lies below it
  std::string_view name;          // last part of the path: "__init__.py"
  FileKind kind = FileKind::source;
  // Dotted path of the module from its root package ("pkg.sub.mod"; "pkg" for pkg/__init__.py); empty outside packages.
  std::string_view module;
  std::string_view root_package;  // first part of `module`; of a file outside packages: empty
  // Top-level modules and packages found in the folders of the setting `src`, sorted: what isort calls first party.
  std::span<const std::string> source_modules;
  const SourceModules* sources = nullptr;  // to ask about modules below those; may be missing
  std::span<const Cell> cells;    // of a notebook; else empty
  // IPython's own commands in a notebook (`%run`, `!ls`), in order: the text has `pass` or a number in their place. No fix touches them.
  std::span<const Span> magics = {};

  // Whether the folders of `src` hold the module, given its whole name: of "a.b" not only `a` must exist but `b` in it.
  bool has_source_module(std::string_view module_name) const;
  // Whether the statement or value at the offset stands for one of `magics`.
  bool is_magic(std::uint32_t offset) const;
  bool is_package_init() const { return name == "__init__.py" || name == "__init__.pyi"; }
};

class Concurrency;

struct File {
  std::string_view text;
  const Tree& tree;
  const LineIndex& lines;
  const Comments& comments;
  const Names& names;  // built only if a rule that runs needs it
  const Settings& settings;
  const FileFacts& facts;
  const Concurrency& concurrency;  // facts about threads (linter/concurrency/facts.h): only for rules that need them
  PythonVersion target;  // of this file (per-file-target-version considered)
  bool respects_noqa = true;  // comments silence findings (not `--ignore-noqa`)

  Node node(NodeId id) const { return id == kNoNode ? Node{} : Node(tree, text, id); }
  Node root() const { return Node(tree, text, NodeId{0}); }
  bool is_stub() const { return facts.kind == FileKind::stub; }
  std::string_view slice(Span span) const { return text.substr(span.begin, span.size()); }
  // "\n", "\r\n" or "\r": what inserted lines should end with.
  std::string_view newline() const { return to_string(line_ending(text)); }
  // The deepest node that holds the byte at `offset`; absent outside all of them. O(log nodes + depth).
  Node innermost(std::uint32_t offset) const;
  // Whether the byte at `offset` is part of a string in triple quotes, or of an expression inside one.
  bool in_triple_quotes(std::uint32_t offset) const;
};

}  // namespace whip
