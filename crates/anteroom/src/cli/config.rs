//! `anteroom config`: the machine's configuration file.

use clap::Subcommand;

use super::Place;
use crate::config;
use crate::exit::{Exit, Outcome};
use crate::{folder, terminal};

#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Say whether the configuration file can be used, and which file it is.
    #[command(after_help = "Example:\n  anteroom config validate --data /var/lib/anteroom")]
    Validate,
}

impl Config {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let Config::Validate = self;
        let data = folder::path(place)?;
        config::Config::load(place.config.as_deref(), &data)?;
        let file = place
            .config
            .clone()
            .unwrap_or_else(|| data.join(config::FILE));
        match file.exists() {
            true => terminal::line(format_args!("{} is valid.", file.display()))?,
            false => terminal::line(format_args!(
                "No {} found; the defaults are in use.",
                file.display()
            ))?,
        }
        Ok(Exit::Done)
    }
}
