//! `anteroom demo`: the whole journey of one invented note, shown side by side; then an address to try.

use clap::Args;

use super::Place;
use crate::demo;
use crate::exit::Outcome;
use crate::wiring::block_on;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom demo --once\n  anteroom demo --model-url http://127.0.0.1:11434"
)]
pub(crate) struct Demo {
    /// End after printing; otherwise keep serving.
    #[arg(long)]
    once: bool,
    /// A real OpenAI-compatible server (Ollama, llama-server, vLLM) instead of the sample answers.
    #[arg(long, value_name = "URL")]
    model_url: Option<String>,
    /// The model to ask for at --model-url; its first one when missing.
    #[arg(long, value_name = "ID", requires = "model_url")]
    model: Option<String>,
}

impl Demo {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let Demo {
            once,
            model_url,
            model,
        } = self;
        // The environment names the practice's own folder, which is none of the demo's business.
        let data = place.data.clone().filter(|_| place.data_is_typed);
        block_on(demo::run(
            data,
            demo::Choices {
                once,
                model_url,
                model,
            },
        ))
    }
}
