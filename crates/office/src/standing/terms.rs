//! What the vendor keeps and learns, as far as somebody verified it.

use anteroom_policy::{Terms, TrainingUse};
use jiff::civil::Date;

use crate::vendor::{ClaimView, Deployment, Dimension, Standing, VendorView};

/// The terms of this service's product. A claim that another contradicts, or that was taken back, says nothing.
pub(super) fn of(vendor: &VendorView<'_>, service: &Deployment) -> Terms {
    let product = service.product.as_str();
    let about = |wanted: &[Dimension]| -> Vec<&ClaimView<'_>> {
        let all = vendor.claims.iter();
        all.filter(|view| wanted.contains(&view.claim.about))
            .filter(|view| view.claim.offering.as_str().eq_ignore_ascii_case(product))
            .collect()
    };
    let kept = about(&[Dimension::RetentionDefault, Dimension::ZeroRetention]);
    let kept = newest(kept.into_iter().filter(|view| is_checked(view)));
    Terms {
        retention_days: kept.and_then(days),
        training_use: training_use(&about(&[Dimension::TrainingUse])),
        verified: kept.is_some(),
        verified_on: kept.and_then(checked_on),
    }
}

/// Whether somebody checked it, however long ago: how long that counts is the rules' business.
fn is_checked(view: &ClaimView<'_>) -> bool {
    let stands = view.standing.is_good() || view.standing == Standing::Expired;
    stands && checked_on(view).is_some()
}

fn checked_on(view: &ClaimView<'_>) -> Option<Date> {
    view.claim.verified.as_ref().map(|verified| verified.on)
}

fn newest<'v, 'c>(claims: impl Iterator<Item = &'v ClaimView<'c>>) -> Option<&'v ClaimView<'c>>
where
    'c: 'v,
{
    claims.max_by_key(|view| checked_on(view))
}

/// Whether the vendor learns from what it is sent, by the newest check that still counts.
fn training_use(claims: &[&ClaimView<'_>]) -> TrainingUse {
    let good = claims
        .iter()
        .copied()
        .filter(|view| view.standing.is_good());
    let Some(newest) = newest(good) else {
        return TrainingUse::Unknown;
    };
    match newest.claim.value.as_str().to_ascii_lowercase().as_str() {
        "no" | "none" => TrainingUse::None,
        "yes" => TrainingUse::Yes,
        "opt-out" | "opt out" => TrainingUse::OptOutNotSet,
        _ => TrainingUse::Unknown,
    }
}

/// Days that text is kept, where the claim begins with a number or says that nothing is kept.
fn days(view: &ClaimView<'_>) -> Option<u32> {
    let value = view.claim.value.as_str();
    if view.claim.about == Dimension::ZeroRetention {
        return value.eq_ignore_ascii_case("yes").then_some(0);
    }
    value.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Word;
    use jiff::civil::date;

    use super::*;
    use crate::id::Id;
    use crate::vendor::{Claim, Kind, Party, Role, Source, State, Verified};

    const CHECKED: Date = date(2026, 5, 1);

    fn word(text: &str) -> Word {
        Word::lossy(text)
    }

    fn service() -> Deployment {
        Deployment {
            party: "mistral".parse().unwrap(),
            connection: Some(word("mistral")),
            kind: Kind::EnterpriseApi,
            product: word("API"),
            endpoint: word("api.us.mistral.ai"),
            region: word("us"),
            approved_by: None,
            approved_on: None,
            ended_on: None,
        }
    }

    fn claim(about: Dimension, value: &str, on: Option<Date>) -> Claim {
        Claim {
            party: "mistral".parse().unwrap(),
            offering: word("api"),
            about,
            value: word(value),
            detail: None,
            source: Source {
                title: word("Terms"),
                url: Some(word("https://vendor.example/terms")),
                document: None,
                dated: None,
            },
            captured_on: date(2026, 1, 1),
            verified: on.map(|on| Verified {
                by: word("Dana Whitfield"),
                on,
                document: None,
            }),
            withdrawn_on: None,
        }
    }

    fn told(claims: &[(Claim, Standing)]) -> Terms {
        let id: Id = "mistral".parse().unwrap();
        let party = Party::new(word("Mistral AI"), Role::BusinessAssociate);
        let view = |(claim, standing)| ClaimView {
            id: &id,
            standing,
            claim,
        };
        let claims = claims
            .iter()
            .map(|(claim, standing)| view((claim, *standing)));
        let vendor = VendorView {
            id: &id,
            party: &party,
            agreement: State::None,
            agreements: Vec::new(),
            claims: claims.collect(),
            deployments: Vec::new(),
        };
        of(&vendor, &service())
    }

    #[test]
    fn how_long_text_is_kept_counts_once_somebody_checked() {
        use Dimension::{RetentionDefault, ZeroRetention};
        for (claim, standing, expected) in [
            (
                claim(RetentionDefault, "30 days", Some(CHECKED)),
                Standing::Verified,
                Some(Some(30)),
            ),
            (
                claim(ZeroRetention, "yes", Some(CHECKED)),
                Standing::VerifyAgain,
                Some(Some(0)),
            ),
            (
                claim(RetentionDefault, "unknown", Some(CHECKED)),
                Standing::Verified,
                Some(None),
            ),
            (
                claim(RetentionDefault, "30 days", Some(CHECKED)),
                Standing::Expired,
                Some(Some(30)),
            ),
            (
                claim(RetentionDefault, "30 days", Some(CHECKED)),
                Standing::Conflict,
                None,
            ),
            (
                claim(RetentionDefault, "30 days", Some(CHECKED)),
                Standing::Withdrawn,
                None,
            ),
            (
                claim(RetentionDefault, "30 days", None),
                Standing::Unverified,
                None,
            ),
            (
                claim(RetentionDefault, "30 days", None),
                Standing::Expired,
                None,
            ),
        ] {
            let terms = told(&[(claim, standing)]);
            let is_verified = expected.is_some();
            assert_eq!(
                (terms.verified, terms.verified_on, terms.retention_days),
                (
                    is_verified,
                    is_verified.then_some(CHECKED),
                    expected.flatten()
                ),
                "{standing:?}"
            );
        }
    }

    #[test]
    fn training_is_excluded_by_a_fresh_check_only() {
        for (value, standing, expected) in [
            ("no", Standing::Verified, TrainingUse::None),
            ("No", Standing::VerifyAgain, TrainingUse::None),
            ("yes", Standing::Verified, TrainingUse::Yes),
            ("opt-out", Standing::Verified, TrainingUse::OptOutNotSet),
            ("by default", Standing::Verified, TrainingUse::Unknown),
            ("no", Standing::Expired, TrainingUse::Unknown),
            ("no", Standing::Unverified, TrainingUse::Unknown),
            ("no", Standing::Conflict, TrainingUse::Unknown),
            ("no", Standing::Withdrawn, TrainingUse::Unknown),
        ] {
            let claim = claim(Dimension::TrainingUse, value, Some(CHECKED));
            assert_eq!(
                told(&[(claim, standing)]).training_use,
                expected,
                "{value} {standing:?}"
            );
        }
        let mut other = claim(Dimension::TrainingUse, "no", Some(CHECKED));
        other.offering = word("Le Chat");
        assert_eq!(
            told(&[(other, Standing::Verified)]).training_use,
            TrainingUse::Unknown
        );
    }
}
