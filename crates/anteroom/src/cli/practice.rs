//! `anteroom practice`: what the practice is, as far as rules turn on it.

use anteroom_audit::Word;
use anteroom_office::{Desk, Profile, local_time};
use anteroom_policy::{LocalTime, PracticeKind, Region};
use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::desk::{at_desk, one_of};
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::roster::PracticeFile;
use crate::{folder, terminal};

#[derive(Debug, Subcommand)]
pub(crate) enum Practice {
    /// Say what kind of practice it is, whether it takes Medicaid, in which further states it works, how patients
    /// reach it, and which clock it lives by. What is left out stays as it is.
    #[command(
        after_help = "Examples:\n  anteroom practice set --kind general --medicaid no\n  \
        anteroom practice set --medicaid yes --medicaid-allows canada\n  anteroom practice set --states KY,WV\n  anteroom practice set --phone 614-555-0100\n  \
        anteroom practice set --zone America/Boise"
    )]
    Set(Set),
    /// Show what was said, and how the rules read what was not.
    #[command(after_help = "Example:\n  anteroom practice show --json")]
    Show {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
#[group(id = "said", required = true, multiple = true, args = ["kind", "medicaid", "medicaid_allows", "phone", "states", "zone"])]
pub(crate) struct Set {
    /// general, mental-health, or sud-program: a program for substance use (42 CFR 2.11).
    #[arg(long, value_parser = one_of::<PracticeKind>)]
    kind: Option<PracticeKind>,
    /// Whether it takes part in Medicaid.
    #[arg(long)]
    medicaid: Option<YesNo>,
    /// Places outside the country that its Medicaid contracts allow in writing: canada, other. Write "" for none.
    #[arg(long, value_name = "PLACES")]
    medicaid_allows: Option<String>,
    /// The phone number for patients, with its area code: it is never marked as a patient's. Write "" for none.
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Further states where it has sites, holds licenses or sees patients from afar: postal codes. Write "" for none.
    #[arg(long, value_name = "CODES")]
    states: Option<String>,
    /// The time zone that pages show, such as America/Boise, where it is not that of most people of the state. Write "" for
    /// that one. Days of the law and of agreements go by the state.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

impl Practice {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Practice::Set(new) => {
                at_desk(place, new.trial.dry_run, async |desk| set(desk, new).await)
            }
            Practice::Show { json } => {
                let file = PracticeFile::of_folder(&folder::path(place)?)?;
                at_desk(place, false, async |desk| show(desk, &file, json).await)
            }
        }
    }
}

async fn set(desk: &Desk, new: Set) -> Outcome {
    let mut profile = Profile::of(&desk.shelf().await?)?;
    new.over(&mut profile)?;
    desk.put(&Profile::id()?, &profile).await?;
    new.trial.tells(
        "this would be recorded of the practice",
        "Recorded. See: anteroom practice show",
    );
    Ok(Exit::Done)
}

impl Set {
    /// Lays what was typed over what is on file.
    fn over(&self, profile: &mut Profile) -> Result<(), Failure> {
        profile.kind = self.kind.or(profile.kind);
        if let Some(answer) = self.medicaid {
            profile.medicaid = Some(answer == YesNo::Yes);
        }
        if let Some(phone) = &self.phone {
            profile.phone = match phone.trim() {
                "" => None,
                number => Some(Word::new(number).map_err(|_| {
                    Failure::usage("--phone: write a phone number, such as 614-555-0100")
                })?),
            };
        }
        if let Some(name) = &self.zone {
            profile.zone = zone(name)?;
        }
        if let Some(codes) = &self.states {
            profile.states = parts(codes).map(str::to_ascii_uppercase).collect();
        }
        if let Some(places) = &self.medicaid_allows {
            let known: Result<_, String> = parts(places).map(one_of::<Region>).collect();
            profile.medicaid_regions =
                known.map_err(|error| Failure::usage(format!("--medicaid-allows: {error}")))?;
        }
        Ok(())
    }
}

/// A zone by the name that the database gives it; none where nothing was typed.
fn zone(name: &str) -> Result<Option<Word>, Failure> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    let known = LocalTime::named(name);
    let known = known.map_err(|error| Failure::usage(format_args!("--zone: {error}")))?;
    Ok(Some(Word::lossy(known.name())))
}

fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

async fn show(desk: &Desk, file: &PracticeFile, as_json: bool) -> Outcome {
    let shelf = desk.shelf().await?;
    let profile = Profile::of(&shelf)?;
    if as_json {
        terminal::json(&profile)?;
        return Ok(Exit::Done);
    }
    for line in profile.lines() {
        terminal::line(line)?;
    }
    let clock = local_time(shelf.settings(), file.zone.as_ref());
    let now = Timestamp::from_microsecond(desk.now().0).unwrap_or(Timestamp::UNIX_EPOCH);
    let (now, name) = (clock.minute(now), clock.name());
    terminal::line(format_args!("Pages show the time as: {now} ({name})"))?;
    Ok(Exit::Done)
}
