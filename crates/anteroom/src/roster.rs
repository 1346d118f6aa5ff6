//! `practice.toml` in the data folder: people the practice knows, its own public details, and its time zone.
//!
//! People on it are found for certain; public details are never flagged, and the letterhead is one of them. It holds real names, so what is wrong with it is
//! said by line, never in its words. It is read when a server starts.

use std::path::Path;

use anteroom_audit::Hash;
use anteroom_phi::{Known, Role, Roster, Settings};
use anteroom_policy::LocalTime;
use anyhow::{Context as _, ensure};
use serde::Deserialize;

use crate::terminal;

/// The file's name inside the data folder.
pub(crate) const FILE: &str = "practice.toml";
/// Fewest letters and digits of a public detail; shorter ones would hide too much.
const SHORTEST: usize = 4;

/// What the practice told the finder beforehand.
#[derive(Default)]
pub(crate) struct PracticeFile {
    pub(crate) settings: Settings,
    /// What stands on letters under the practice's name, a line each.
    pub(crate) letterhead: Vec<String>,
    /// The clock by which people there live, where it names one.
    pub(crate) zone: Option<LocalTime>,
    /// SHA-256 of the file; none when there is none.
    pub(crate) sha256: Option<Hash>,
}

/// The file as it is written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    letterhead: Vec<String>,
    people: Vec<Person>,
    public_details: Vec<String>,
    zone: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    #[serde(default)]
    phones: Vec<String>,
    #[serde(default)]
    role: As,
}

/// Who somebody is to the practice.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum As {
    Patient,
    #[default]
    Person,
    Relative,
    Staff,
}

impl PracticeFile {
    /// Reads the file in the data folder; nothing when there is none.
    ///
    /// # Errors
    /// When it cannot be read or used; then nothing may be inspected, because a known person could be missed.
    pub(crate) fn of_folder(data: &Path) -> anyhow::Result<PracticeFile> {
        let path = data.join(FILE);
        match path.exists() {
            true => PracticeFile::load(&path),
            false => Ok(PracticeFile::default()),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or used.
    pub(crate) fn load(path: &Path) -> anyhow::Result<PracticeFile> {
        terminal::detail(format_args!(
            "people and public details: {}",
            path.display()
        ));
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let file = parse(&text).with_context(|| format!("{} cannot be used", path.display()))?;
        Ok(PracticeFile {
            sha256: Some(Hash::of(text.as_bytes())),
            ..file
        })
    }

    /// How much it says, without saying it.
    pub(crate) fn summary(&self) -> String {
        let (people, details) = (
            self.settings.roster.people.len(),
            self.settings.public_details.len(),
        );
        format!("{people} people known, {details} public details")
    }
}

fn parse(text: &str) -> anyhow::Result<PracticeFile> {
    let mut file: File =
        toml::from_str(text).map_err(|error| anyhow::anyhow!(place(&error, text)))?;
    for (no, person) in (1..).zip(&file.people) {
        let told = person.name.chars().any(char::is_alphabetic);
        ensure!(told, "person {no} has no name");
    }
    file.public_details.extend(file.letterhead.iter().cloned());
    for (no, detail) in (1..).zip(&file.public_details) {
        let signs = detail.chars().filter(|c| c.is_alphanumeric()).count();
        ensure!(
            signs >= SHORTEST,
            "public detail {no} is too short: it would hide too much"
        );
    }
    let zone = file.zone.as_deref().map(LocalTime::named).transpose();
    let zone = zone.context("zone")?;
    let settings = Settings {
        roster: Roster {
            people: file.people.into_iter().map(Person::known).collect(),
        },
        public_details: file.public_details,
    };
    Ok(PracticeFile {
        settings,
        letterhead: file.letterhead,
        zone,
        sha256: None,
    })
}

/// Where the text is wrong, without its words.
fn place(error: &toml::de::Error, text: &str) -> String {
    const FORM: &str = "write [[people]] with name, role (patient, relative, staff) and phones, public_details, letterhead, and zone";
    let before = error.span().and_then(|span| text.get(..span.start));
    match before.map(|before| before.matches('\n').count() + 1) {
        Some(line) => format!("line {line} is not as it should be; {FORM}"),
        None => FORM.to_owned(),
    }
}

impl Person {
    fn known(self) -> Known {
        Known {
            name: self.name,
            role: match self.role {
                As::Patient => Role::Patient,
                As::Person => Role::Person,
                As::Relative => Role::Relative,
                As::Staff => Role::Staff,
            },
            phones: self.phones,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        public_details = ["Elm Street Clinic", "614-555-0100"]
        letterhead = ["12 Elm Street"]
        zone = "America/Boise"

        [[people]]
        name = "Tamsin Okonjo"
        role = "staff"
        phones = ["614-555-0133"]

        [[people]]
        name = "Harriet Lindgren"
    "#;

    #[test]
    fn people_and_details_are_read() {
        let PracticeFile {
            settings,
            letterhead,
            zone,
            ..
        } = parse(WHOLE).unwrap();
        let roles: Vec<Role> = settings.roster.people.iter().map(|one| one.role).collect();
        assert_eq!(roles, [Role::Staff, Role::Person]);
        assert_eq!(settings.public_details.len(), 3);
        assert_eq!(letterhead, ["12 Elm Street"]);
        assert_eq!(zone, LocalTime::named("America/Boise").ok());
        let empty = parse("").unwrap();
        assert!(empty.settings.roster.people.is_empty() && empty.zone.is_none());
    }

    #[test]
    fn what_is_wrong_is_said_without_its_words() {
        for (text, said) in [
            (
                "[[people]]\nname = \"Harriet\"\nrole = \"Lindgren\"",
                "line 3",
            ),
            ("[[people]]\nname = Harriet", "line 2"),
            ("[[people]]\nHarriet = 1", "line 2"),
            ("[[people]]\nname = \"12\"", "person 1 has no name"),
            ("public_details = [\"Harriet\", \"Elm\"]", "public detail 2"),
            (
                "zone = \"Lindgren\"",
                "zone: there is no time zone of this name",
            ),
        ] {
            let error = format!("{:#}", parse(text).err().unwrap());
            assert!(error.contains(said), "{error}");
            for word in ["Harriet", "Lindgren", "Elm"] {
                assert!(!error.contains(word), "{error}");
            }
        }
    }
}
