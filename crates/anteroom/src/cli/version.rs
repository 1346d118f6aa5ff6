//! `anteroom version`: what is running, to the rule set and the detector.

use anteroom_policy::Rules;
use anyhow::Context as _;
use clap::Args;

use crate::exit::{Exit, Outcome};
use crate::terminal;

/// The exact source of what finds identifiers, as one hash (`build.rs`).
const ENGINE: &str = env!("ANTEROOM_ENGINE");

/// The exact word lists that it uses, as one hash.
const LEXICON: &str = env!("ANTEROOM_LEXICON");

/// The tagger's exact weights, as one hash.
const TAGGER: &str = env!("ANTEROOM_TAGGER");

/// The exact source of what reads documents, as one hash.
const READERS: &str = env!("ANTEROOM_READERS");

/// What finds and reads, so that equal words mean equal finds.
pub(super) fn detector() -> String {
    format!("{ENGINE}-{LEXICON}-{TAGGER}-{READERS}")
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  anteroom version --json")]
pub(crate) struct Version {
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

impl Version {
    pub(crate) fn run(self) -> Outcome {
        let rules = Rules::shipped().context("the rules in this binary cannot be read")?;
        let (version, rule_set) = (env!("CARGO_PKG_VERSION"), rules.id().to_string());
        let recognizers = anteroom_phi::recognizers().len();
        match self.json {
            true => terminal::json(&serde_json::json!({
                "version": version, "rule_set": rule_set,
                "detector": { "engine": ENGINE, "lexicon": LEXICON, "tagger": TAGGER, "recognizers": recognizers },
            }))?,
            false => terminal::line(format_args!(
                "anteroom {version}\nrule set {rule_set}\n\
                 detector engine {ENGINE}, lexicon {LEXICON}, tagger {TAGGER}, {recognizers} recognizers"
            ))?,
        }
        Ok(Exit::Done)
    }
}
