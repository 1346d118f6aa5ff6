//! Details of real people in a template, where a merge field belongs.

pub(super) const SAYS: &str = "Leave out phone numbers, emails and full dates. A merge field such as {{practice_phone}} stands in their place.";

pub(super) fn stops(text: &str) -> bool {
    text.split_whitespace().any(is_email)
        || has_phone(text)
        || text.split_whitespace().any(is_full_date)
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.trim_end_matches(['.', ',', ';', ')']).contains('.')
    })
}

/// Ten digits in a row of digits and the marks of a phone number.
fn has_phone(text: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '-' | '.' | ' ' | '+');
    text.split(|c: char| !is_mark(c)).any(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        (10..=11).contains(&digits)
    })
}

/// Month, day and year in figures.
fn is_full_date(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    ['/', '-', '.'].iter().any(|mark| {
        let parts: Vec<&str> = word.split(*mark).collect();
        let is_number =
            |part: &&str| (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        parts.len() == 3 && parts.iter().all(is_number)
    })
}
