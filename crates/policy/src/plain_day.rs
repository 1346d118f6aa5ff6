//! Days as people write them. Records, commands and files keep `2027-11-27`; pages say `Nov 27, 2027`.

use jiff::civil::Date;

/// How long a day is that a machine wrote: `2027-11-27`.
const WRITTEN: usize = 10;

/// A day as people write it: `Nov 27, 2027`.
#[must_use]
pub fn plain_day(day: Date) -> String {
    day.strftime("%b %-d, %Y").to_string()
}

/// A sentence with every day in it as people write it. A day inside of a longer word, such as the name of a file, stays.
#[must_use]
pub fn plain_days(says: &str) -> String {
    let mut out = String::with_capacity(says.len());
    let mut rest = says;
    while let Some((day, after)) = next(rest, out.chars().next_back()) {
        let before = rest.len() - after.len() - WRITTEN;
        out.push_str(rest.get(..before).unwrap_or_default());
        out.push_str(&plain_day(day));
        rest = after;
    }
    out + rest
}

/// The first day that stands by itself, and what comes after it. `before`: what comes before the text.
fn next(text: &str, before: Option<char>) -> Option<(Date, &str)> {
    let mut last = before;
    for (at, letter) in text.char_indices() {
        let found = text.get(at..at + WRITTEN).filter(|_| !joins(last));
        let after = text.get(at + WRITTEN..).unwrap_or_default();
        if let Some(day) = found.and_then(written).filter(|_| !goes_on(after)) {
            return Some((day, after));
        }
        last = Some(letter);
    }
    None
}

fn written(text: &str) -> Option<Date> {
    let is_day = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_day.then(|| text.parse().ok()).flatten()
}

/// Whether a letter before a day makes it a part of a longer word.
fn joins(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_alphanumeric() || "-_./:".contains(letter))
}

/// Whether what comes after a day makes it a part of a longer word: a full stop does only with more behind it.
fn goes_on(after: &str) -> bool {
    let mut letters = after.chars();
    match letters.next() {
        Some('.' | ':') => letters.next().is_some_and(char::is_alphanumeric),
        first => joins(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_as_people_say_them() {
        for (written, says) in [
            ("Approved until 2027-11-27.", "Approved until Nov 27, 2027."),
            ("2026-01-02", "Jan 2, 2026"),
            (
                "from 2026-02-01 until 2026-10-31: why",
                "from Feb 1, 2026 until Oct 31, 2026: why",
            ),
            ("(2026-02-01), é 2026-02-03", "(Feb 1, 2026), é Feb 3, 2026"),
            ("2026-02-30 is no day", "2026-02-30 is no day"),
            (
                "baa-2026-10-02.pdf 2026-10-02.pdf",
                "baa-2026-10-02.pdf 2026-10-02.pdf",
            ),
            ("2026-10-02T08:00:00Z", "2026-10-02T08:00:00Z"),
            ("call 12026-10-022", "call 12026-10-022"),
            ("2026-10-02", "Oct 2, 2026"),
            ("", ""),
        ] {
            assert_eq!(plain_days(written), says);
        }
    }
}
