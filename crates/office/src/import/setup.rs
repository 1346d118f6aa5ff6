//! The file as it is written.

use serde::Deserialize;
use toml::{Spanned, Table};

use super::fault::{Fault, without_quotes};

/// What a file says.
pub struct Setup {
    /// Whose it is, where it says so.
    pub practice: Option<PracticeEntry>,
    /// Every entry, section by section, so that what is named stands before what names it.
    pub entries: Vec<Entry>,
}

/// The practice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeEntry {
    /// Its name.
    pub name: String,
    /// The state it works in, as its postal code.
    pub state: String,
}

/// One entry of a section.
pub struct Entry {
    /// The section, which is the kind of record.
    pub section: &'static str,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What it says.
    pub table: Table,
}

/// The sections. Each is a kind of record; an entry of one is an entry here.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct File {
    practice: Option<PracticeEntry>,
    profile: Vec<Spanned<Table>>,
    vendor: Vec<Spanned<Table>>,
    agreement: Vec<Spanned<Table>>,
    deployment: Vec<Spanned<Table>>,
    claim: Vec<Spanned<Table>>,
    person: Vec<Spanned<Table>>,
    course: Vec<Spanned<Table>>,
    completion: Vec<Spanned<Table>>,
    asset: Vec<Spanned<Table>>,
    threat: Vec<Spanned<Table>>,
    safeguard: Vec<Spanned<Table>>,
    risk_analysis: Vec<Spanned<Table>>,
    drill: Vec<Spanned<Table>>,
    gate: Vec<Spanned<Table>>,
    sign_off: Vec<Spanned<Table>>,
}

impl File {
    fn sections(self) -> [(&'static str, Vec<Spanned<Table>>); 15] {
        [
            ("profile", self.profile),
            ("vendor", self.vendor),
            ("agreement", self.agreement),
            ("deployment", self.deployment),
            ("claim", self.claim),
            ("person", self.person),
            ("course", self.course),
            ("completion", self.completion),
            ("asset", self.asset),
            ("threat", self.threat),
            ("safeguard", self.safeguard),
            ("risk_analysis", self.risk_analysis),
            ("drill", self.drill),
            ("gate", self.gate),
            ("sign_off", self.sign_off),
        ]
    }
}

impl Setup {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// When it is no TOML, or has a section that nobody knows; says on which line.
    pub fn parse(text: &str) -> Result<Setup, Fault> {
        let mut file: File = toml::from_str(text).map_err(|error| Fault {
            line: error.span().map(|span| line(text, span.start)),
            entry: String::new(),
            says: without_quotes(error.message()),
        })?;
        let practice = file.practice.take();
        let mut entries = Vec::new();
        for (section, tables) in file.sections() {
            entries.extend(tables.into_iter().map(|table| Entry {
                section,
                line: line(text, table.span().start),
                table: table.into_inner(),
            }));
        }
        Ok(Setup { practice, entries })
    }
}

fn line(text: &str, at: usize) -> usize {
    let before = text.bytes().take(at);
    before.filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_their_lines() {
        let setup = Setup::parse("[[person]]\nid = \"maya\"\n\n[[vendor]]\nid = \"mistral\"\n");
        let setup = setup.map_err(|fault| fault.to_string()).unwrap();
        let lines: Vec<_> = setup
            .entries
            .iter()
            .map(|entry| (entry.section, entry.line))
            .collect();
        assert_eq!(lines, [("vendor", 4), ("person", 1)]);
    }

    #[test]
    fn what_is_no_setup_is_refused_by_line_without_its_words() {
        for (text, line, says) in [
            ("\n[[vendors]]\nid = \"x\"", 2, "unknown field `vendors`"),
            (
                "[practice]\nname = \"Elm\"\nstate = \"OH\"\nsize = 5",
                4,
                "unknown field `size`",
            ),
            ("vendor = 5", 1, "invalid type"),
            ("a = Harriet", 1, ""),
        ] {
            let Err(fault) = Setup::parse(text) else {
                panic!("{text} was taken");
            };
            assert_eq!(fault.line, Some(line), "{fault}");
            assert!(fault.says.contains(says), "{fault}");
            assert!(!fault.says.contains("Harriet"), "{fault}");
        }
    }
}
