//! `anteroom version`: what is running, to the rule set.

use anteroom_policy::Rules;
use anyhow::Context as _;
use clap::Args;

use crate::exit::{Exit, Outcome};
use crate::terminal;

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
        match self.json {
            true => {
                terminal::json(&serde_json::json!({ "version": version, "rule_set": rule_set }))?
            }
            false => terminal::line(format_args!("anteroom {version}\nrule set {rule_set}"))?,
        }
        Ok(Exit::Done)
    }
}
