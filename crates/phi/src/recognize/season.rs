//! Seasons and holidays with their year: "spring of 2023", "Winter '24", "Thanksgiving 2023". The year alone may stay, what
//! is finer may not (45 CFR 164.514(b)(2)(i)(C)).
//!
//! "Fall" is what patients do, too: it needs a word before it that tells a time, or "of".

use super::candidate::Weight;
use super::{Candidate, Recognizer, calendar};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Gap, Page};

pub(crate) const SEASON: Recognizer = Recognizer {
    id: "season",
    kinds: &[Kind::Date],
    about: "Seasons and holidays with their year.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let years = page.numbers.iter().map(|at| *at as usize);
    out.extend(years.filter_map(|year| season(page, year)));
}

/// The season that a year ends.
fn season(page: &Page<'_>, year: usize) -> Option<Candidate> {
    let short = page.is_mark(year.checked_sub(1)?, "'") && page.word(year).len() == 2;
    if !short && !calendar::is_year(page.word(year))
        || page.gap(year - usize::from(short)) > Gap::Space
    {
        return None;
    }
    let before = year.checked_sub(1 + usize::from(short))?;
    let of = page.is(before, "of");
    let first = before.checked_sub(usize::from(of))?;
    if let Some(holiday) = holiday(page, first) {
        let candidate = Candidate::new(SEASON.id, Kind::Date, page.span(holiday, year));
        return Some(candidate.because(Weight::Context, Why::PATTERN));
    }
    if is_named(page, first) {
        return None;
    }
    let told = page.among(first, SEASONS) || page.is(first, "fall") && (of || is_led(page, first));
    let candidate = Candidate::new(SEASON.id, Kind::Date, page.span(first, year));
    told.then(|| candidate.because(Weight::Context, Why::PATTERN))
}

/// The first word of the holiday that ends at a token.
fn holiday(page: &Page<'_>, last: usize) -> Option<usize> {
    let first = last.checked_sub(1);
    let pair = first.filter(|first| {
        let named = |(one, two): &(&[&str], &str)| page.is(last, two) && page.among(*first, one);
        page.gap(last) == Gap::Space && PAIRED.iter().any(named)
    });
    let eve = first
        .filter(|_| page.is(last, "eve"))
        .and_then(|first| holiday(page, first));
    let alone = page.among(last, HOLIDAYS).then_some(last);
    pair.or(eve).or(alone)
}

/// Holidays of one word.
const HOLIDAYS: &[&str] = &[
    "ashura",
    "chanukah",
    "christmas",
    "diwali",
    "easter",
    "eid",
    "halloween",
    "hanukkah",
    "holi",
    "juneteenth",
    "kwanzaa",
    "navidad",
    "norouz",
    "nowruz",
    "pascha",
    "passover",
    "pentecost",
    "purim",
    "ramadan",
    "songkran",
    "sukkot",
    "thanksgiving",
    "xmas",
];

/// Holidays of two words: what the first may be, and the second.
const PAIRED: &[(&[&str], &str)] = &[
    (
        &[
            "columbus",
            "fathers",
            "groundhog",
            "independence",
            "labor",
            "labour",
            "memorial",
            "mlk",
            "mothers",
            "presidents",
            "valentines",
            "veterans",
        ],
        "day",
    ),
    (&["good"], "friday"),
    (&["ash"], "wednesday"),
    (&["cyber", "easter"], "monday"),
    (&["easter", "palm"], "sunday"),
    (&["mardi"], "gras"),
    (&["rosh"], "hashanah"),
    (&["yom"], "kippur"),
];

/// "Silver Spring": the season ends a name.
fn is_named(page: &Page<'_>, first: usize) -> bool {
    let capital = |at: usize| {
        page.token(at)
            .is_some_and(|token| token.is_word() && token.is_capital())
    };
    let before = first
        .checked_sub(1)
        .filter(|_| page.gap(first) == Gap::Space);
    capital(first) && before.is_some_and(capital)
}

fn is_led(page: &Page<'_>, first: usize) -> bool {
    let led = first.checked_sub(1);
    led.is_some_and(|before| page.among(before, LEADS))
}

const SEASONS: &[&str] = &["autumn", "spring", "summer", "winter"];

const LEADS: &[&str] = &[
    "by", "during", "early", "in", "late", "mid", "of", "since", "the", "through", "until",
];

const EXAMPLES: &[(&str, &str)] = &[
    ("Last eye exam.... summer 2022, Myrtle", "summer 2022"),
    ("since the spring of 2023, she", "spring of 2023"),
    ("moved here in fall 2024.", "fall 2024"),
    ("Winter '24 was hard", "Winter '24"),
    ("wants her in before Thanksgiving 2023", "Thanksgiving 2023"),
    ("passed Good Friday 2023!", "Good Friday 2023"),
    ("since about Nowruz 2024, left", "Nowruz 2024"),
    ("seen Christmas Eve 2023.", "Christmas Eve 2023"),
];

const NEAR_MISSES: &[&str] = &[
    "s/p fall 2019 with hip fracture",
    "Silver Spring 2019 survey",
    "the Easter seals 2019 form, off Labor Day",
    "summer colds, winter 3 times",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(SEASONS.is_sorted() && LEADS.is_sorted());
    }
}
