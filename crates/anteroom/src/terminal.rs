//! The only place that writes to standard output and standard error.
//!
//! Data goes to stdout, words for people go to stderr, so that a pipe carries data alone. A closed pipe
//! (`anteroom audit list | head`) ends the output quietly. How much is said, and whether in color, is set once for the
//! process; warnings and errors are always said.

#![expect(
    clippy::print_stderr,
    reason = "this module is the command line's voice"
)]

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::exit::Failure;

/// How this command speaks.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Voice {
    /// Say nothing but data, warnings and errors.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say also which files are used.
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Whether to use color.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// When to use color.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// In files and pipes too.
    Always,
    /// Not at all.
    Never,
}

/// What a word means, where color is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Bad,
    Good,
}

static VOICE: OnceLock<Voice> = OnceLock::new();

/// Sets how this process speaks. Only the first call counts.
pub(crate) fn set(voice: Voice) {
    VOICE.get_or_init(|| voice);
}

/// Whether what goes to this stream may have color.
pub(crate) fn in_color(stream: &impl IsTerminal) -> bool {
    match voice().color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            // The convention of no-color.org: set, and not empty.
            let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            stream.is_terminal() && !unwanted
        }
    }
}

/// A word of the data, in its color where there is any.
pub(crate) fn toned(tone: Tone, word: &str) -> String {
    paint(in_color(&std::io::stdout()), tone, word)
}

/// Writes one line of data to stdout.
pub(crate) fn line(text: impl std::fmt::Display) -> Result<(), Failure> {
    write(|out| writeln!(out, "{text}"))
}

/// Writes bytes of data to stdout as they are.
pub(crate) fn bytes(data: &[u8]) -> Result<(), Failure> {
    write(|out| out.write_all(data))
}

/// Writes a value as one line of JSON to stdout.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(anyhow::Error::from)?;
    line(text)
}

/// Says something to the person at the terminal, beside the data.
pub(crate) fn note(text: impl std::fmt::Display) {
    if !voice().quiet {
        eprintln!("{text}");
    }
}

/// Says something that only a person who asks for more wants to know.
pub(crate) fn detail(text: impl std::fmt::Display) {
    if voice().verbose {
        eprintln!("{text}");
    }
}

/// Says what a person must know, however little they want to hear.
pub(crate) fn warn(text: impl std::fmt::Display) {
    let word = paint(in_color(&std::io::stderr()), Tone::Bad, "warning:");
    eprintln!("{word} {text}");
}

/// A line that tells how far a long command is, on a terminal only. There each state takes the place of the one before.
pub(crate) struct Status {
    shown: Option<Instant>,
    is_wanted: bool,
}

impl Status {
    /// How long a state stands at least.
    const PAUSE: Duration = Duration::from_millis(100);

    pub(crate) fn new() -> Self {
        let is_wanted = std::io::stderr().is_terminal() && !voice().quiet;
        Self {
            shown: None,
            is_wanted,
        }
    }

    /// Shows how far it is, if it is time to.
    pub(crate) fn show(&mut self, state: impl FnOnce() -> String) {
        let is_time = self
            .shown
            .is_none_or(|shown| shown.elapsed() >= Self::PAUSE);
        if self.is_wanted && is_time {
            eprint!("\r\u{1b}[K{}", state());
            self.shown = Some(Instant::now());
        }
    }

    /// Takes the line away.
    pub(crate) fn clear(&mut self) {
        if self.shown.take().is_some() {
            eprint!("\r\u{1b}[K");
        }
    }
}

/// Says why a command failed.
pub(crate) fn error(failure: &Failure) {
    let word = paint(in_color(&std::io::stderr()), Tone::Bad, "anteroom:");
    eprintln!("{word} {failure}");
}

fn voice() -> Voice {
    VOICE.get().copied().unwrap_or_default()
}

fn paint(in_color: bool, tone: Tone, word: &str) -> String {
    let code = match tone {
        Tone::Bad => 31,
        Tone::Good => 32,
    };
    match in_color {
        true => format!("\u{1b}[{code}m{word}\u{1b}[0m"),
        false => word.to_owned(),
    }
}

fn write(
    put: impl FnOnce(&mut std::io::StdoutLock<'static>) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match put(&mut out).and_then(|()| out.flush()) {
        Err(closed) if closed.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::from),
    }
}
