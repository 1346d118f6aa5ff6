//! The Security Rule as dated data, and what the practice decided on each entry.

use anteroom_audit::Word;
use anteroom_policy::law::SECURITY_RULE;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// How strictly the rule asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Do it, or write down why it is not reasonable and what is done in its place (164.306(d)(3)).
    Addressable,
    /// Do it.
    Required,
    /// The aim that the specifications below it serve: meet it.
    Standard,
}

/// One standard or implementation specification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specification {
    /// Its id, such as `308.a.1.ii.a`.
    pub id: Id,
    /// The law.
    pub citation: String,
    /// What it is called.
    pub name: String,
    /// How strictly it asks.
    pub kind: Strength,
    /// Whom alone it concerns; none when it concerns everybody.
    pub only_for: Option<String>,
    /// Whether nobody compared the entry with the law yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_check: bool,
}

/// All of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityRule {
    /// Where the law was read.
    pub source: String,
    /// When somebody last compared the list with it.
    pub last_checked: Date,
    /// The entries.
    #[serde(rename = "specification")]
    pub all: Vec<Specification>,
}

/// What the practice decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Something else is done that serves the same aim.
    Alternative,
    /// It concerns others only.
    DoesNotApply,
    /// It is done.
    Implemented,
    /// It is not reasonable here, and neither is anything in its place.
    NotReasonable,
}

/// A decision on one entry, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Safeguard {
    /// Which entry.
    pub specification: Id,
    /// What was decided.
    pub decision: Decision,
    /// How it is done, or why it is not.
    pub reason: Note,
    /// Who sees to it.
    pub owner: Word,
    /// When it was decided, or last looked at.
    pub decided_on: Date,
    /// What proves it.
    pub document: Option<Document>,
}

impl SecurityRule {
    /// The list that is part of the program.
    ///
    /// # Errors
    /// When the file is not well formed; the shipped one is tested.
    pub fn shipped() -> Result<SecurityRule, OfficeError> {
        toml::from_str(SECURITY_RULE).map_err(|_| OfficeError::Unreadable("security rule"))
    }

    /// The entry of this id.
    #[must_use]
    pub fn named(&self, id: &Id) -> Option<&Specification> {
        self.all.iter().find(|one| one.id == *id)
    }
}

impl Specification {
    /// Whether the rule allows this decision on it.
    ///
    /// # Errors
    /// Says why not.
    pub fn allows(&self, decision: Decision) -> Result<(), OfficeError> {
        match (decision, self.kind) {
            (Decision::Implemented, _) => Ok(()),
            (Decision::DoesNotApply, _) if self.only_for.is_some() => Ok(()),
            (Decision::DoesNotApply, _) => Err(OfficeError::Refused(
                "the rule asks this of every practice, so it cannot be said not to apply",
            )),
            (_, Strength::Addressable) => Ok(()),
            (Decision::NotReasonable, _) => Err(OfficeError::Refused(
                "the rule requires this; only an addressable specification can be called not reasonable (45 CFR 164.306(d))",
            )),
            (Decision::Alternative, _) => Err(OfficeError::Refused(
                "the rule requires this; only for an addressable specification can something else be done (45 CFR 164.306(d))",
            )),
        }
    }
}

impl Record for Safeguard {
    const SUBJECT: &'static str = "safeguard";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        let rule = SecurityRule::shipped()?;
        let known = rule.named(&self.specification).ok_or(OfficeError::Refused(
            "there is no such specification; see `anteroom risk rule list`",
        ))?;
        match self.decided_on > today {
            true => Err(OfficeError::Refused("a decision cannot lie in the future")),
            false => known.allows(self.decision),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_rule_is_whole() {
        let rule = SecurityRule::shipped().unwrap();
        let count = |kind| rule.all.iter().filter(|one| one.kind == kind).count();
        let kinds = [
            Strength::Standard,
            Strength::Required,
            Strength::Addressable,
        ]
        .map(count);
        assert_eq!((rule.all.len(), kinds), (68, [22, 24, 22]));
        for one in &rule.all {
            assert_eq!(rule.named(&one.id), Some(one), "{} is there twice", one.id);
            let cited = one.citation.strip_prefix("45 CFR 164.").unwrap();
            let id = cited.replace('(', ".").replace(')', "").to_lowercase();
            assert_eq!(id, one.id.as_str());
        }
    }

    #[test]
    fn what_is_required_cannot_be_called_unreasonable() {
        use Decision::{Alternative, DoesNotApply, Implemented, NotReasonable};
        for (id, allowed) in [
            ("308.a.1.ii.a", &[Implemented][..]),
            ("312.b", &[Implemented]),
            ("312.a.2.iv", &[Implemented, Alternative, NotReasonable]),
            ("308.a.4.ii.a", &[Implemented, DoesNotApply]),
            ("999", &[]),
        ] {
            for decision in [Implemented, Alternative, NotReasonable, DoesNotApply] {
                let record = Safeguard {
                    specification: id.parse().unwrap(),
                    decision,
                    reason: "Full-disk encryption.".parse().unwrap(),
                    owner: Word::lossy("Dana Whitfield"),
                    decided_on: date(2026, 6, 1),
                    document: None,
                };
                let is = record.check(date(2026, 6, 1)).is_ok();
                assert_eq!(is, allowed.contains(&decision), "{id} {decision:?}");
                assert!(record.check(date(2026, 5, 31)).is_err());
            }
        }
    }
}
