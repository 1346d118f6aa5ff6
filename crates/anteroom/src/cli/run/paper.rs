//! `--out FILE.docx` and `--out FILE.pdf`: a draft on the practice's paper.

use std::path::Path;

use anteroom_audit::Micros;
use anteroom_export::{Letter, letter_docx, letter_pdf, parts};
use anteroom_tasks::Task;
use anyhow::Context as _;
use jiff::Timestamp;
use jiff::tz::TimeZone;

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
        sender: Vec<String>,
        at: Micros,
    ) -> Result<Vec<u8>, Failure> {
        let moment = Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let letter = Letter {
            sender,
            title: task.title.clone(),
            day: moment.to_zoned(TimeZone::UTC).date(),
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

/// What stands on top: the practice's name, and what `practice.toml` says of it.
pub(super) async fn sender(office: &Office) -> Result<Vec<String>, Failure> {
    let practice = office
        .store
        .practice()
        .await
        .context("the store cannot be read")?;
    let name = practice.map(|practice| practice.name.to_string());
    let file = PracticeFile::of_folder(office.folder.path())?;
    Ok(name.into_iter().chain(file.letterhead).collect())
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
