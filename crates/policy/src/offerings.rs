//! What is said in public about services that a practice may choose from: dated claims, and no checks.
//!
//! Offerings are compared, not models: the same weights behind four endpoints have four answers. The data is
//! `law/offerings/`, one file a vendor; what to ask a vendor is `law/questions.toml`. Nothing here opens anything: only
//! what the practice verified itself counts, and that is elsewhere.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deadline::{LawError, read};

/// The files of `law/offerings`: name and text.
const OFFERINGS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/offerings.rs"));
const QUESTIONS: &str = include_str!("../law/questions.toml");

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Whether the vendor signs an agreement.
    Baa,
    /// Which plans and endpoints the agreement covers.
    BaaScope,
    /// In how many days a breach is reported.
    BreachNoticeDays,
    /// A HITRUST certificate.
    Hitrust,
    /// Whether people read what was sent.
    HumanReview,
    /// An ISO 27001 certificate.
    Iso27001,
    /// An ISO 42001 certificate.
    Iso42001,
    /// Where account and usage data are kept.
    MetadataResidency,
    /// The model's licence.
    ModelLicense,
    /// Whether people abroad have access.
    OffshoreAccess,
    /// Where text is handled.
    RegionsProcessing,
    /// Where text is stored.
    RegionsStorage,
    /// How long text is kept if nothing else is agreed.
    RetentionDefault,
    /// A SOC 2 report.
    Soc2,
    /// Who works for the vendor.
    Subprocessors,
    /// Whether models learn from what is sent.
    TrainingUse,
    /// Whether nothing is kept at all.
    ZeroRetention,
}

/// A service that a practice may choose.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Offering {
    /// Stable id, such as `mistral-api-regional`.
    pub id: String,
    /// Whose it is.
    pub vendor: String,
    /// Product, plan and endpoint, as the vendor calls them.
    pub name: String,
    /// The hosts at which it answers; empty where they are not known.
    pub hosts: Vec<String>,
    /// When somebody last compared the claims with their sources.
    pub last_checked: Date,
    /// What is said of it.
    #[serde(rename = "claim")]
    pub claims: Vec<PublicClaim>,
}

/// What is said in public on one point.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PublicClaim {
    /// What it is about.
    pub about: Dimension,
    /// What is claimed, in short.
    pub value: String,
    /// What else the source says.
    pub detail: Option<String>,
    /// What another source says instead.
    pub conflict: Option<String>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Where it was read.
    pub source: String,
    /// The date on the source, or when it was read.
    pub dated: String,
}

/// How close a source is to the vendor.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The vendor's own documentation was read.
    Documentation,
    /// From memory.
    Memory,
    /// Somebody else's summary was read.
    Summary,
}

/// A question to a vendor.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The points that an answer settles; none: it is always asked.
    pub about: Vec<Dimension>,
    /// What is asked.
    pub asks: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    offering: Vec<Offering>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Questions {
    question: Vec<Question>,
}

impl Offering {
    /// All that ship, by file.
    ///
    /// # Errors
    /// When a file is not well formed; the shipped ones are tested.
    pub fn shipped() -> Result<Vec<Offering>, LawError> {
        let mut all = Vec::new();
        for (file, text) in OFFERINGS {
            let read: File = read(file, text)?;
            all.extend(read.offering);
        }
        Ok(all)
    }

    /// Whether it answers at this host, or at one below it.
    #[must_use]
    pub fn is_at(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.hosts.iter().any(|own| {
            let below = host.strip_suffix(own.as_str());
            below.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }

    /// What is said of it on one point.
    #[must_use]
    pub fn claim(&self, about: Dimension) -> Option<&PublicClaim> {
        self.claims.iter().find(|claim| claim.about == about)
    }
}

impl Question {
    /// All that ship, in their order.
    ///
    /// # Errors
    /// When the file is not well formed; the shipped one is tested.
    pub fn shipped() -> Result<Vec<Question>, LawError> {
        let all: Questions = read("questions.toml", QUESTIONS)?;
        Ok(all.question)
    }
}

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 17] = [
        Dimension::Baa,
        Dimension::BaaScope,
        Dimension::RetentionDefault,
        Dimension::ZeroRetention,
        Dimension::TrainingUse,
        Dimension::HumanReview,
        Dimension::RegionsProcessing,
        Dimension::RegionsStorage,
        Dimension::MetadataResidency,
        Dimension::OffshoreAccess,
        Dimension::Subprocessors,
        Dimension::BreachNoticeDays,
        Dimension::Soc2,
        Dimension::Iso27001,
        Dimension::Iso42001,
        Dimension::Hitrust,
        Dimension::ModelLicense,
    ];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Dimension::Baa => "agreement (BAA)",
            Dimension::BaaScope => "what the agreement covers",
            Dimension::BreachNoticeDays => "days to report a breach",
            Dimension::Hitrust => "HITRUST",
            Dimension::HumanReview => "people who read text",
            Dimension::Iso27001 => "ISO 27001",
            Dimension::Iso42001 => "ISO 42001",
            Dimension::MetadataResidency => "where metadata is",
            Dimension::ModelLicense => "the model's license",
            Dimension::OffshoreAccess => "access from abroad",
            Dimension::RegionsProcessing => "where text is handled",
            Dimension::RegionsStorage => "where text is stored",
            Dimension::RetentionDefault => "how long text is kept",
            Dimension::Soc2 => "SOC 2",
            Dimension::Subprocessors => "subprocessors",
            Dimension::TrainingUse => "training on text",
            Dimension::ZeroRetention => "zero retention",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_offering_is_there_once_and_every_claim_has_its_source() {
        let (offerings, mut ids) = (Offering::shipped().unwrap(), BTreeSet::new());
        assert_eq!(offerings.len(), 16);
        for offering in &offerings {
            let id = &offering.id;
            assert!(ids.insert(id), "{id} twice");
            assert!(offering.claim(Dimension::Baa).is_some(), "{id}");
            let mut points = BTreeSet::new();
            for claim in &offering.claims {
                assert!(points.insert(claim.about), "{id}: {:?} twice", claim.about);
                for text in [&claim.value, &claim.source, &claim.dated] {
                    assert!(!text.trim().is_empty(), "{id}");
                }
            }
        }
    }

    #[test]
    fn a_host_is_compared_whole() {
        let offerings = Offering::shipped().unwrap();
        let at = |host: &str| {
            let found = offerings.iter().find(|one| one.is_at(host));
            found.map(|one| one.id.as_str())
        };
        for (host, expected) in [
            ("api.mistral.ai", Some("mistral-api")),
            ("API.us.mistral.ai", Some("mistral-api-regional")),
            ("clinic.openai.azure.com", Some("azure-direct")),
            ("api.mistral.ai.example", None),
            ("notapi.openai.com", None),
        ] {
            assert_eq!(at(host), expected, "{host}");
        }
    }

    #[test]
    fn every_point_but_the_license_is_asked_about() {
        let questions = Question::shipped().unwrap();
        assert_eq!(questions.len(), 9);
        let asked = |about: &Dimension| questions.iter().any(|one| one.about.contains(about));
        let silent: Vec<_> = Dimension::ALL
            .into_iter()
            .filter(|about| !asked(about))
            .collect();
        assert_eq!(silent, [Dimension::ModelLicense]);
        assert_eq!(Dimension::ALL.iter().collect::<BTreeSet<_>>().len(), 17);
    }
}
