//! `anteroom config`: the machine's configuration file.

use clap::Subcommand;

use super::Place;
use crate::config;
use crate::exit::{Exit, Outcome};
use crate::roster::PracticeFile;
use crate::{folder, terminal};

#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Say whether the configuration file can be used, and which file it is.
    #[command(after_help = "Example:\n  anteroom config validate --data /var/lib/anteroom")]
    Validate {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

impl Config {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let Config::Validate { json } = self;
        let data = folder::path(place)?;
        config::Config::load(place.config.as_deref(), &data)?;
        PracticeFile::of_folder(&data)?;
        let file = place
            .config
            .clone()
            .unwrap_or_else(|| data.join(config::FILE));
        let (shown, exists) = (file.display(), file.exists());
        match (json, exists) {
            (true, _) => terminal::json(&serde_json::json!({
                "valid": true, "file": exists.then(|| shown.to_string())
            }))?,
            (false, true) => terminal::line(format_args!("{shown} is valid."))?,
            (false, false) => {
                terminal::line(format_args!("No {shown} found; the defaults are in use."))?
            }
        }
        Ok(Exit::Done)
    }
}
