//! What the checks need of the machine itself, installed with Debian's package manager where it is missing and said aloud.
//!
//! Where there is no such manager, or it may not install, the message says what somebody has to install.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::test::{run, say};

/// A program or module that is needed, and the package that brings it.
pub(crate) struct Need {
    /// Debian's name for the package.
    pub(crate) package: &'static str,
    /// A command that ends well where it is there.
    pub(crate) proof: &'static [&'static str],
}

/// Sees to it that everything needed is there.
///
/// # Errors
/// When something is missing and cannot be installed here: the message names all of it.
pub(crate) fn see_to(needs: &[Need]) -> Result<()> {
    let lacking = missing(needs);
    if lacking.is_empty() {
        return Ok(());
    }
    if !may_install() {
        bail!(what_to_do(&lacking));
    }
    say(&format!("installing {} with apt-get", lacking.join(", ")))?;
    // An install can die half-way, so it is tried three times.
    let tried = install(&lacking).or_else(|_| install(&lacking));
    let tried = tried.or_else(|_| install(&lacking));
    tried.map_err(|error| error.context(what_to_do(&lacking)))?;
    let still = missing(needs);
    match still.is_empty() {
        true => Ok(()),
        false => bail!(what_to_do(&still)),
    }
}

/// The packages of what is not there.
fn missing(needs: &[Need]) -> Vec<&'static str> {
    let lacking = needs.iter().filter(|need| !ends_well(need.proof));
    lacking.map(|need| need.package).collect()
}

fn what_to_do(packages: &[&str]) -> String {
    let packages = packages.join(" ");
    format!(
        "these are needed and not here: {packages} (on Debian, as root: apt-get install {packages})"
    )
}

/// Only root may install, and only Debian's way is known here.
fn may_install() -> bool {
    let id = Command::new("id").arg("-u").output();
    let is_root = id.is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    is_root && ends_well(&["apt-get", "--version"])
}

fn ends_well(command: &[&str]) -> bool {
    let Some((program, arguments)) = command.split_first() else {
        return false;
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.is_ok_and(|status| status.success())
}

fn install(packages: &[&str]) -> Result<()> {
    const NOW: [&str; 4] = ["install", "--quiet", "--yes", "--no-install-recommends"];
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        run(apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "--quiet"])?;
    run(Command::new("dpkg").args(["--configure", "-a"]))?;
    apt(&[&NOW, packages].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Need = Need {
        package: "coreutils",
        proof: &["true"],
    };
    const WRONG: Need = Need {
        package: "half-installed",
        proof: &["false"],
    };
    const NOWHERE: Need = Need {
        package: "unheard-of",
        proof: &["no-program-has-this-name"],
    };

    #[test]
    fn what_is_there_is_let_alone() {
        assert_eq!(missing(&[HERE]), [""; 0]);
        assert!(see_to(&[HERE]).is_ok());
    }

    #[test]
    fn what_is_missing_is_named_with_how_to_get_it() {
        let lacking = missing(&[HERE, WRONG, NOWHERE]);
        assert_eq!(lacking, ["half-installed", "unheard-of"]);
        assert!(what_to_do(&lacking).contains("apt-get install half-installed unheard-of"));
    }
}
