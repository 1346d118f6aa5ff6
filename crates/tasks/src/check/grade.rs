//! Reading grade by both measures, over the sections alone: headings are the task's. Both are for English only.

use super::{Case, Check, Found};
use crate::reading::Counts;

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    let limit = case.form.task().check.grade;
    let Some(limit) = limit.filter(|_| case.is_english()) else {
        return;
    };
    let counts = Counts::of(&case.written());
    for (name, is, max) in [
        (
            "Flesch-Kincaid",
            counts.flesch_kincaid(),
            limit.flesch_kincaid,
        ),
        ("SMOG", counts.smog(), limit.smog),
    ] {
        if is > max {
            found.fails(
                Check::Grade,
                format!("It reads at grade {is:.1} by {name}; it may read at grade {max:.1}. Use shorter sentences and words."),
            );
        }
    }
}
