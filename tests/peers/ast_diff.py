"""Compares the formatter's tree with CPython's: every statement, expression and pattern must have the same kind and
the same place.

    ast_diff.py AST_DUMP PATH...        files and folders; prints the first differences, exit code 1 if there are any

Python 3.13's `ast` is the judge. What the two trees have differently by intent is left out: parts of strings (Ruff
keeps the pieces of a concatenation), definitions begin at their decorators, the only argument of a call that is a
generator has no brackets of its own, `elif` is a clause and no statement, `*args` begins with its star.
"""

import ast
import pathlib
import subprocess
import sys

STATEMENTS = {
    "FunctionDef": "function_def", "AsyncFunctionDef": "function_def", "ClassDef": "class_def", "Return": "return_",
    "Delete": "delete_", "TypeAlias": "type_alias", "Assign": "assign", "AugAssign": "aug_assign",
    "AnnAssign": "ann_assign", "For": "for_", "AsyncFor": "for_", "While": "while_", "If": "if_", "With": "with",
    "AsyncWith": "with", "Match": "match", "Raise": "raise", "Try": "try_", "TryStar": "try_", "Assert": "assert_",
    "Import": "import", "ImportFrom": "import_from", "Global": "global", "Nonlocal": "nonlocal", "Expr": "expr",
    "Pass": "pass", "Break": "break_", "Continue": "continue_",
}
OTHERS = {
    "BoolOp": "bool_op", "NamedExpr": "named", "BinOp": "bin_op", "UnaryOp": "unary_op", "Lambda": "lambda",
    "IfExp": "if_expr", "Dict": "dict", "Set": "set", "ListComp": "list_comp", "SetComp": "set_comp",
    "DictComp": "dict_comp", "GeneratorExp": "generator", "Await": "await", "Yield": "yield", "YieldFrom": "yield_from",
    "Compare": "compare", "Call": "call", "JoinedStr": "f_string", "Attribute": "attribute", "Subscript": "subscript",
    "Starred": "starred", "Name": "name", "List": "list", "Tuple": "tuple", "Slice": "slice",
    "MatchValue": "match_value", "MatchSingleton": "match_singleton", "MatchSequence": "match_sequence",
    "MatchMapping": "match_mapping", "MatchClass": "match_class", "MatchStar": "match_star", "MatchAs": "match_as",
    "MatchOr": "match_or", "ExceptHandler": "except_handler", "arg": "parameter", "keyword": "keyword",
    "alias": "alias", "TypeVar": "type_var", "TypeVarTuple": "type_var_tuple", "ParamSpec": "param_spec",
}
CONSTANTS = {str: "string", bytes: "bytes", bool: "boolean", type(None): "none", type(...): "ellipsis"}
KNOWN = set(STATEMENTS.values()) | set(OTHERS.values()) | set(CONSTANTS.values()) | {"number"}


def line_starts(text):
    starts, at = [0], 0
    while True:
        ends = [p for p in (text.find(b"\n", at), text.find(b"\r", at)) if p >= 0]
        if not ends:
            return starts
        at = min(ends) + 1
        if text[at - 1 : at + 1] == b"\r\n":
            at += 1
        starts.append(at)


def peer_nodes(text):
    bare = text.removeprefix(b"\xef\xbb\xbf")
    mark = len(text) - len(bare)
    starts = line_starts(bare)
    found = set()
    bare_generators = set()
    stack = [(ast.parse(bare), False)]
    while stack:
        node, inside = stack.pop()
        kind = type(node).__name__
        if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
            only = node.args[0]
            if isinstance(only, ast.GeneratorExp) and only.end_lineno == node.end_lineno:
                if only.end_col_offset == node.end_col_offset:
                    bare_generators.add(only)
        if isinstance(node, ast.Constant):
            name = CONSTANTS.get(type(node.value), "number")
            inside = inside and name == "string"
        else:
            name = STATEMENTS.get(kind) or OTHERS.get(kind)
        if name and not inside and hasattr(node, "lineno"):
            begin = starts[node.lineno - 1] + node.col_offset
            end = starts[node.end_lineno - 1] + node.end_col_offset
            if node in bare_generators:
                begin = starts[node.elt.lineno - 1] + node.elt.col_offset
                end = -1
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.decorator_list:
                begin = -1
            if name == "parameter" and text[:begin + mark].rstrip().endswith(b"*"):
                begin = -1
            if name == "if_" and bare[begin : begin + 4] == b"elif":
                name = None
            if name and not (isinstance(node, ast.JoinedStr) and inside):
                found.add((name, begin if begin < 0 else begin + mark, end if end < 0 else end + mark))
        within = isinstance(node, ast.JoinedStr)
        for field, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    if field == "format_spec":
                        # The specification is a joined string without quotes: only what is in its braces counts.
                        stack.extend((part, True) for part in child.values)
                    else:
                        stack.append((child, within))
    return found, len(bare_generators)


def compare(path, ours, text):
    try:
        text.decode()
        theirs, bare_generators = peer_nodes(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if ours is None:
        return ["we see errors"]
    # What has a side that CPython places elsewhere is compared by the other side.
    half = {(k, b, e) for k, b, e in theirs if b < 0 or e < 0}
    theirs -= half
    rest = ours - theirs
    problems = [f"only CPython: {k} {b}-{e}: {text[b:e][:60]!r}" for k, b, e in sorted(theirs - ours, key=lambda t: t[1])]
    for kind, begin, end in half:
        match = {t for t in rest if t[0] == kind and (t[1] == begin or begin < 0) and (t[2] == end or end < 0)}
        if kind == "generator" and not match:
            match = {t for t in rest if t[0] == kind and 0 < begin - t[1] < 400}
        if not match:
            problems.append(f"only CPython: {kind} {begin}-{end}")
        rest -= match
    problems += [f"only ours: {k} {b}-{e}: {text[b:e][:60]!r}" for k, b, e in sorted(rest, key=lambda t: t[1])]
    return problems


def main():
    dump, paths = sys.argv[1], []
    for argument in sys.argv[2:]:
        path = pathlib.Path(argument)
        paths += sorted(p for p in path.rglob("*.py")) if path.is_dir() else [path]
    compared = differing = nodes = 0
    for at in range(0, len(paths), 50):
        chunk = [str(p) for p in paths[at : at + 50] if p.is_file()]
        lines = subprocess.run([dump, *chunk], stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        trees, path = {}, None
        for line in lines:
            if line.startswith("file "):
                path = line[5:]
                trees[path] = set()
            elif line == "errors":
                trees[path] = None
            elif line:
                kind, begin, end, *_ = line.split()
                if kind in KNOWN:
                    trees[path].add((kind, int(begin), int(end)))
        for path, ours in trees.items():
            problems = compare(path, ours, pathlib.Path(path).read_bytes())
            if problems is None:
                continue
            compared += 1
            nodes += len(ours or ())
            if problems:
                differing += 1
                if differing <= 20:
                    print(path, *problems[:4], sep="\n  ")
    print(f"{compared} files compared, {nodes} nodes, {differing} files differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
