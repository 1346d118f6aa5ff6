//! Why nothing leaves, as staff read it: one reason where others only follow from it, so that there is one next step.

use anteroom_gateway::Said;

/// An export or a list of patients: whatever it is for, and whatever else holds, it does not leave.
const EXPORT: &str = "bulk_export";
/// What may not go out as it is written: no news where nothing goes out at all.
const AS_WRITTEN: &str = "full_setup_incomplete";

/// Reasons without those that follow from another one, in their order.
pub(crate) fn told(reasons: &[Said]) -> Vec<&Said> {
    if let Some(export) = reasons.iter().find(|said| said.code == EXPORT) {
        return vec![export];
    }
    let is_alone = reasons.iter().all(|said| said.code == AS_WRITTEN);
    let mut told: Vec<&Said> = Vec::new();
    for said in reasons {
        let is_news = told.iter().all(|one| one.says != said.says);
        if is_news && (is_alone || said.code != AS_WRITTEN) {
            told.push(said);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &[&str]) -> Vec<String> {
        let said = |code: &&str| Said {
            code: (*code).to_owned(),
            says: format!("It is {code}."),
            next: String::new(),
        };
        let reasons: Vec<Said> = codes.iter().map(said).collect();
        told(&reasons)
            .iter()
            .map(|said| said.code.clone())
            .collect()
    }

    #[test]
    fn what_follows_from_another_reason_is_not_told() {
        for (all, expected) in [
            (
                &["lane_always_avoid", "bulk_export", "full_setup_incomplete"][..],
                &["bulk_export"][..],
            ),
            (&["baa_missing", "full_setup_incomplete"], &["baa_missing"]),
            (&["full_setup_incomplete"], &["full_setup_incomplete"]),
            (&["baa_missing", "baa_missing"], &["baa_missing"]),
            (
                &["baa_missing", "user_training_missing"],
                &["baa_missing", "user_training_missing"],
            ),
            (&[], &[]),
        ] {
            assert_eq!(codes(all), expected, "{all:?}");
        }
    }
}
