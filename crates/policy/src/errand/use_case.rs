//! The catalogue of use cases (`use_cases.toml`): each with its lane, what it is like, and the chart fields that it needs.
//!
//! Data, because lanes and fields are what people review entry by entry.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Output;
use crate::words::Word;
use crate::words::content::Nature;
use crate::words::output::{Audience, Medium, Reviewed};
use crate::words::people::Lane;

/// A use case of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct UseCase(&'static Row);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: Cow<'static, str>,
    lane: Lane,
    natures: Vec<Nature>,
    #[serde(default = "at_home")]
    audience: Audience,
    #[serde(default = "on_paper")]
    medium: Medium,
    #[serde(default)]
    clinical: bool,
    protocol: BTreeSet<String>,
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    use_case: Vec<Row>,
}

/// In order of the codes. Were the file damaged, no use case would be known, and none would get through; it is tested.
static CATALOGUE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let read = toml::from_str(include_str!("../../use_cases.toml"));
    read.map_or_else(|_| Vec::new(), |catalogue: Catalogue| catalogue.use_case)
});

/// Stands for a use case that the catalogue does not have; no rule lets it through.
static UNLISTED: Row = Row {
    code: Cow::Borrowed("unlisted"),
    lane: Lane::BaaSafeguards,
    natures: Vec::new(),
    audience: Audience::Internal,
    medium: Medium::Letter,
    clinical: false,
    protocol: BTreeSet::new(),
    also: Vec::new(),
};

/// A use case that names no reader is for the practice itself.
fn at_home() -> Audience {
    Audience::Internal
}

fn on_paper() -> Medium {
    Medium::Letter
}

impl Row {
    /// Its code, and the other names.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.code).chain(self.also.iter().map(String::as_str))
    }
}

impl UseCase {
    /// A use case that the catalogue does not have.
    pub const UNLISTED: UseCase = UseCase(&UNLISTED);

    /// Every use case, in order of the codes, and last the one that stands for all others.
    pub fn all() -> impl Iterator<Item = UseCase> {
        CATALOGUE.iter().map(UseCase).chain([UseCase::UNLISTED])
    }

    /// The use case with this code or other name.
    #[must_use]
    pub fn named(name: &str) -> Option<UseCase> {
        Self::all().find(|UseCase(row)| row.names().any(|known| known == name))
    }

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        &self.0.code
    }

    /// The lane it runs in.
    #[must_use]
    pub fn lane(self) -> Lane {
        self.0.lane
    }

    /// What it is like.
    #[must_use]
    pub fn natures(self) -> &'static [Nature] {
        &self.0.natures
    }

    /// Where its result usually goes, read by nobody yet.
    #[must_use]
    pub fn output(self) -> Output {
        Output {
            audience: self.0.audience,
            clinical_information: self.0.clinical,
            medium: self.0.medium,
            review: Reviewed::None,
        }
    }

    /// Names of the chart fields that it needs.
    #[must_use]
    pub fn protocol(self) -> &'static BTreeSet<String> {
        &self.0.protocol
    }
}

impl Word for UseCase {
    const TYPE: &'static str = "UseCase";

    fn word(self) -> &'static str {
        self.code()
    }
}

impl PartialEq for UseCase {
    fn eq(&self, other: &UseCase) -> bool {
        self.code() == other.code()
    }
}

impl Eq for UseCase {}

impl Serialize for UseCase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for UseCase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<UseCase, D::Error> {
        let code = String::deserialize(deserializer)?;
        UseCase::named(&code).ok_or_else(|| de::Error::custom("no use case has this name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_for_one_use_case() {
        let mut names: Vec<_> = CATALOGUE.iter().flat_map(Row::names).collect();
        let all = names.len();
        assert!(all > CATALOGUE.len() && CATALOGUE.is_sorted_by_key(|row| &row.code));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(
            UseCase::named("prior_auth").is_some_and(|case| case.lane() == Lane::BaaSafeguards)
        );
        assert!(UseCase::named("prior_autg").is_none());
    }

    #[test]
    fn a_result_goes_where_its_use_case_says() {
        for (code, audience, medium, clinical) in [
            ("chart_summary", Audience::Internal, Medium::Letter, false),
            ("patient_message", Audience::Patient, Medium::Message, true),
            ("patient_chat", Audience::Patient, Medium::Chat, true),
            ("denial_appeal", Audience::Payer, Medium::Letter, false),
        ] {
            let output = UseCase::named(code).unwrap().output();
            assert_eq!(
                (output.audience, output.medium),
                (audience, medium),
                "{code}"
            );
            assert_eq!(
                (output.clinical_information, output.review),
                (clinical, Reviewed::None)
            );
        }
    }
}
