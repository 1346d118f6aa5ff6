//! `anteroom training lessons`: the lessons that people take at the pages.

use anteroom_office::Desk;
use anteroom_office::training::{Module, Roster, use_modules};
use clap::Args;
use serde_json::json;

use crate::cli::Trial;
use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
pub(crate) struct Lessons {
    /// Put them on file as courses that everybody must take.
    #[arg(long = "use", conflicts_with = "json")]
    use_them: bool,
    #[command(flatten)]
    pub(super) trial: Trial,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

impl Lessons {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        match self.use_them {
            true => self.put_on_file(desk).await,
            false => self.list(desk).await,
        }
    }

    async fn put_on_file(self, desk: &Desk) -> Outcome {
        let new = use_modules(desk).await?;
        self.trial.tells(
            format_args!("{new} lessons would be put on file"),
            format_args!("{new} lessons are put on file. People take them at /training."),
        );
        Ok(Exit::Done)
    }

    async fn list(self, desk: &Desk) -> Outcome {
        let roster = Roster::read(desk).await?;
        for module in Module::shipped()? {
            let counts = roster.teaches(&module.id);
            match self.json {
                true => terminal::json(&json!({
                    "id": module.id, "title": module.title, "version": module.version, "counts": counts,
                }))?,
                false => terminal::line(format_args!(
                    "{:<22} version {}  {}{}",
                    module.id,
                    module.version,
                    module.title,
                    if counts {
                        ""
                    } else {
                        "  (does not count here)"
                    }
                ))?,
            }
        }
        Ok(Exit::Done)
    }
}
