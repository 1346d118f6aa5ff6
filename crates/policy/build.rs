//! Lists every rule file, so that adding a rule is adding a file: the list is generated, the text is embedded.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // Read when it runs, so that a build folder still serves after the sources have moved.
    let home = env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo did not set CARGO_MANIFEST_DIR")?;
    let rules = Path::new(&home).join("rules");
    let mut files = Vec::new();
    collect(&rules, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&rules)?.with_extension("");
        let id = name
            .to_str()
            .ok_or("a rule's file name is not UTF-8")?
            .replace('\\', "/");
        writeln!(list, "    ({id:?}, include_str!({file:?})),")?;
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?;
    fs::write(PathBuf::from(out).join("rules.rs"), list)?;
    Ok(())
}

/// Adds every `.cedar` file under `folder`; cargo looks at each folder again when something in it changes.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "cedar") {
            files.push(path);
        }
    }
    Ok(())
}
