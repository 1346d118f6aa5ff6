//! `cargo xtask test`: everything CI runs, in the order in which it fails soonest, each step with its time.
//!
//! A step fails the whole at once; a step is a command that anyone can run by hand, printed before it starts.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use clap::{Args, ValueEnum};

use crate::tools;

/// Which steps to run.
#[derive(Args, Debug)]
pub(crate) struct Test {
    /// Steps; none named means all.
    #[arg(value_enum)]
    steps: Vec<Step>,
}

/// One step; the order of the variants is the order of running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// rustfmt's defaults.
    Fmt,
    /// Lints, as errors.
    Clippy,
    /// Documentation builds without warnings.
    Doc,
    /// Who may depend on what, licenses, sources.
    Deny,
    /// What finds and what reads also compile to WebAssembly: no threads, files or clocks in them.
    Wasm,
    /// Everything, once, in the development profile.
    Build,
    /// Statements about the rules, proved for every request.
    Prove,
    /// Unit, property, whole-program and documentation tests.
    Rust,
    /// The official Python clients against a real server.
    Python,
    /// The official Node clients against a real server.
    Node,
    /// The pages of a real server in Chromium.
    Browser,
}

impl Test {
    /// Runs the steps and prints a table of times.
    pub(crate) fn run(&self) -> Result<()> {
        let all = Step::value_variants();
        let chosen = all
            .iter()
            .filter(|step| self.steps.is_empty() || self.steps.contains(step));
        let mut times = Vec::new();
        for step in chosen {
            say(&format!("== {} ==", step.name()))?;
            let start = Instant::now();
            let notes = step
                .run()
                .with_context(|| format!("step `{}` failed", step.name()))?;
            times.push((step.name(), start.elapsed(), notes));
        }
        report(&times)
    }
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    fn run(self) -> Result<String> {
        match self {
            Self::Fmt => cargo(&["fmt", "--all", "--check"]),
            Self::Clippy => cargo(&[
                "clippy",
                "--quiet",
                "--locked",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
            Self::Doc => doc(),
            Self::Deny => deny(),
            Self::Wasm => wasm(),
            Self::Build => build(),
            Self::Prove => prove(),
            Self::Rust => rust(),
            Self::Python => python(),
            Self::Node => node(),
            Self::Browser => browser(),
        }
    }
}

fn cargo(arguments: &[&str]) -> Result<String> {
    run(Command::new("cargo")
        .args(arguments)
        .current_dir(tools::root()))?;
    Ok(String::new())
}

fn doc() -> Result<String> {
    let mut doc = Command::new("cargo");
    doc.args(["doc", "--quiet", "--locked", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings");
    run(doc.current_dir(tools::root()))?;
    Ok(String::new())
}

fn deny() -> Result<String> {
    let check = [
        "--locked",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ];
    run(Command::new(tools::cargo_deny()?)
        .args(check)
        .current_dir(tools::root()))?;
    Ok(String::new())
}

fn wasm() -> Result<String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    if !tools::target(TARGET)? {
        return Ok(
            "left out: the toolchain lacks the target, and there is no rustup to add it".to_owned(),
        );
    }
    cargo(&[
        "check",
        "--quiet",
        "--locked",
        "-p",
        "anteroom-phi",
        "-p",
        "anteroom-intake",
        "--target",
        TARGET,
    ])
}

/// Everything that the later steps run, tests included, so that its time is told apart from theirs.
fn build() -> Result<String> {
    cargo(&["build", "--quiet", "--locked", "--workspace", "--bins"])?;
    cargo(&["test", "--quiet", "--locked", "--workspace", "--no-run"])
}

/// Every statement holds of the rules, and of none that is broken.
fn prove() -> Result<String> {
    tools::solver()?;
    run(Command::new(program("anteroom")?).args(["policy", "prove"]))?;
    cargo(&[
        "test",
        "--quiet",
        "--locked",
        "-p",
        "anteroom-prove",
        "--test",
        "mutations",
    ])
}

/// Runs the tests, passing their output through and adding up the closing lines.
fn rust() -> Result<String> {
    tools::solver()?;
    let mut test = Command::new("cargo");
    test.args(["test", "--locked", "--workspace", "--no-fail-fast"])
        .current_dir(tools::root());
    let mut child = test
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let output = child.stdout.take().context("cargo's output is not there")?;
    let (mut passed, mut failed, mut ignored) = (0, 0, 0);
    for line in BufReader::new(output).lines() {
        let line = line?;
        if let Some(counts) = line.strip_prefix("test result: ") {
            passed += count(counts, "passed");
            failed += count(counts, "failed");
            ignored += count(counts, "ignored");
        }
        say(&line)?;
    }
    let total = format!("{passed} passed; {failed} failed; {ignored} ignored");
    ensure!(child.wait()?.success(), "cargo test: {total}");
    ensure!(passed > 0, "cargo test ran nothing");
    Ok(total)
}

/// The number before `word` in `ok. 3 passed; 0 failed; …`.
fn count(line: &str, word: &str) -> u32 {
    let part = line
        .split([';', '.'])
        .find(|part| part.trim_end().ends_with(word));
    part.and_then(|part| part.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn python() -> Result<String> {
    let python = tools::python()?;
    let mut suite = staged()?;
    suite
        .arg(python)
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    run(suite.arg(tools::root().join("sdk-tests/python")))?;
    Ok(String::new())
}

fn node() -> Result<String> {
    let folder = tools::node()?;
    let mut suite = staged()?;
    run(suite
        .args(["node", "--test", "--test-concurrency=1"])
        .current_dir(folder))?;
    Ok(String::new())
}

/// The suites start their own servers; pictures of every page are left in the target folder.
fn browser() -> Result<String> {
    tools::chromium()?;
    let folder = tools::browser_tests()?;
    let screens = target()?.join("browser");
    let mut suites = Command::new("node");
    suites
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .env("ANTEROOM_BIN", program("anteroom")?)
        .env("SCRIPTED_UPSTREAM_BIN", program("scripted-upstream")?)
        .env("IDENTITY_PROVIDER_BIN", program("identity-provider")?)
        .env("ANTEROOM_SCREENS", &screens);
    run(suites.current_dir(folder))?;
    Ok(format!("screens in {}", screens.display()))
}

/// `with-anteroom … --`: a real server in front of the scripted upstream, around the command that follows.
fn staged() -> Result<Command> {
    let mut command = Command::new(program("with-anteroom")?);
    command
        .arg("--anteroom")
        .arg(program("anteroom")?)
        .arg("--");
    Ok(command)
}

/// Path of a program of the house, built anew if anything has changed: an older one would be tested in its place.
fn program(name: &str) -> Result<PathBuf> {
    cargo(&[
        "build",
        "--quiet",
        "--locked",
        "--bins",
        "-p",
        "anteroom",
        "-p",
        "anteroom-testkit",
    ])?;
    let path = target()?.join("debug").join(name);
    ensure!(path.exists(), "{} is not there", path.display());
    Ok(path)
}

/// Where cargo puts what it builds; the environment or a configuration file may have moved it.
fn target() -> Result<PathBuf> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--locked"];
    let output = Command::new("cargo")
        .args(arguments)
        .current_dir(tools::root())
        .output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let folder = metadata
        .get("target_directory")
        .and_then(|folder| folder.as_str());
    Ok(folder
        .context("cargo metadata names no target folder")?
        .into())
}

/// Prints and runs a command; fails unless it ends with 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let arguments: Vec<_> = command
        .get_args()
        .map(|argument| argument.to_string_lossy())
        .collect();
    say(&format!("$ {name} {}", arguments.join(" ")))?;
    let status = command
        .status()
        .with_context(|| format!("cannot start {name}"))?;
    if status.success() {
        Ok(())
    } else {
        bail!("{name} ended with {status}")
    }
}

/// One line of output.
pub(crate) fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn report(times: &[(String, Duration, String)]) -> Result<()> {
    say("")?;
    for (name, time, notes) in times {
        say(&format!(
            "{name:<8} {:>7.1} s  ok  {notes}",
            time.as_secs_f64()
        ))?;
    }
    let total: Duration = times.iter().map(|(_, time, _)| *time).sum();
    say(&format!("{:<8} {:>7.1} s  ok", "all", total.as_secs_f64()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let line =
            "ok. 13 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        assert_eq!(
            [
                count(line, "passed"),
                count(line, "failed"),
                count(line, "ignored")
            ],
            [13, 2, 1]
        );
    }
}
