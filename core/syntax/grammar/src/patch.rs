//! What we change in tree-sitter-python 0.25.0, so that the parser accepts Python 3.7 to 3.15 and little else:
//!
//! * in:  PEP 696 type parameter defaults, PEP 810 lazy imports, lone CR line ends, any starred expression where CPython's
//!   grammar has one, `as` patterns inside keyword patterns, signed literal patterns, every soft keyword as a name;
//! * right: the precedence of `&`, `^` and `as`, `f"{x:=10}"` as a format;
//! * out: Python 2 (print and exec statements, `<>`, long integers, backticks), `async`/`await` as names, white space that is not
//!   Python's, commas with nothing before them;
//! * annotations are plain expressions. The package has a second sub-language for them (generic_type, union_type, member_type, ...), which
//!   would make every reader of annotations know both.
use serde_json::{json, Value};

fn text(value: &str) -> Value {
    json!({"type": "STRING", "value": value})
}
fn pattern(value: &str) -> Value {
    json!({"type": "PATTERN", "value": value})
}
fn rule(name: &str) -> Value {
    json!({"type": "SYMBOL", "name": name})
}
fn seq(members: Vec<Value>) -> Value {
    json!({"type": "SEQ", "members": members})
}
fn choice(members: Vec<Value>) -> Value {
    json!({"type": "CHOICE", "members": members})
}
fn optional(content: Value) -> Value {
    choice(vec![content, json!({"type": "BLANK"})])
}
fn repeat(content: Value) -> Value {
    json!({"type": "REPEAT", "content": content})
}
fn repeat1(content: Value) -> Value {
    json!({"type": "REPEAT1", "content": content})
}
fn field(name: &str, content: Value) -> Value {
    json!({"type": "FIELD", "name": name, "content": content})
}
fn token(content: Value) -> Value {
    json!({"type": "TOKEN", "content": content})
}
fn prec_dynamic(value: i64, content: Value) -> Value {
    json!({"type": "PREC_DYNAMIC", "value": value, "content": content})
}
fn prec_right(content: Value) -> Value {
    json!({"type": "PREC_RIGHT", "value": 0, "content": content})
}
fn alias(content: Value, name: &str) -> Value {
    json!({"type": "ALIAS", "content": content, "named": true, "value": name})
}
/// One or more of `content`, separated by commas.
fn comma_separated(content: Value) -> Value {
    seq(vec![content.clone(), repeat(seq(vec![text(","), content]))])
}
fn without(list: &mut Value, unwanted: &[Value]) {
    let members = list.as_array_mut().expect("a list of members");
    let before = members.len();
    members.retain(|member| !unwanted.contains(member));
    assert_eq!(before - members.len(), unwanted.len(), "the package's grammar is not the one this patch was written for");
}
/// Replaces every occurrence of `old` below `value`; returns how many there were.
fn substitute(value: &mut Value, old: &Value, new: &Value) -> usize {
    if value == old {
        *value = new.clone();
        return 1;
    }
    match value {
        Value::Array(items) => items.iter_mut().map(|item| substitute(item, old, new)).sum(),
        Value::Object(items) => items.iter_mut().map(|(_, item)| substitute(item, old, new)).sum(),
        _ => 0,
    }
}

pub fn grammar(grammar: &mut Value) {
    white_space(grammar);
    python_2(grammar);
    names(grammar);
    type_annotations(grammar);
    starred(grammar);
    operators(grammar);
    format_strings(grammar);
    commas(grammar);
    lazy_imports(grammar);
    match_patterns(grammar);
    fields(grammar);
    named_expressions(grammar);
}

fn white_space(grammar: &mut Value) {
    let extras = grammar["extras"].as_array_mut().expect("extras");
    for extra in extras.iter_mut().filter(|extra| extra["type"] == "PATTERN") {
        *extra = pattern("[ \\t\\f\\r\\n]");
    }
    let rules = &mut grammar["rules"];
    rules["comment"] = token(seq(vec![text("#"), pattern("[^\\r\\n]*")]));
    rules["line_continuation"] = token(seq(vec![text("\\"), choice(vec![seq(vec![optional(text("\r")), text("\n")]), text("\r")])]));
    let escapes = rules["escape_sequence"].to_string();
    assert!(escapes.contains("\\\\r?\\\\n"));
    substitute(&mut rules["escape_sequence"], &pattern("\\r?\\n"), &pattern("\\r?\\n|\\r"));
    substitute(&mut rules["format_specifier"], &pattern("[^{}\\n]+"), &pattern("[^{}\\r\\n]+"));
}

fn python_2(grammar: &mut Value) {
    without(&mut grammar["conflicts"], &[json!(["print_statement", "primary_expression"])]);
    let rules = grammar["rules"].as_object_mut().expect("rules");
    for name in ["print_statement", "chevron", "exec_statement"] {
        rules.remove(name).expect("a rule of Python 2");
    }
    let rules = &mut grammar["rules"];
    without(&mut rules["_simple_statement"]["members"], &[rule("print_statement"), rule("exec_statement")]);
    let operators = &mut rules["comparison_operator"]["content"]["members"][1]["content"]["members"][0]["content"]["members"];
    without(operators, &[text("<>")]);
    let radix = |lower: &str, upper: &str, digits: &str| seq(vec![choice(vec![text(lower), text(upper)]), repeat1(pattern(digits))]);
    let digits = || seq(vec![pattern("[0-9]+"), repeat(pattern("_[0-9]+"))]);
    rules["integer"] = token(choice(vec![
        radix("0x", "0X", "_?[A-Fa-f0-9]+"),
        radix("0o", "0O", "_?[0-7]+"),
        radix("0b", "0B", "_?[0-1]+"),
        seq(vec![digits(), optional(pattern("[jJ]"))]),
    ]));
    let exponent = || seq(vec![pattern("[eE][\\+-]?"), digits()]);
    rules["float"] = token(seq(vec![
        choice(vec![
            seq(vec![digits(), text("."), optional(digits()), optional(exponent())]),
            seq(vec![text("."), digits(), optional(exponent())]),
            seq(vec![digits(), exponent()]),
        ]),
        optional(pattern("[jJ]")),
    ]));
}

fn names(grammar: &mut Value) {
    let rules = &mut grammar["rules"];
    // `async` and `await` are keywords since 3.7; print and exec are names like any other. `case` is only asked for where a
    // case clause can begin, so the lexer already gives a name elsewhere.
    rules["keyword_identifier"] = alias(choice(vec![text("type"), text("match"), text("lazy")]), "identifier");
}

fn type_annotations(grammar: &mut Value) {
    let rules = grammar["rules"].as_object_mut().expect("rules");
    for name in ["splat_type", "generic_type", "union_type", "constrained_type", "member_type"] {
        rules.remove(name).expect("a rule of annotations");
    }
    let rules = &mut grammar["rules"];
    // PEP 646: `*args: *Ts`.
    rules["type"] = choice(vec![rule("expression"), rule("list_splat")]);
    let name = || choice(vec![rule("identifier"), rule("keyword_identifier")]);
    let default = |content: Value| optional(seq(vec![text("="), field("value", content)]));
    rules["type_variable"] = choice(vec![
        seq(vec![
            field("name", name()),
            optional(seq(vec![text(":"), field("bound", rule("expression"))])),
            default(rule("expression")),
        ]),
        seq(vec![text("*"), field("name", name()), default(choice(vec![rule("expression"), rule("list_splat")]))]),
        seq(vec![text("**"), field("name", name()), default(rule("expression"))]),
    ]);
    rules["type_parameter"] = seq(vec![text("["), comma_separated(rule("type_variable")), optional(text(",")), text("]")]);
    rules["type_alias_statement"] = seq(vec![
        text("type"),
        field("name", name()),
        optional(field("type_parameters", rule("type_parameter"))),
        text("="),
        field("value", rule("expression")),
    ]);
    without(&mut grammar["conflicts"], &[json!(["type_alias_statement", "primary_expression"])]);
}

/// `*a` as one of several things, or alone in a subscript. The package takes `*a` for a primary expression, so that `*f(x), 1`
/// becomes a call of `*f`.
fn starred(grammar: &mut Value) {
    let rules = &mut grammar["rules"];
    let splat_as_pattern = alias(rule("list_splat_pattern"), "list_splat");
    without(&mut rules["primary_expression"]["members"], &[splat_as_pattern]);
    let element = || choice(vec![rule("expression"), rule("list_splat")]);
    let trailing = || optional(text(","));
    rules["expression_list"] = prec_right(seq(vec![
        element(),
        choice(vec![text(","), seq(vec![repeat1(seq(vec![text(","), element()])), trailing()])]),
    ]));
    rules["expression_statement"] = choice(vec![
        rule("expression"),
        seq(vec![comma_separated(element()), trailing()]),
        rule("assignment"),
        rule("augmented_assignment"),
        rule("yield"),
        // Never the better reading, but it lets a line end after the comma of `a,`: the targets that may begin there do not go on in
        // the next line.
        prec_dynamic(-1, rule("pattern_list")),
    ]);
    // CPython's grammar takes one starred expression wherever it takes several; that it unpacks nothing there is the compiler's to say.
    for name in ["_expressions", "_right_hand_side"] {
        rules[name]["members"].as_array_mut().expect("a choice").push(rule("list_splat"));
    }
    let plain = choice(vec![rule("expression"), rule("slice")]);
    let starred = choice(vec![rule("expression"), rule("list_splat"), rule("slice")]);
    assert_eq!(substitute(&mut rules["subscript"], &plain, &starred), 2);
    let subject = field("subject", rule("expression"));
    assert_eq!(substitute(&mut rules["match_statement"], &subject, &field("subject", element())), 2);
    // PEP 798 (3.15): `[*row for row in rows]`, `{**table for table in tables}`.
    for (name, body, splat) in [
        ("list_comprehension", "expression", "list_splat"),
        ("set_comprehension", "expression", "list_splat"),
        ("generator_expression", "expression", "list_splat"),
        ("dictionary_comprehension", "pair", "dictionary_splat"),
    ] {
        let (old, new) = (field("body", rule(body)), field("body", choice(vec![rule(body), rule(splat)])));
        assert_eq!(substitute(&mut rules[name], &old, &new), 1);
    }
    // `*(a, b), c = x`.
    let targets = rules["list_splat_pattern"]["members"][1]["members"].as_array_mut().expect("a choice");
    targets.extend([rule("tuple_pattern"), rule("list_pattern")]);
}

/// `a ^ b & c` is `a ^ (b & c)`; the package has it the other way.
fn operators(grammar: &mut Value) {
    let members = grammar["rules"]["binary_operator"]["members"].as_array_mut().expect("a choice");
    for member in members {
        let operator = member["content"]["members"][1]["content"]["value"].as_str().expect("an operator").to_string();
        match (operator.as_str(), member["value"].as_i64()) {
            ("&", Some(15)) => member["value"] = json!(16),
            ("^", Some(16)) => member["value"] = json!(15),
            ("&" | "^", _) => panic!("the package's precedences are not those this patch was written for"),
            _ => {}
        }
    }
    // `as` names all of `a if b else c` and of `lambda: c`, whose precedences are -1 and -2.
    let item = &mut grammar["rules"]["as_pattern"];
    assert_eq!((&item["type"], &item["value"]), (&json!("PREC_LEFT"), &json!(0)));
    item["value"] = json!(-3);
}

/// `f(,)` and `{,}`: a comma needs something before it. `with (a as b,):` has an item, not a tuple of one. `except a, b,:` may end with
/// a comma (PEP 758).
fn commas(grammar: &mut Value) {
    let rules = &mut grammar["rules"];
    let types = &mut rules["except_clause"]["members"][2]["members"][0]["members"][1];
    assert_eq!(types["members"][1]["type"], "REPEAT", "the package's grammar is not the one this patch was written for");
    types["members"].as_array_mut().expect("a sequence").push(optional(text(",")));
    // `except A as b` is an `as` pattern; the clause's own `as` would be the same again.
    rules["except_clause"]["members"][2]["members"][0]["members"].as_array_mut().expect("a choice").remove(0);
    let brackets = &mut rules["with_clause"]["members"][1];
    let items = brackets["members"][1].clone();
    assert_eq!(brackets["members"][2], optional(text(",")), "the package's grammar is not the one this patch was written for");
    *brackets = choice(vec![
        prec_dynamic(1, seq(vec![text("("), items.clone(), text(","), text(")")])),
        seq(vec![text("("), items, text(")")]),
    ]);
    for name in ["argument_list", "dictionary"] {
        let members = rules[name]["members"].as_array_mut().expect("a sequence");
        assert_eq!(members[2], optional(text(",")), "the package's grammar is not the one this patch was written for");
        let comma = members.remove(2);
        let items = members[1]["members"][0].take();
        members[1] = optional(seq(vec![items, comma]));
    }
}

/// What stands in a hole of a format string is any expression but `x:=10`, which is `x` with the format `=10`.
fn format_strings(grammar: &mut Value) {
    let rules = &mut grammar["rules"];
    let element = || choice(vec![rule("expression"), rule("list_splat")]);
    rules["_f_list"] = prec_right(seq(vec![
        element(),
        choice(vec![text(","), seq(vec![repeat1(seq(vec![text(","), element()])), optional(text(","))])]),
    ]));
    rules["_f_expression"] = choice(vec![rule("expression"), rule("list_splat"), alias(rule("_f_list"), "expression_list"), rule("yield")]);
}

fn lazy_imports(grammar: &mut Value) {
    let rules = &mut grammar["rules"];
    for statement in ["import_statement", "import_from_statement"] {
        rules[statement]["members"].as_array_mut().expect("a sequence").insert(0, optional(text("lazy")));
    }
}

fn match_patterns(grammar: &mut Value) {
    let rules = &mut grammar["rules"];
    // `case Point(x=0 as zero)`.
    let members = rules["keyword_pattern"]["members"].as_array_mut().expect("a sequence");
    assert_eq!(members[2], rule("_simple_pattern"));
    members[2] = choice(vec![rule("_simple_pattern"), alias(rule("_as_pattern"), "as_pattern")]);
    rules["_as_pattern"] = seq(vec![rule("_simple_pattern"), text("as"), rule("identifier")]);
    // `case +1` (3.15).
    for name in ["_simple_pattern", "complex_pattern"] {
        let signs = optional(choice(vec![text("-"), text("+")]));
        assert_eq!(substitute(&mut rules[name], &optional(text("-")), &signs), 1);
    }
}

/// Names for children that the package leaves unnamed, so that readers of the tree ask for a role instead of counting.
fn fields(grammar: &mut Value) {
    let rules = &mut grammar["rules"];
    let expression = rule("expression");
    // (rule, unnamed child, names of its occurrences from left to right)
    let named: [(&str, Value, &[&str]); 19] = [
        ("conditional_expression", expression.clone(), &["body", "condition", "alternative"]),
        ("except_clause", rule("_suite"), &["body"]),
        ("finally_clause", rule("_suite"), &["body"]),
        ("return_statement", rule("_expressions"), &["value"]),
        ("delete_statement", rule("_expressions"), &["value"]),
        ("raise_statement", rule("_expressions"), &["value"]),
        ("slice", expression.clone(), &["lower", "upper", "step"]),
        ("list_splat", expression.clone(), &["value"]),
        ("dictionary_splat", expression.clone(), &["value"]),
        ("as_pattern", expression.clone(), &["value"]),
        ("decorator", expression.clone(), &["value"]),
        ("if_clause", expression.clone(), &["condition"]),
        ("await", rule("primary_expression"), &["value"]),
        ("typed_parameter", choice(vec![rule("identifier"), rule("list_splat_pattern"), rule("dictionary_splat_pattern")]), &["name"]),
        ("_as_pattern", rule("_simple_pattern"), &["value"]),
        ("_as_pattern", rule("identifier"), &["alias"]),
        ("keyword_pattern", rule("identifier"), &["name"]),
        ("class_pattern", rule("dotted_name"), &["name"]),
        ("with_statement", rule("with_clause"), &["clause"]),
    ];
    for (name, child, roles) in named {
        let mut roles = roles.iter();
        name_children(&mut rules[name], &child, &mut roles);
        assert!(roles.next().is_none(), "{name}: fewer children than names");
    }
    let either = choice(vec![rule("expression"), rule("yield")]);
    assert_eq!(substitute(&mut rules["parenthesized_expression"], &either, &field("value", either.clone())), 1);
    assert_eq!(substitute(&mut rules["yield"], &rule("expression"), &field("value", rule("expression"))), 1);
    assert_eq!(substitute(&mut rules["yield"], &rule("_expressions"), &field("value", rule("_expressions"))), 1);
    // CPython takes one message; the package any number.
    rules["assert_statement"] = seq(vec![
        text("assert"),
        field("condition", rule("expression")),
        optional(seq(vec![text(","), field("message", rule("expression"))])),
    ]);
}

/// `x := 1` is no operand: were it one, `f"{x:=10}"` and `a or b := c` would hold it. Elsewhere it may stand for any expression; where
/// CPython wants brackets around it is said in a word of its own (core/syntax/validate.cpp).
fn named_expressions(grammar: &mut Value) {
    let operands = ["boolean_operator", "not_operator", "conditional_expression", "as_pattern", "list_splat", "dictionary_splat", "named_expression", "lambda", "lambda_within_for_in_clause", "except_clause", "with_item", "_f_expression", "_f_list"];
    let rules = &mut grammar["rules"];
    without(&mut rules["expression"]["members"], &[rule("named_expression")]);
    for (name, body) in rules.as_object_mut().expect("rules") {
        if !operands.contains(&name.as_str()) && name != "expression" {
            substitute(body, &rule("expression"), &rule("_named_or_expression"));
        }
    }
    rules["_named_or_expression"] = choice(vec![rule("expression"), rule("named_expression")]);
    without(&mut grammar["conflicts"], &[json!(["named_expression", "as_pattern"])]);
    // One reduction less for nearly every expression.
    grammar["inline"].as_array_mut().expect("a list").push(json!("_named_or_expression"));
}

/// Wraps each occurrence of `child`, in order, in a field of the next name; what is a field already is left alone.
fn name_children(value: &mut Value, child: &Value, names: &mut std::slice::Iter<&str>) {
    if value == child {
        let name = names.next().expect("more children than names");
        *value = field(name, child.clone());
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| name_children(item, child, names)),
        Value::Object(items) if items.get("type") != Some(&json!("FIELD")) => {
            items.iter_mut().for_each(|(_, item)| name_children(item, child, names));
        }
        _ => {}
    }
}

/// The hand-written scanner: lone CR ends a line, backticks open nothing, what follows a backslash in a raw string or `\u` in bytes is
/// text of the string (the package takes `\\` in `r"\\"` for a part of the end, and skips the letter after `b"\u`). A block ends only where one
/// may: not behind `(a.` because the next line begins further left. Columns are CPython's: a tab goes on to the next multiple of
/// eight, and of lines that backslashes join the first with white space counts.
pub fn scanner(source: &str) -> String {
    let replace = |text: String, old: &str, new: &str, times: usize| {
        assert_eq!(text.matches(old).count(), times, "the package's scanner is not the one this patch was written for: {old}");
        text.replace(old, new)
    };
    let text = source.to_string();
    // White space: CR ends a line as LF does (of CR LF both do, which is harmless).
    let text = replace(text, "if (lexer->lookahead == '\\n') {\n            found_end_of_line = true;", "if (lexer->lookahead == '\\n' || lexer->lookahead == '\\r') {\n            found_end_of_line = true;", 1);
    let text = replace(text, "lexer->lookahead == '\\r' || lexer->lookahead == '\\f'", "lexer->lookahead == '\\f'", 1);
    let text = replace(text, "while (lexer->lookahead && lexer->lookahead != '\\n') {", "while (lexer->lookahead && lexer->lookahead != '\\n' && lexer->lookahead != '\\r') {", 1);
    let text = replace(text, "            if (lexer->lookahead == '\\r') {\n                skip(lexer);\n            }\n            if (lexer->lookahead == '\\n' || lexer->eof(lexer)) {",
        "            if (lexer->lookahead == '\\r') {\n                skip(lexer);\n                if (lexer->lookahead == '\\n') {\n                    skip(lexer);\n                }\n            } else if (lexer->lookahead == '\\n' || lexer->eof(lexer)) {", 1);
    let text = replace(text, "    int32_t first_comment_indent_length = -1;\n", "    uint16_t joined_indent_length = 0;\n    int32_t first_comment_indent_length = -1;\n", 1);
    let text = replace(text, "            found_end_of_line = true;\n            indent_length = 0;\n            skip(lexer);\n        } else if (lexer->lookahead == ' ')", "            found_end_of_line = true;\n            indent_length = joined_indent_length = 0;\n            skip(lexer);\n        } else if (lexer->lookahead == ' ')", 1);
    let text = replace(text, "indent_length += 8;", "indent_length = (indent_length / 8 + 1) * 8;", 1);
    let text = replace(text, "        } else if (lexer->lookahead == '\\\\') {\n            skip(lexer);\n", "        } else if (lexer->lookahead == '\\\\') {\n            if (joined_indent_length == 0) {\n                joined_indent_length = indent_length;\n            }\n            skip(lexer);\n", 1);
    let text = replace(text, "(int32_t)indent_length;", "(int32_t)(joined_indent_length ? joined_indent_length : indent_length);", 1);
    let text = replace(text, "            skip(lexer);\n            indent_length = 0;\n", "            skip(lexer);\n            indent_length = joined_indent_length = 0;\n", 1);
    let text = replace(text, "        } else if (lexer->eof(lexer)) {\n            indent_length = 0;", "        } else if (lexer->eof(lexer)) {\n            indent_length = joined_indent_length = 0;", 1);
    let text = replace(text, "    if (found_end_of_line) {\n        if (scanner->indents.size > 0) {", "    if (joined_indent_length != 0) {\n        indent_length = joined_indent_length;\n    }\n    if (found_end_of_line) {\n        if (scanner->indents.size > 0) {", 1);
    // Strings of one line end at CR as at LF.
    let text = replace(text, "else if (lexer->lookahead == '\\n' && has_content && !is_triple(delimiter))", "else if ((lexer->lookahead == '\\n' || lexer->lookahead == '\\r') && !is_triple(delimiter))", 1);
    let text = replace(text, "                    }\n                    continue;\n", "                    }\n                    has_content = true;\n                    continue;\n", 1);
    let text = replace(text, "string-and-bytes-literals\n                        advance(lexer);\n", "string-and-bytes-literals\n", 1);
    let text = replace(text, "(valid_symbols[DEDENT] ||\n                 (!valid_symbols[NEWLINE] && !(valid_symbols[STRING_START] && next_tok_is_string_start) &&\n                  !within_brackets)) &&", "valid_symbols[DEDENT] &&", 1);
    let text = replace(text, "|| lexer->lookahead == '`'", "", 1);
    replace(text, "if (lexer->lookahead == '`') {", "if (false) {", 1)
}
