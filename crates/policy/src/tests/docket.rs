//! A docket says what the rules would say, however often and in whatever order it is asked.

use std::sync::{Arc, LazyLock};

use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::base::{any_facts, approved, noon};
use crate::{Docket, Facts, Rules, Verdict};

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Arc::new(Rules::shipped().unwrap()));

/// A moment within three seconds of the end of a day, where agreements end.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    let midnight: Timestamp = "2026-11-24T05:00:00Z".parse().unwrap();
    (-3_000..3_000_i64).prop_map(move |ms| midnight.checked_add(ms.milliseconds()).unwrap())
}

proptest! {
    #[test]
    fn it_says_what_the_rules_say(
        mut asked in prop::collection::vec((any_facts(), any_moment()), 1..12),
        order in any::<u64>(),
    ) {
        asked.extend(asked.clone());
        asked.sort_by_key(|(_, at)| (at.as_nanosecond() as u64).wrapping_mul(order | 1));
        let docket = Docket::new(Arc::clone(&RULES));
        for (facts, at) in &asked {
            prop_assert_eq!(docket.decide(facts, *at), RULES.decide(facts, *at));
        }
    }
}

#[test]
fn a_change_counts_within_the_same_second() {
    let docket = Docket::new(Arc::clone(&RULES));
    let mut facts = approved();
    facts.content.hard = 1;
    let open = |facts: &Facts| docket.decide(facts, noon()).verdict();
    assert_eq!(open(&facts), Verdict::AllowDeidentified);
    facts.content.hard = 3;
    assert_eq!(open(&facts), Verdict::AllowDeidentified);
    facts.practice.incident_hold = true;
    assert_eq!(open(&facts), Verdict::Block);
    facts.practice.incident_hold = false;
    assert_eq!(open(&facts), Verdict::AllowDeidentified);
}
