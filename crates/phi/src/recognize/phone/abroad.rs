//! Numbers of other countries: behind a plus, or in another country's form behind a word for a telephone.

use super::super::calendar;
use super::{Number, announced, has_plus, is_said, next_group, opening};
use crate::text::{Cue, Gap, Page};

/// "+81 90 5550 0147": a plus, then groups of 8 to 15 digits in all (ITU-T E.164), in columns only behind a label.
pub(super) fn behind_plus(page: &Page<'_>, start: usize) -> Option<(usize, usize)> {
    let said = || is_said(page, opening(page, start));
    has_plus(page, start).then(|| {
        let close = plus_groups(page, start, Gap::Space);
        close.or_else(|| said().then(|| plus_groups(page, start, Gap::Wide))?)
    })?
}

fn plus_groups(page: &Page<'_>, start: usize, widest: Gap) -> Option<(usize, usize)> {
    let mut digits = page.word(start).len();
    let mut last = start;
    while let Some(next) =
        next_group(page, last, widest).filter(|next| digits + page.word(*next).len() <= 15)
    {
        digits += page.word(next).len();
        last = next;
    }
    (8..=15).contains(&digits).then_some((digits, last))
}

/// A number of another country's form, right behind a word for a telephone: 8 to 12 digits in groups, behind what is
/// dialled to leave the country up to three more.
pub(super) fn announced_as_phone(
    page: &Page<'_>,
    start: usize,
    before: Option<&Number>,
) -> Option<(usize, usize)> {
    let said = matches!(
        announced(page, opening(page, start), before),
        Cue::Phone | Cue::Fax
    );
    if !said || page.word(start).len() > 12 {
        return None;
    }
    let prefix = if page.word(start).starts_with("00") {
        3
    } else {
        0
    };
    let most = 12 + prefix;
    let mut digits = page.word(start).len();
    let mut last = start;
    while let Some(next) =
        next_group(page, last, Gap::Space).filter(|next| digits + page.word(*next).len() <= most)
    {
        if !matches!(page.word(last + 1), "/" | "." | "_") {
            digits += page.word(next).len();
            last = next;
        } else {
            break;
        }
    }
    let date = page.word(start).len() <= 2 && digits == 8 && page.is_mark(start + 1, "-")
        || matches!(page.word(last + 1), ":" | "/")
        || holds_day(page.slice(page.span(start, last)));
    ((8..=most).contains(&digits) && last > start && !date).then_some((digits, last))
}

/// Whether three of the groups are a day in full: "o1-2024-12-17".
fn holds_day(text: &str) -> bool {
    let groups = text.split(|c: char| !c.is_ascii_digit());
    let groups: Vec<&str> = groups.filter(|group| !group.is_empty()).collect();
    let day = |parts: &[&str]| matches!(*parts, [a, b, c] if calendar::is_padded([a, b, c]) && calendar::is_date([a, b, c]));
    groups.windows(3).any(day)
}
