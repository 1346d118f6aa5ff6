//! Fingerprints of the detector that is built in: of its source, of its word lists, of its tagger's weights, and of what reads
//! documents. What finds identifiers is code, so its exact text is its revision, as it is for the rules.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    // Read when it runs, so that a build folder still serves after the sources have moved.
    let home = env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?;
    let phi = Path::new(&home).join("../phi");
    let mut source = Vec::new();
    files(&phi.join("src"), &mut source)?;
    source.sort();
    say("ANTEROOM_ENGINE", &phi, &source)?;
    say("ANTEROOM_TAGGER", &phi, &[phi.join("tagger/weights.bin")])?;
    let intake = Path::new(&home).join("../intake");
    let mut readers = Vec::new();
    files(&intake.join("src/format"), &mut readers)?;
    readers.sort();
    say("ANTEROOM_READERS", &intake, &readers)?;
    say(
        "ANTEROOM_LEXICON",
        &phi,
        &[phi.join("lexicons/lexicon.bin")],
    )
}

/// Gives a fingerprint to the program, under the name of an environment variable.
fn say(name: &str, root: &Path, paths: &[PathBuf]) -> io::Result<()> {
    let mut hash = Sha256::new();
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
        let bytes = fs::read(path)?;
        let name = path
            .strip_prefix(root)
            .unwrap_or(path)
            .display()
            .to_string();
        for part in [name.as_bytes(), &bytes] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    let [a, b, c, d, e, f, ..] = <[u8; 32]>::from(hash.finalize());
    println!("cargo::rustc-env={name}={a:02x}{b:02x}{c:02x}{d:02x}{e:02x}{f:02x}");
    Ok(())
}

/// All files below a folder. The folder itself is watched too, because files come and go.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
