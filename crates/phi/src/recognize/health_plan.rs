//! Health plan numbers: member, subscriber, group and policy numbers, and Medicare's own form.
//!
//! A Medicare Beneficiary Identifier proves itself by its form (CMS, eleven places); everything else needs a label or
//! an insurer's name before it.

use super::candidate::Weight;
use super::{Candidate, Recognizer, check, code};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Code, Cue, Gap, Page};

pub(crate) const HEALTH_PLAN: Recognizer = Recognizer {
    id: "health_plan",
    kinds: &[Kind::HealthPlan],
    about: "Member, subscriber, group and policy numbers, and Medicare Beneficiary Identifiers.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    code::labeled(
        page,
        HEALTH_PLAN.id,
        Kind::HealthPlan,
        &[Cue::HealthPlan],
        out,
    );
    out.extend(page.codes.iter().filter_map(|code| medicare(page, code)));
}

/// An MBI, also in its printed groups of four, three and four: "1EG4-TE5-MK73", "1EG4 TE5 MK73".
fn medicare(page: &Page<'_>, code: &Code) -> Option<Candidate> {
    let last = medicare_end(page, code)?;
    let span = page.span(code.first, last);
    let candidate = Candidate::new(HEALTH_PLAN.id, Kind::HealthPlan, span).hard();
    Some(candidate.because(Weight::Proven, Why::CHECK))
}

fn medicare_end(page: &Page<'_>, code: &Code) -> Option<usize> {
    let length = page.span(code.first, code.last).len();
    if length > 13 || !page.is_number(code.first) || page.span(code.first, code.first).len() != 1 {
        return None;
    }
    for last in code.last..code.last + 8 {
        if last > code.last && page.gap(last) > Gap::Space {
            return None;
        }
        let written = page.slice(page.span(code.first, last));
        if written.len() < 11 {
            continue;
        }
        let compact = check::compact(written);
        if compact.len() >= 11 {
            return check::mbi(&compact).then_some(last);
        }
    }
    None
}

const EXAMPLES: &[(&str, &str)] = &[
    ("Medicare 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
    ("she gave 1EG4 TE5 MK73 by phone", "1EG4 TE5 MK73"),
    ("Member ID: QHM 4471 90233", "QHM 4471 90233"),
    ("group 0088123", "0088123"),
    ("Aetna W248177390", "W248177390"),
    ("{\"subscriberId\":\"SDK771204458\"}", "SDK771204458"),
    ("policy no. GLT-0911735", "GLT-0911735"),
    ("Our insurance: EMC, pol. 3X4-77-18. Photos", "3X4-77-18"),
    ("Member_ID_SDK771204458", "SDK771204458"),
];

const NEAR_MISSES: &[&str] = &[
    "plan: recheck in 3 months",
    "group therapy x 12 weeks",
    "Medicare Part B since 2022",
    "plan 500 mg BID",
    "Plan: 1. Continue 40 mg",
    "insurance copay $4,400",
    "group_1024, plan_2024",
];
