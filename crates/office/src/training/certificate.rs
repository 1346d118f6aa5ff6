//! What somebody can show for the lessons that they took at the pages.

use anteroom_audit::{Hash, Word};
use jiff::civil::Date;
use serde::Serialize;

use super::person::Person;
use super::roster::Lesson;
use crate::desk::Kept;

/// Hexadecimal digits of a certificate's id.
const DIGITS: usize = 12;

/// A certificate of all lessons that come with Anteroom and are in use. It follows from what is on file, so it is there as
/// long as they are good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// By which whoever sees the roster finds it again. It follows from the completions on file.
    pub id: String,
    /// Whose it is.
    pub name: Word,
    /// The day on which the last lesson was passed.
    pub on: Date,
    /// The last day on which every lesson is good.
    pub good_through: Option<Date>,
    /// The lessons.
    pub lessons: Vec<Passed>,
}

/// A lesson that was passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// What it is called.
    pub title: String,
    /// Its version; none where somebody put it on file by hand.
    pub version: Option<u32>,
    /// When.
    pub on: Date,
    /// The score in percent, where there was a test.
    pub score: Option<u8>,
}

impl Certificate {
    /// The certificate of somebody with these lessons; none where one is not good, or there is none.
    pub(super) fn of<'v, 'r: 'v>(
        person: &Kept<Person>,
        lessons: impl Iterator<Item = &'v Lesson<'r>>,
    ) -> Option<Certificate> {
        let mut said = person.id.to_string();
        let (mut all, mut good_through) = (Vec::new(), None);
        for lesson in lessons {
            let kept = lesson.taken.filter(|_| lesson.progress.is_good())?;
            said += &format!(" {} {}", kept.id, kept.revision);
            good_through = lesson.day.into_iter().chain(good_through).min();
            all.push(Passed {
                title: lesson.title.to_owned(),
                version: kept.record.version,
                on: kept.record.on,
                score: kept.record.score,
            });
        }
        let on = all.iter().map(|one| one.on).max()?;
        Some(Certificate {
            id: short(&said),
            name: person.record.name.clone(),
            on,
            good_through,
            lessons: all,
        })
    }
}

/// The beginning of a hash, in groups of four.
fn short(said: &str) -> String {
    let hash = Hash::of(said.as_bytes()).to_string();
    let digits: Vec<char> = hash.chars().take(DIGITS).collect();
    let groups = digits.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}
