//! `anteroom laws update` and `rollback`.

use std::path::Path;

use anteroom_audit::VerifyingKey;
use anteroom_office::laws::LawBook;
use anteroom_office::{Desk, OfficeError};
use anyhow::Context as _;

use super::Update;
use crate::cli::{Place, Trial};
use crate::config::Config;
use crate::exit::{Exit, Failure, Outcome};
use crate::folder;

/// The largest file of news, in bytes: 4 MiB.
const LARGEST: u64 = 4 << 20;

/// The key that news must be signed with.
pub(super) fn key(place: &Place) -> Result<VerifyingKey, Failure> {
    let config = Config::load(place.config.as_deref(), &folder::path(place)?)?;
    config.laws.key.ok_or_else(|| {
        Failure::usage(
            "no key for news of the law: write the publisher's public key into anteroom.toml, as key under [laws]",
        )
    })
}

pub(super) async fn update(desk: &Desk, update: Update, key: &VerifyingKey) -> Outcome {
    let note = read(&update.file)?;
    let book = LawBook::read(desk).await?;
    let news = book.adopt(desk, &note, key).await.map_err(unsigned)?;
    let (version, acts) = (news.version, news.act.len());
    update.trial.tells(
        format_args!("news {version} of the law would count, with {acts} laws"),
        format_args!(
            "News {version} of the law counts, with {acts} laws. The rules that decide what may leave are as before."
        ),
    );
    Ok(Exit::Done)
}

pub(super) async fn roll_back(desk: &Desk, trial: Trial) -> Outcome {
    let back = LawBook::read(desk).await?.roll_back(desk).await?;
    let what = match back {
        0 => "the program's own laws".to_owned(),
        version => format!("news {version} of the law"),
    };
    trial.tells(
        format_args!("{what} would count"),
        format_args!("Back to {what}."),
    );
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<String, Failure> {
    let file = path.display();
    let size = std::fs::metadata(path).with_context(|| format!("cannot read {file}"))?;
    if size.len() > LARGEST {
        return Err(Failure::usage(format_args!(
            "{file} is too large for news of the law"
        )));
    }
    Ok(std::fs::read_to_string(path).with_context(|| format!("cannot read {file}"))?)
}

/// A signature that does not fit is no slip of the pen.
fn unsigned(error: OfficeError) -> Failure {
    match error {
        OfficeError::Signature(_) => Failure::new(
            Exit::Integrity,
            anyhow::Error::new(error).context("nothing was taken in"),
        ),
        error => error.into(),
    }
}
