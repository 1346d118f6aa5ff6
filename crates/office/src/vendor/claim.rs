//! What a vendor, or somebody else, says about a service: a claim with its source, until somebody verified it.

use anteroom_audit::Word;
use anteroom_policy::deadline::{Evidence, Freshness};
use anteroom_policy::offerings::Dimension;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::{Kept, Record};
use crate::document::Document;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Whose service.
    pub party: Id,
    /// Which service: product, plan and endpoint as the vendor calls them. Services are compared, not models.
    pub offering: Word,
    /// What it is about.
    pub about: Dimension,
    /// What is claimed, in short.
    pub value: Word,
    /// What else the source says.
    pub detail: Option<Note>,
    /// Where it is claimed.
    pub source: Source,
    /// Day on which the practice wrote it down.
    pub captured_on: Date,
    /// The practice's own check; none while nobody made one.
    pub verified: Option<Verified>,
    /// Day from which the claim no longer counts, for example because the vendor took it back.
    pub withdrawn_on: Option<Date>,
}

/// Where a claim was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called.
    pub title: Word,
    /// Its address.
    pub url: Option<Word>,
    /// A copy of it.
    pub document: Option<Document>,
    /// The date that it states.
    pub dated: Option<Date>,
}

/// Somebody checked a claim with the vendor, in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// Who.
    pub by: Word,
    /// When.
    pub on: Date,
    /// The vendor's written answer.
    pub document: Option<Document>,
}

/// How far a claim can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Another claim says something else, and nobody has settled it since.
    Conflict,
    /// It is too old to rely on.
    Expired,
    /// Nobody has checked it.
    Unverified,
    /// It was checked.
    Verified,
    /// It was checked, and should be checked again soon.
    VerifyAgain,
    /// It no longer counts.
    Withdrawn,
}

impl Standing {
    /// Whether the practice may rely on it.
    #[must_use]
    pub fn is_good(self) -> bool {
        matches!(self, Standing::Verified | Standing::VerifyAgain)
    }

    /// Its name in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Standing::Conflict => "conflict: sources disagree, verify",
            Standing::Expired => "too old, verify again",
            Standing::Unverified => "unverified",
            Standing::Verified => "verified",
            Standing::VerifyAgain => "verified, check again soon",
            Standing::Withdrawn => "withdrawn",
        }
    }
}

impl Claim {
    /// Day from which its age counts.
    #[must_use]
    pub fn dated(&self) -> Date {
        self.verified
            .as_ref()
            .map_or(self.captured_on, |verified| verified.on)
    }

    fn counts(&self, today: Date) -> bool {
        self.withdrawn_on.is_none_or(|day| today < day)
    }

    fn speaks_of_the_same(&self, other: &Claim) -> bool {
        self.party == other.party
            && self.about == other.about
            && self
                .offering
                .as_str()
                .eq_ignore_ascii_case(other.offering.as_str())
    }

    /// Whether another claim contradicts it, and nobody has verified this one since that was written down.
    fn is_contradicted(&self, other: &Claim) -> bool {
        let settled = self
            .verified
            .as_ref()
            .is_some_and(|own| own.on >= other.dated());
        self.speaks_of_the_same(other)
            && !self
                .value
                .as_str()
                .eq_ignore_ascii_case(other.value.as_str())
            && !settled
    }

    fn standing(&self, all: &[Kept<Claim>], renewal: &Evidence, today: Date) -> Standing {
        let rivals = all.iter().map(|kept| &kept.record);
        let contradicted = rivals
            .filter(|other| other.counts(today))
            .any(|other| self.is_contradicted(other));
        match renewal.freshness(self.dated(), today) {
            _ if !self.counts(today) => Standing::Withdrawn,
            _ if contradicted => Standing::Conflict,
            Freshness::Expired => Standing::Expired,
            _ if self.verified.is_none() => Standing::Unverified,
            Freshness::EndsWithin(_) => Standing::VerifyAgain,
            Freshness::Current => Standing::Verified,
        }
    }
}

/// Every claim with how far it can be relied on, in the order given.
pub fn standings<'c>(
    all: &'c [Kept<Claim>],
    renewal: &Evidence,
    today: Date,
) -> Vec<(&'c Kept<Claim>, Standing)> {
    all.iter()
        .map(|kept| (kept, kept.record.standing(all, renewal, today)))
        .collect()
}

impl Record for Claim {
    const SUBJECT: &'static str = "claim";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        let Source {
            url,
            document,
            dated,
            ..
        } = &self.source;
        if url.is_none() && document.is_none() {
            return Err(OfficeError::Refused(
                "a claim needs its source: an address or a copy of the document",
            ));
        }
        let verified = self.verified.as_ref().map(|verified| verified.on);
        let days = [*dated, Some(self.captured_on), verified];
        if days.into_iter().flatten().any(|day| day > today) {
            return Err(OfficeError::Refused("a claim cannot be of the future"));
        }
        if verified.is_some_and(|day| day < self.captured_on) {
            return Err(OfficeError::Refused(
                "a claim cannot be verified before it was written down",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Micros;
    use anteroom_policy::deadline::{Kind, Renewals};
    use jiff::civil::date;

    use super::*;

    fn word(text: &str) -> Word {
        Word::lossy(text)
    }

    fn claim(value: &str, captured_on: Date, verified_on: Option<Date>) -> Kept<Claim> {
        let record = Claim {
            party: "mistral".parse().unwrap(),
            offering: word("API, Scale plan"),
            about: Dimension::TrainingUse,
            value: word(value),
            detail: None,
            source: Source {
                title: word("Help center"),
                url: Some(word("https://help.example/training")),
                document: None,
                dated: None,
            },
            captured_on,
            verified: verified_on.map(|on| Verified {
                by: word("Dana Whitfield"),
                on,
                document: None,
            }),
            withdrawn_on: None,
        };
        Kept {
            id: "mistral.1".parse().unwrap(),
            revision: 1,
            at: Micros(0),
            by: word("dana"),
            record,
        }
    }

    fn stand(all: &[Kept<Claim>], today: Date) -> Vec<Standing> {
        let renewals = Renewals::shipped().unwrap();
        let renewal = renewals.of(Kind::VendorClaim).unwrap();
        standings(all, renewal, today)
            .into_iter()
            .map(|(_, standing)| standing)
            .collect()
    }

    #[test]
    fn a_claim_ages() {
        let (first, checked) = (date(2026, 1, 1), Some(date(2026, 1, 1)));
        for (today, unverified, verified) in [
            (date(2026, 3, 31), Standing::Unverified, Standing::Verified),
            (
                date(2026, 4, 1),
                Standing::Unverified,
                Standing::VerifyAgain,
            ),
            (date(2026, 7, 1), Standing::Expired, Standing::Expired),
        ] {
            assert_eq!(
                stand(&[claim("no", first, None)], today),
                [unverified],
                "{today}"
            );
            assert_eq!(
                stand(&[claim("no", first, checked)], today),
                [verified],
                "{today}"
            );
        }
    }

    #[test]
    fn two_that_disagree_must_be_settled() {
        let day = |n| date(2026, 1, n);
        let both = [claim("no", day(1), None), claim("yes", day(2), None)];
        assert_eq!(stand(&both, day(9)), [Standing::Conflict; 2]);
        let settled = [
            claim("no", day(1), Some(day(3))),
            claim("yes", day(2), None),
        ];
        assert_eq!(
            stand(&settled, day(9)),
            [Standing::Verified, Standing::Conflict]
        );
        let again = [
            claim("no", day(1), Some(day(3))),
            claim("yes", day(4), None),
        ];
        assert_eq!(
            stand(&again, day(9)),
            [Standing::Conflict; 2],
            "news opens it anew"
        );
        let agree = [claim("No", day(1), None), claim("no", day(2), None)];
        assert_eq!(stand(&agree, day(9)), [Standing::Unverified; 2]);
        let mut gone = both.clone();
        gone[1].record.withdrawn_on = Some(day(5));
        assert_eq!(
            stand(&gone, day(9)),
            [Standing::Unverified, Standing::Withdrawn]
        );
        let mut apart = both;
        apart[1].record.offering = word("Le Chat");
        assert_eq!(stand(&apart, day(9)), [Standing::Unverified; 2]);
    }

    #[test]
    fn a_claim_without_a_source_or_of_the_future_is_refused() {
        let good = claim("no", date(2026, 1, 1), Some(date(2026, 1, 2))).record;
        assert_eq!(good.check(date(2026, 1, 2)), Ok(()));
        assert!(good.check(date(2026, 1, 1)).is_err());
        let mut bare = good.clone();
        bare.source.url = None;
        assert!(bare.check(date(2026, 1, 2)).is_err());
        let mut early = good;
        early.captured_on = date(2026, 1, 3);
        assert!(early.check(date(2026, 1, 9)).is_err());
    }
}
