//! The sections of the contract: all that must be there, none other, in order, none empty.

use super::{Case, Check, Found};

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    if !case.reply.before.trim().is_empty() {
        found.fails(Check::Sections, "There is text before the first heading.");
    }
    let spots = &case.form.task().output.sections;
    for spot in spots {
        let mut same = case
            .reply
            .sections
            .iter()
            .filter(|section| section.heading == spot.heading);
        let heading = &spot.heading;
        match (same.next(), same.next()) {
            (None, _) if spot.optional => {}
            (None, _) => found.fails(
                Check::Sections,
                format!("The section \"{heading}\" is missing."),
            ),
            (Some(_), Some(_)) => {
                found.fails(
                    Check::Sections,
                    format!("The section \"{heading}\" is there twice."),
                );
            }
            (Some(one), None) if one.text.trim().is_empty() => {
                found.fails(
                    Check::Sections,
                    format!("The section \"{heading}\" is empty."),
                );
            }
            (Some(_), None) => {}
        }
    }
    order(case, found);
}

fn order(case: &Case<'_>, found: &mut Found) {
    let spots = &case.form.task().output.sections;
    let place = |heading: &str| spots.iter().position(|spot| spot.heading == heading);
    let mut places = Vec::new();
    for section in &case.reply.sections {
        match place(&section.heading) {
            Some(place) => places.push(place),
            None => found.fails(
                Check::Sections,
                format!("The section \"{}\" was not asked for.", section.heading),
            ),
        }
    }
    if !places.is_sorted() {
        found.fails(
            Check::Sections,
            "The sections are not in the order that was asked for.",
        );
    }
}
