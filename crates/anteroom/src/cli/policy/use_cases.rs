//! `anteroom policy use-cases`: what a request can be for.

use anteroom_policy::{Lane, UseCase};
use clap::Args;
use serde_json::json;

use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  anteroom policy use-cases --json")]
pub(crate) struct UseCases {
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

impl UseCases {
    pub(super) fn run(self) -> Outcome {
        let listed = UseCase::all().filter(|one| *one != UseCase::UNLISTED);
        for one in listed {
            let output = one.output();
            match self.json {
                true => terminal::json(&json!({
                    "code": one.code(), "lane": one.lane(), "natures": one.natures(),
                    "audience": output.audience, "medium": output.medium,
                    "clinical_information": output.clinical_information,
                }))?,
                false => {
                    let (code, lane) = (one.code(), says(one.lane()));
                    terminal::line(format_args!("{code:<30} {lane}"))?;
                }
            }
        }
        Ok(Exit::Done)
    }
}

fn says(lane: Lane) -> &'static str {
    match lane {
        Lane::AlwaysAvoid => "never",
        Lane::BaaSafeguards => "with an agreement and every safeguard",
        Lane::NoPhi => "without patient information",
    }
}
