//! What the commands on the practice's records share: a desk to work at, files to attach, words to read.

use std::path::{Path, PathBuf};

use anteroom_audit::Word;
use anteroom_office::{Desk, Document, Known, signer};
use anteroom_policy::Role;
use anyhow::Context as _;
use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Place;
use crate::exit::{Failure, Outcome};
use crate::wiring::{Office, block_on};

/// A file that proves what a record says.
#[derive(Debug, Clone, Args)]
pub(super) struct Proof {
    /// A file that proves it. It is kept sealed and never opened.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Proof {
    /// Takes in the file, if one was named.
    pub(super) fn keep(&self, desk: &Desk) -> Result<Option<Document>, Failure> {
        match &self.file {
            Some(path) => Ok(Some(keep(desk, path)?)),
            None => Ok(None),
        }
    }
}

/// Takes in a file, to be kept with the record that names it.
pub(super) fn keep(desk: &Desk, path: &Path) -> Result<Document, Failure> {
    let content = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(desk.attach(&file_name(path), content)?)
}

fn file_name(path: &Path) -> Word {
    let name = path.file_name().unwrap_or_default();
    Word::lossy(&name.to_string_lossy())
}

/// Works at the practice's desk, and leaves it tidy.
pub(super) fn at_desk(
    place: &Place,
    dry_run: bool,
    work: impl AsyncFnOnce(&Desk) -> Outcome,
) -> Outcome {
    block_on(async {
        let office = Office::open(place).await?;
        let outcome = match office.desk().await {
            Ok(desk) => work(&desk.on_trial(dry_run)).await,
            Err(error) => Err(error.into()),
        };
        office.store.close().await;
        outcome
    })
}

/// The compliance officer of this name or id; anybody while nobody is on the roster.
pub(super) async fn officer(desk: &Desk, who: &Word) -> Result<Word, Failure> {
    let shelf = desk.shelf().await?;
    let role = Role::ComplianceOfficer;
    Ok(signer(&shelf, who, role, Known::WhereSomebodyIs)?)
}

/// Reads one of a fixed set of words, such as `business-associate`.
pub(super) fn one_of<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let word = Value::from(text.replace('-', "_"));
    serde_json::from_value(word).map_err(|error| error.to_string().replace('_', "-"))
}

/// The word of a fixed set, as people read it.
pub(super) fn words(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}

/// What stands behind a citation that nobody compared with the law yet.
pub(super) fn to_check(is_to_check: bool) -> &'static str {
    match is_to_check {
        true => "; to be checked",
        false => "",
    }
}

#[cfg(test)]
mod tests {
    use anteroom_office::vendor::Role;

    use super::*;

    #[test]
    fn words_are_read_and_written() {
        assert_eq!(one_of("business-associate"), Ok(Role::BusinessAssociate));
        assert_eq!(words(&Role::BusinessAssociate), "business associate");
        let wrong = one_of::<Role>("friend").unwrap_err();
        assert!(wrong.contains("`practice-owned`"), "{wrong}");
    }
}
