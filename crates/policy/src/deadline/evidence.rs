//! Evidence that runs out: agreements, training, the risk analysis, what a vendor claims about itself.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::count::Limit;
use super::law::{LawError, read};

const EVIDENCE: &str = include_str!("../../law/evidence.toml");

/// A kind of evidence.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A business associate agreement.
    Agreement,
    /// An expert's determination that text is de-identified.
    ExpertDetermination,
    /// The risk analysis.
    RiskAnalysis,
    /// One person's training.
    Training,
    /// What a vendor says about itself.
    VendorClaim,
}

/// How long one kind stays good.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The kind.
    pub kind: Kind,
    /// How long from the day it was made; none where the evidence names its own last day.
    pub lasts: Option<Limit>,
    /// Days before the end from which to warn, the earliest warning first.
    pub warn_days: Vec<u16>,
    /// The product's default, in words.
    pub default: String,
    /// The law behind it.
    pub citation: String,
    /// When somebody last looked at the entry.
    pub last_checked: Date,
}

/// How fresh a piece of evidence is on a day.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// Its last day is over.
    Expired,
    /// It ends within this many days: the closest warning that was reached.
    EndsWithin(u16),
    /// Nothing to do.
    Current,
}

impl Evidence {
    /// The last day on which it is good: the day it names itself, or so long after it was made.
    #[must_use]
    pub fn good_through(&self, day: Date) -> Date {
        self.lasts.map_or(day, |lasts| lasts.after(day))
    }

    /// How fresh it is `today`. `day` is the day it names as its last, or on which it was made.
    #[must_use]
    pub fn freshness(&self, day: Date, today: Date) -> Freshness {
        let last = self.good_through(day);
        if last < today {
            return Freshness::Expired;
        }
        let reached = |warn: &u16| Limit::Days(*warn).after(today) >= last;
        let closest = self.warn_days.iter().copied().filter(reached).min();
        closest.map_or(Freshness::Current, Freshness::EndsWithin)
    }
}

/// All kinds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewals {
    evidence: Vec<Evidence>,
}

impl Renewals {
    /// Reads the list that is part of the program.
    ///
    /// # Errors
    /// When the file is not well formed; the shipped one is tested.
    pub fn shipped() -> Result<Renewals, LawError> {
        read("evidence.toml", EVIDENCE)
    }

    /// What holds for a kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn freshness(kind: Kind, day: &str, today: &str) -> Freshness {
        let renewals = Renewals::shipped().unwrap();
        let evidence = renewals.of(kind).unwrap();
        evidence.freshness(day.parse().unwrap(), today.parse().unwrap())
    }

    #[test]
    fn an_agreement_warns_at_90_60_and_30_days() {
        for (today, expected) in [
            ("2027-03-31", Freshness::Current),
            ("2027-04-01", Freshness::EndsWithin(90)),
            ("2027-04-30", Freshness::EndsWithin(90)),
            ("2027-05-01", Freshness::EndsWithin(60)),
            ("2027-05-31", Freshness::EndsWithin(30)),
            ("2027-06-30", Freshness::EndsWithin(30)),
            ("2027-07-01", Freshness::Expired),
        ] {
            assert_eq!(
                freshness(Kind::Agreement, "2027-06-30", today),
                expected,
                "{today}"
            );
        }
    }

    #[test]
    fn training_and_risk_analysis_last_a_year() {
        for kind in [Kind::Training, Kind::RiskAnalysis] {
            assert_eq!(
                freshness(kind, "2026-03-10", "2026-06-01"),
                Freshness::Current
            );
            assert_eq!(
                freshness(kind, "2026-03-10", "2027-02-20"),
                Freshness::EndsWithin(30)
            );
            assert_eq!(
                freshness(kind, "2026-03-10", "2027-03-10"),
                Freshness::EndsWithin(30)
            );
            assert_eq!(
                freshness(kind, "2026-03-10", "2027-03-11"),
                Freshness::Expired
            );
        }
    }

    #[test]
    fn a_vendor_claim_ages_at_90_days_and_ends_at_180() {
        let age = |today| freshness(Kind::VendorClaim, "2026-01-01", today);
        assert_eq!(age("2026-03-31"), Freshness::Current); // 89 days old
        assert_eq!(age("2026-04-01"), Freshness::EndsWithin(90));
        assert_eq!(age("2026-06-30"), Freshness::EndsWithin(90));
        assert_eq!(age("2026-07-01"), Freshness::Expired);
    }

    #[test]
    fn an_expert_determination_ends_on_its_own_day() {
        let fresh = |today| freshness(Kind::ExpertDetermination, "2027-01-31", today);
        assert_eq!(fresh("2026-10-01"), Freshness::Current);
        assert_eq!(fresh("2027-01-31"), Freshness::EndsWithin(30));
        assert_eq!(fresh("2027-02-01"), Freshness::Expired);
    }
}
