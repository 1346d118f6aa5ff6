//! What the checks need beyond Rust, installed into the checkout and said aloud: cargo-deny, the Python clients, the Node
//! clients, what drives a browser. Versions are pinned here, in `sdk-tests/` and in `browser-tests/`. Only what belongs to
//! the machine is installed outside the checkout (`debian.rs`): Python, Node, the solver, the browser.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{
    debian::{self, Need},
    test::{run, say},
};

/// The version whose verdicts the repository was checked with.
const CARGO_DENY: &str = "0.20.2";

const CVC5: Need = Need {
    package: "cvc5",
    proof: &["cvc5", "--version"],
};
const CHROMIUM: Need = Need {
    package: "chromium",
    proof: &["chromium", "--version"],
};
const NODE: [Need; 2] = [
    Need {
        package: "nodejs",
        proof: &["node", "--version"],
    },
    Need {
        package: "npm",
        proof: &["npm", "--version"],
    },
];
const PYTHON: [Need; 2] = [
    Need {
        package: "python3",
        proof: &["python3", "--version"],
    },
    Need {
        package: "python3-venv",
        proof: &["python3", "-c", "import ensurepip, venv"],
    },
];

/// The checkout's root.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Path of cargo-deny; built once.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    let folder = root()
        .join(".tools")
        .join(format!("cargo-deny-{CARGO_DENY}"));
    let program = folder.join("bin/cargo-deny");
    if !program.exists() {
        say(&format!(
            "installing cargo-deny {CARGO_DENY} into .tools/ (several minutes, once)"
        ))?;
        let package = format!("cargo-deny@{CARGO_DENY}");
        // `check bans licenses sources` needs none of the default features, which bring a git client.
        let mut install = Command::new("cargo");
        install.args([
            "install",
            "--quiet",
            "--locked",
            "--no-default-features",
            &package,
            "--root",
        ]);
        run(install.arg(&folder))?;
    }
    Ok(program)
}

/// Sees to it that the solver of `anteroom policy prove` is on the search path.
pub(crate) fn solver() -> Result<()> {
    debian::see_to(&[CVC5])
}

/// Sees to it that the browser of the pages' tests is on the search path.
pub(crate) fn chromium() -> Result<()> {
    debian::see_to(&[CHROMIUM])
}

/// Whether the toolchain can compile for a target, which rustup adds where it is missing.
pub(crate) fn target(name: &str) -> Result<bool> {
    let asked = ["--print", "target-libdir", "--target", name];
    let folder = Command::new("rustc").args(asked).output()?.stdout;
    if Path::new(String::from_utf8(folder)?.trim()).exists() {
        return Ok(true);
    }
    if Command::new("rustup").arg("--version").output().is_err() {
        return Ok(false);
    }
    run(Command::new("rustup").args(["target", "add", name]))?;
    Ok(true)
}

/// Path of a Python that has the pinned clients.
pub(crate) fn python() -> Result<PathBuf> {
    venv(
        "venv",
        "the Python clients",
        "sdk-tests/python/requirements.txt",
    )
}

/// Path of a Python that has the finders which Anteroom is measured beside.
pub(crate) fn finders() -> Result<PathBuf> {
    venv(
        "finders",
        "other finders",
        "crates/xtask/bench-python/requirements.txt",
    )
}

/// Path of a Python of its own, with what a file of requirements pins.
fn venv(name: &str, what: &str, requirements: &str) -> Result<PathBuf> {
    let (venv, wanted) = (root().join(".tools").join(name), root().join(requirements));
    let python = venv.join("bin/python");
    once(&venv.join("installed.txt"), &wanted, || {
        say(&format!("installing {what} into .tools/{name}"))?;
        debian::see_to(&PYTHON)?;
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv))?;
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ];
        run(Command::new(&python).args(pip).arg(&wanted))
    })?;
    Ok(python)
}

/// The folder of the Node clients' suite.
pub(crate) fn node() -> Result<PathBuf> {
    packages("sdk-tests/node", "the Node clients")
}

/// The folder of the browser tests.
pub(crate) fn browser_tests() -> Result<PathBuf> {
    packages("browser-tests", "what drives the browser")
}

/// A folder with a lock file of npm, its packages installed as locked and without running their scripts.
fn packages(folder: &str, what: &str) -> Result<PathBuf> {
    let path = root().join(folder);
    require_node()?;
    once(
        &path.join("node_modules/.installed"),
        &path.join("package-lock.json"),
        || {
            say(&format!("installing {what} into {folder}/node_modules"))?;
            let flags = [
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel",
                "error",
            ];
            run(Command::new("npm").args(flags).current_dir(&path))
        },
    )?;
    Ok(path)
}

/// Runs `install` unless `stamp` says that it was done for the present content of `wanted`.
fn once(stamp: &Path, wanted: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let content = fs::read(wanted).with_context(|| format!("cannot read {}", wanted.display()))?;
    if fs::read(stamp).is_ok_and(|installed| installed == content) {
        return Ok(());
    }
    install()?;
    Ok(fs::write(stamp, content)?)
}

fn require_node() -> Result<()> {
    debian::see_to(&NODE)?;
    let output = Command::new("node").arg("--version").output()?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node 20 or newer is needed; this is {version}");
    }
    Ok(())
}
