//! Bare years of birth that tell an age over 89: "born in 1930".
//!
//! A bare year may stay and is no find, but 45 CFR 164.514(b)(2)(i)(C) wants "all elements of dates (including year)
//! indicative of such age" gone, and which years those are depends on the current one.

use super::TOO_OLD;
use super::year::YEARS;
use crate::placeholder::scan::is_word;

/// What announces a birth, in small letters.
const CUES: [&str; 6] = ["b.", "birth", "born", "dob", "nacid", "yob"];
/// How many characters before a year an announcement counts.
const NEAR: usize = 24;

/// The text with `gone` in the place of such years, and how many there were.
pub(super) fn hide(text: &str, gone: &str, now: u32) -> (String, usize) {
    let (mut out, mut count) = (String::with_capacity(text.len()), 0);
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let end = from
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(from.len());
        let (figures, after) = from.split_at_checked(end).unwrap_or((from, ""));
        out.push_str(before);
        let old = is_old(figures, now) && !after.starts_with(is_word);
        let hidden = old && is_announced(&out);
        out.push_str(if hidden { gone } else { figures });
        count += usize::from(hidden);
        rest = after;
    }
    out.push_str(rest);
    (out, count)
}

fn is_old(figures: &str, now: u32) -> bool {
    let year = figures.parse().ok().filter(|_| figures.len() == 4);
    year.is_some_and(|year: u32| year >= YEARS.start && year + TOO_OLD <= now)
}

/// Whether a birth is announced shortly before the end of a text, in the same line.
fn is_announced(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let near: String = line.chars().rev().take(NEAR).collect();
    let near: String = near.chars().rev().collect::<String>().to_lowercase();
    !before.ends_with(is_word) && CUES.iter().any(|cue| near.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::hide;

    #[test]
    fn only_years_of_birth_that_tell_an_age_over_89() {
        for (text, hidden) in [
            ("She was born in 1930.", "She was born in [DATE]."),
            ("DOB: 1936", "DOB: [DATE]"),
            ("DOB: 1937", "DOB: 1937"),
            ("YOB 1929, seen 2025", "YOB [DATE], seen 2025"),
            ("b. 1928 in Ohio", "b. [DATE] in Ohio"),
            ("built in 1930", "built in 1930"),
            ("born here\n1930 came", "born here\n1930 came"),
            (
                "born 19301 or x1930 or 1930s",
                "born 19301 or x1930 or 1930s",
            ),
            ("born 1850", "born 1850"),
            ("", ""),
        ] {
            assert_eq!(hide(text, "[DATE]", 2026).0, hidden, "{text}");
        }
        assert_eq!(hide("born 1930, wife born 1931", "x", 2026).1, 2);
    }
}
