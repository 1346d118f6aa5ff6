//! `--out FILE.docx` and `--out FILE.pdf`: a draft on the practice's paper.

use std::path::Path;

use anteroom_export::{Letter, letter_docx, letter_pdf, parts};
use anteroom_office::local_time;
use anteroom_tasks::Task;
use anyhow::Context as _;
use jiff::civil::Date;

use crate::exit::Failure;
use crate::roster::PracticeFile;
use crate::wiring::Office;

/// A kind of file that is set as a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paper {
    Pdf,
    Word,
}

impl Paper {
    /// The kind that a file's name asks for; none where it is to be plain text.
    pub(super) fn named(out: &Path) -> Option<Paper> {
        let end = out.extension()?.to_str()?.to_ascii_lowercase();
        match end.as_str() {
            "docx" => Some(Paper::Word),
            "pdf" => Some(Paper::Pdf),
            _ => None,
        }
    }

    /// A text as this kind of file.
    pub(super) fn of(
        self,
        task: &Task,
        text: &str,
        (sender, day): Sender,
    ) -> Result<Vec<u8>, Failure> {
        let letter = Letter {
            sender,
            title: task.title.clone(),
            day,
            notices: Vec::from_iter(task.human_review.mark()),
            parts: parts(text),
            made_with: format!("{}, version {}", task.title, task.version),
        };
        Ok(match self {
            Paper::Pdf => letter_pdf(&letter).map_err(anyhow::Error::from)?,
            Paper::Word => letter_docx(&letter).context("the Word file cannot be put together")?,
        })
    }
}

/// What stands on top of a letter, a line each, and its day.
pub(super) type Sender = (Vec<String>, Date);

/// The practice's name with what `practice.toml` says of it, and the day on the practice's wall.
pub(super) async fn sender(office: &Office) -> Result<Sender, Failure> {
    let settings = office.store.snapshot().await;
    let settings = settings.context("the store cannot be read")?;
    let file = PracticeFile::of_folder(office.folder.path())?;
    let day = local_time(&settings, file.zone.as_ref()).day(office.clock.now());
    let name = settings.practice.as_ref();
    let name = name.map(|practice| practice.name.to_string());
    Ok((name.into_iter().chain(file.letterhead).collect(), day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_name_says() {
        for (name, paper) in [
            ("a.docx", Some(Paper::Word)),
            ("b/a.PDF", Some(Paper::Pdf)),
            ("a.md", None),
            ("pdf", None),
        ] {
            assert_eq!(Paper::named(Path::new(name)), paper, "{name}");
        }
    }
}
