//! What the calendar allows: the checks behind every date.
//!
//! Years of four figures run from 1890 to 2099; of two, any. February always has 29 days here: a wrong leap day is
//! still somebody's date.

const MONTHS: [(&str, u32); 36] = [
    ("january", 31),
    ("february", 29),
    ("march", 31),
    ("april", 30),
    ("may", 31),
    ("june", 30),
    ("july", 31),
    ("august", 31),
    ("september", 30),
    ("october", 31),
    ("november", 30),
    ("december", 31),
    ("jan", 31),
    ("feb", 29),
    ("mar", 31),
    ("apr", 30),
    ("jun", 30),
    ("jul", 31),
    ("aug", 31),
    ("sep", 30),
    ("sept", 30),
    ("oct", 31),
    ("nov", 30),
    ("dec", 31),
    ("enero", 31),
    ("febrero", 29),
    ("marzo", 31),
    ("abril", 30),
    ("mayo", 31),
    ("junio", 30),
    ("julio", 31),
    ("agosto", 31),
    ("septiembre", 30),
    ("octubre", 31),
    ("noviembre", 30),
    ("diciembre", 31),
];

/// How many days a named month has; English names and their short forms, and Spanish names, in any case.
pub(super) fn month_days(word: &str) -> Option<u32> {
    if !(3..=10).contains(&word.len()) {
        return None;
    }
    MONTHS
        .iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))
        .map(|(_, days)| *days)
}

fn value(figures: &str) -> Option<u32> {
    figures.parse().ok()
}

fn is_day(figures: &str, days: u32) -> bool {
    figures.len() <= 2 && value(figures).is_some_and(|day| (1..=days).contains(&day))
}

fn days_of(month: &str) -> Option<u32> {
    let at = value(month)?.checked_sub(1)?;
    let fits = month.len() <= 2 && at < 12;
    fits.then(|| MONTHS.get(at as usize).map(|(_, days)| *days))
        .flatten()
}

/// A year of four figures.
pub(super) fn is_year(figures: &str) -> bool {
    figures.len() == 4 && value(figures).is_some_and(|year| (1890..2100).contains(&year))
}

fn is_any_year(figures: &str) -> bool {
    is_year(figures) || (figures.len() == 2)
}

/// Whether three groups are a date in the American, European or ISO order.
pub(super) fn is_date([a, b, c]: [&str; 3]) -> bool {
    let american = is_any_year(c) && days_of(a).is_some_and(|days| is_day(b, days));
    let european = is_any_year(c) && days_of(b).is_some_and(|days| is_day(a, days));
    let iso = is_year(a) && days_of(b).is_some_and(|days| is_day(c, days));
    american || european || iso
}

/// Whether three groups with points between them are more likely a date than a version: a full year, or two figures
/// in each group.
pub(super) fn is_full([a, b, c]: [&str; 3]) -> bool {
    is_year(c) || is_year(a) || [a, b, c].iter().all(|part| part.len() == 2)
}

/// Whether three groups are a month, a day that no month can be, and a year of two figures: "8", "19", "23".
pub(super) fn is_american([month, day, year]: [&str; 3]) -> bool {
    let late = day.parse::<u32>().is_ok_and(|day| day > 12);
    month.len() <= 2 && late && is_month_and_day([month, day]) && year.len() == 2
}

/// Whether three groups have all their figures, a year of four among them: "2025", "01", "09".
pub(super) fn is_padded(parts: [&str; 3]) -> bool {
    let lengths = parts.map(str::len);
    matches!(lengths, [4, 2, 2] | [2, 2, 4])
}

/// Whether two groups are a month and a day.
pub(super) fn is_month_and_day([month, day]: [&str; 2]) -> bool {
    days_of(month).is_some_and(|days| is_day(day, days))
}

/// Whether two groups are a month and a year of four figures.
pub(super) fn is_month_and_year([month, year]: [&str; 2]) -> bool {
    days_of(month).is_some() && is_year(year)
}

/// Whether eight figures are a year, a month and a day.
pub(super) fn is_packed(figures: &str) -> bool {
    let parts = (figures.get(..4), figures.get(4..6), figures.get(6..));
    let (Some(year), Some(month), Some(day)) = parts else {
        return false;
    };
    is_year(year) && days_of(month).is_some_and(|days| is_day(day, days))
}

/// Whether eight figures are a month, a day and a year.
pub(super) fn is_packed_american(figures: &str) -> bool {
    let parts = (figures.get(..2), figures.get(2..4), figures.get(4..));
    let (Some(month), Some(day), Some(year)) = parts else {
        return false;
    };
    is_year(year) && is_month_and_day([month, day])
}

/// Whether a word may be glued to the front of a date: "on4/2/71", "dos10/7".
pub(super) fn glues(word: &str) -> bool {
    let words = [
        "dos", "doi", "doa", "dod", "exp", "eff", "on", "b", "d", "adm", "thru", "til", "since",
        "due", "edd", "lmp",
    ];
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Whether a word may be glued to the end of a date: the "T" of a timestamp, "4/2am".
pub(super) fn glues_after(word: &str) -> bool {
    matches!(
        word,
        "T" | "t" | "Z" | "am" | "pm" | "a" | "p" | "F" | "M" | "f" | "m"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are() {
        for parts in [
            ["4", "2", "71"],
            ["02", "29", "2023"],
            ["31", "12", "1999"],
            ["2025", "11", "01"],
            ["19", "07", "17"],
        ] {
            assert!(is_date(parts), "{parts:?}");
        }
        assert!(
            is_packed("19580311")
                && is_packed_american("09151983")
                && is_month_and_year(["1", "2026"])
        );
    }

    #[test]
    fn dates_that_are_not() {
        for parts in [
            ["13", "32", "71"],
            ["0", "2", "71"],
            ["2", "30", "2024"],
            ["4", "2", "171"],
            ["2025", "13", "01"],
        ] {
            assert!(!is_date(parts), "{parts:?}");
        }
        assert!(
            !is_packed("99580311")
                && !is_month_and_day(["24", "36"])
                && !is_month_and_day(["6", "31"])
        );
    }
}
