//! The command line: one file a noun, three everyday verbs (`run`, `scrub`, `restore`) on top.
//!
//! Data goes to stdout, words to stderr; `--json` stands on every command that prints data and `--dry-run` on every one
//! that changes the practice's settings; secrets come from files or standard input, never from a flag.

mod audit;
mod completions;
mod config;
mod connection;
mod consent;
mod demo;
mod desk;
mod doctor;
mod evidence;
mod export;
mod flow;
mod gate;
mod import;
mod incident;
pub(crate) mod init;
mod input;
mod key;
mod laws;
mod level;
mod notice;
mod policy;
mod practice;
mod receipt;
mod replacing;
mod restore;
mod review;
mod risk;
mod run;
mod scrub;
pub(crate) mod serve;
mod setup;
mod signoff;
mod spans;
mod sso;
mod tasks;
mod training;
mod user;
mod vendor;
mod version;

use std::path::PathBuf;

use anteroom_audit::Micros;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::exit::Outcome;
use crate::terminal::{self, Voice};

/// Lets a medical practice use a language model without letting patient information go where it must not.
#[derive(Debug, Parser)]
#[command(
    name = "anteroom",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    voice: Voice,
    #[command(subcommand)]
    command: Command,
}

/// Where this practice's data and configuration are.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The data folder. Only its owner may read it.
    #[arg(long, global = true, env = "ANTEROOM_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Whether the data folder was named on the command line rather than by the environment.
    #[arg(skip)]
    data_is_typed: bool,
    /// The configuration file, if it is not anteroom.toml in the data folder.
    #[arg(long, global = true, env = "ANTEROOM_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Part of every command that changes the practice's settings.
#[derive(Debug, Clone, Copy, Args)]
struct Trial {
    /// Check everything, say what would be done, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Trial {
    /// Whether this is only a trial; then it is said what would have been done.
    fn ends(self, would: impl std::fmt::Display) -> bool {
        if self.dry_run {
            terminal::note(format_args!("Dry run: {would}. Nothing was changed."));
        }
        self.dry_run
    }

    /// Says what was done, or on a trial what would have been.
    fn tells(self, would: impl std::fmt::Display, done: impl std::fmt::Display) {
        if !self.ends(would) {
            terminal::note(done);
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read and check the log of everything that was asked, sent and refused.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Print the completion script of a shell.
    Completions(completions::Completions),
    /// Check the configuration file.
    #[command(subcommand)]
    Config(config::Config),
    /// The models this practice may use, and what each is approved for.
    #[command(subcommand)]
    Connection(connection::Connection),
    /// Patients' consents to the use of records of a drug or alcohol program (42 CFR Part 2).
    #[command(subcommand)]
    Consent(consent::Consent),
    /// Show the whole journey of one invented note, then keep serving.
    Demo(demo::Demo),
    /// Check that everything Anteroom needs is in order.
    Doctor(doctor::Doctor),
    /// The files that prove what the records say.
    #[command(subcommand)]
    Evidence(evidence::Evidence),
    /// What somebody outside takes away: the auditor's packet.
    #[command(subcommand)]
    Export(export::Export),
    /// The map of where data goes: draw it, approve it, see what changed since.
    #[command(subcommand)]
    Flow(flow::Flow),
    /// The eight gates: what must be in place, what holds now, and what is missing.
    #[command(subcommand)]
    Gate(gate::Gate),
    /// Record what one file says: vendors, agreements, people, training, risks, gates.
    Import(import::Import),
    /// Incidents: what happened, who must be told by when, and what was done.
    #[command(subcommand)]
    Incident(incident::Incident),
    /// Set up a new data folder for a practice.
    Init(init::Init),
    /// API keys for the practice's tools.
    #[command(subcommand)]
    Key(key::Key),
    /// The laws that this practice watches: what each asks, since when, and what it changes here.
    #[command(subcommand)]
    Laws(laws::Laws),
    /// How much may leave through each connection, why not more, and the hand on the brake.
    #[command(subcommand)]
    Level(level::Level),
    /// What patients are told about AI.
    #[command(subcommand)]
    Notice(notice::Notice),
    /// The rules that decide what may leave.
    #[command(subcommand)]
    Policy(policy::Policy),
    /// Answers that are held for somebody to review: show, release, send back, refuse.
    #[command(subcommand)]
    Receipt(receipt::Receipt),
    /// What the practice is: its kind, Medicaid, further states. Rules turn on it.
    #[command(subcommand)]
    Practice(practice::Practice),
    /// Put the real values back into a text, from the map that `scrub --map` wrote.
    Restore(restore::Restore),
    /// Where the practice stands: what is open, what is missing, and one next step. Markdown, HTML, PDF or JSON.
    Review(review::Review),
    /// The risk analysis: what holds patient information, what could happen to it, what the Security Rule asks.
    #[command(subcommand)]
    Risk(risk::Risk),
    /// Do a task: fill its form, see what leaves, get a checked draft.
    Run(run::Run),
    /// Replace or remove patient information in a text. Needs no setup and no network.
    Scrub(scrub::Scrub),
    /// Answer OpenAI and Mistral clients on /v1.
    Serve(serve::Serve),
    /// Sign-offs: who stands for a gate, or for a task that uses patient information as it was written.
    #[command(subcommand)]
    Signoff(signoff::Signoff),
    /// Single sign-on: where people have their other account.
    #[command(subcommand)]
    Sso(sso::Sso),
    /// The tasks that staff can do: their forms, prompts and checks.
    #[command(subcommand)]
    Tasks(tasks::Tasks),
    /// Training: who works here, what they must learn, who is current.
    #[command(subcommand)]
    Training(training::Training),
    /// Who may sign in at the pages, and what they may do there.
    #[command(subcommand)]
    User(user::User),
    /// Vendors: who they are, what was agreed, what they claim, which of their services are in use.
    #[command(subcommand)]
    Vendor(vendor::Vendor),
    /// Print version, rule set and detector.
    Version(version::Version),
}

impl Cli {
    /// Reads the command line; ends the process when it cannot be used.
    pub(crate) fn read() -> Cli {
        let matches = Cli::command().get_matches();
        let mut cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        cli.place.data_is_typed = matches.value_source("data") == Some(ValueSource::CommandLine);
        cli
    }

    /// Runs the command that was typed.
    pub(crate) fn run(self) -> Outcome {
        terminal::set(self.voice);
        let place = self.place;
        match self.command {
            Command::Audit(command) => command.run(&place),
            Command::Completions(command) => command.run(),
            Command::Config(command) => command.run(&place),
            Command::Connection(command) => command.run(&place),
            Command::Consent(command) => command.run(&place),
            Command::Demo(command) => command.run(&place),
            Command::Doctor(command) => command.run(&place),
            Command::Evidence(command) => command.run(&place),
            Command::Export(command) => command.run(&place),
            Command::Flow(command) => command.run(&place),
            Command::Gate(command) => command.run(&place),
            Command::Import(command) => command.run(&place),
            Command::Incident(command) => command.run(&place),
            Command::Init(command) => command.run(&place),
            Command::Key(command) => command.run(&place),
            Command::Level(command) => command.run(&place),
            Command::Laws(command) => command.run(&place),
            Command::Notice(command) => command.run(&place),
            Command::Policy(command) => command.run(&place),
            Command::Receipt(command) => command.run(&place),
            Command::Practice(command) => command.run(&place),
            Command::Restore(command) => command.run(),
            Command::Review(command) => command.run(&place),
            Command::Risk(command) => command.run(&place),
            Command::Run(command) => command.run(&place),
            Command::Scrub(command) => command.run(),
            Command::Serve(command) => command.run(&place),
            Command::Signoff(command) => command.run(&place),
            Command::Sso(command) => command.run(&place),
            Command::Tasks(command) => command.run(),
            Command::Training(command) => command.run(&place),
            Command::User(command) => command.run(&place),
            Command::Vendor(command) => command.run(&place),
            Command::Version(command) => command.run(),
        }
    }
}

/// A time of the log as people and programs read it: UTC, to the second.
fn when(at: Micros) -> String {
    let time = jiff::Timestamp::from_microsecond(at.0).unwrap_or_default();
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    /// A command without an example leaves the reader to guess.
    #[test]
    fn every_command_shows_an_example() {
        fn walk(command: &clap::Command) {
            let has_children = command.get_subcommands().next().is_some();
            let help = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                has_children || help.contains("Example"),
                "{} has no example",
                command.get_name()
            );
            command.get_subcommands().for_each(walk);
        }
        walk(&Cli::command());
    }
}
