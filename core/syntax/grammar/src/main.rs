//! whip-grammar GRAMMAR_PACKAGE CORE_PACKAGE OUT: writes the folder that WHIP_GRAMMAR_DIR names:
//! python/parser.c and scanner.c (patched and generated), tree_sitter/src and include (the C core), VERSION.
mod patch;

use std::{env, error::Error, fs, path::Path};

fn copy_tree(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::write(&target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, package, core, out] = arguments.as_slice() else {
        return Err("usage: whip-grammar GRAMMAR_PACKAGE CORE_PACKAGE OUT".into());
    };
    let (package, core, out) = (Path::new(package), Path::new(core), Path::new(out));
    let python = out.join("python");
    fs::create_dir_all(&python)?;

    let mut grammar: serde_json::Value = serde_json::from_str(&fs::read_to_string(package.join("src/grammar.json"))?)?;
    patch::grammar(&mut grammar);
    let (_, parser) = tree_sitter_generate::generate_parser_for_grammar(&grammar.to_string(), Some((0, 25, 0)))?;
    fs::write(python.join("parser.c"), parser)?;
    fs::write(python.join("scanner.c"), patch::scanner(&fs::read_to_string(package.join("src/scanner.c"))?))?;

    copy_tree(&package.join("src/tree_sitter"), &python.join("tree_sitter"))?;
    copy_tree(&core.join("src"), &out.join("tree_sitter/src"))?;
    copy_tree(&core.join("include"), &out.join("tree_sitter/include"))?;
    fs::write(out.join("VERSION"), "tree-sitter 0.25.10, tree-sitter-python 0.25.0, patch 4\n")?;
    Ok(())
}
