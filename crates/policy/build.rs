//! Lists every rule file, every statement to be proved, and every file of breach law, acts and offerings, so that adding one
//! is adding a file: the lists are generated, the texts are embedded.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    list("rules", "cedar", "rules.rs")?;
    list("proofs", "toml", "proofs.rs")?;
    list("law/breach", "toml", "breach.rs")?;
    list("law/acts", "toml", "acts.rs")?;
    list("law/offerings", "toml", "offerings.rs")
}

/// Writes the names and texts of all files below `folder` that end so. A name is the path below it, without the ending.
fn list(folder: &str, ending: &str, out: &str) -> Result<(), Box<dyn Error>> {
    // Read when it runs, so that a build folder still serves after the sources have moved.
    let home = env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo did not set CARGO_MANIFEST_DIR")?;
    let folder = Path::new(&home).join(folder);
    let mut files = Vec::new();
    collect(&folder, ending, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&folder)?.with_extension("");
        let name = name
            .to_str()
            .ok_or("a file name is not UTF-8")?
            .replace('\\', "/");
        writeln!(list, "    ({name:?}, include_str!({file:?})),")?;
    }
    list.push_str("]\n");
    let folder = env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?;
    fs::write(PathBuf::from(folder).join(out), list)?;
    Ok(())
}

/// Adds every file below `folder` that ends so; cargo looks at each folder again when something in it changes.
fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, ending, files)?;
        } else if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    Ok(())
}
