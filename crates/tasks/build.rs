//! Lists every task file, so that adding a task is adding a file: the list is generated, the texts are embedded.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // Read when it runs, so that a build folder still serves after the sources have moved.
    let home = env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo did not set CARGO_MANIFEST_DIR")?;
    let folder = Path::new(&home).join("catalogue");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let stem = file.file_stem().and_then(|stem| stem.to_str());
        let name = stem.ok_or("a file name is not UTF-8")?;
        writeln!(list, "    ({name:?}, include_str!({file:?})),")?;
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?;
    fs::write(PathBuf::from(out).join("catalogue.rs"), list)?;
    Ok(())
}
