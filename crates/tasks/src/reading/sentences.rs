//! Cutting a text into sentences. A line of its own (a heading, an item of a list) is one.

/// Short forms whose dot ends no sentence.
const SHORT: &[&str] = &[
    "a.m.", "approx.", "dr.", "e.g.", "etc.", "i.e.", "jr.", "mr.", "mrs.", "ms.", "no.", "p.m.",
    "sr.", "st.", "vs.",
];

/// The sentences of a text, in order; together they hold every character but line breaks.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(of_line)
}

fn of_line(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = line;
    while let Some((first, more)) = end(rest).and_then(|at| rest.split_at_checked(at)) {
        sentences.push(first);
        rest = more;
    }
    sentences.push(rest);
    sentences.retain(|sentence| !sentence.trim().is_empty());
    sentences
}

/// Where the first sentence of a text ends; none when that is at the end of the text.
pub(crate) fn end(text: &str) -> Option<usize> {
    let stops = text.match_indices(['.', '!', '?']);
    stops.map(|(at, stop)| at + stop.len()).find_map(|after| {
        let (before, rest) = text.split_at_checked(after)?;
        let closing = rest.len()
            - rest
                .trim_start_matches(['"', '\'', ')', '\u{201d}', '\u{2019}'])
                .len();
        let gap = rest.get(closing..)?;
        let is_end = gap.starts_with(char::is_whitespace) && !is_short(before);
        is_end.then_some(after + closing)
    })
}

/// Whether a text ends in a short form or the number of a list item.
fn is_short(text: &str) -> bool {
    let word = text
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    let number = word.trim_end_matches('.');
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let is_item = is_number && text.trim() == word;
    SHORT.contains(&word.trim_start_matches('(')) || is_item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_stops() {
        for (text, count) in [
            ("One. Two! Three?", 3),
            ("See Dr. Reyes at 8 a.m. on Monday.", 1),
            ("It is 98.6 degrees. Rest.", 2),
            ("1. Drink water.\n2. Rest.", 2),
            ("He said \"Stop.\" Then he left.", 2),
            ("A heading\nA line.", 2),
            ("", 0),
        ] {
            assert_eq!(sentences(text).count(), count, "{text}");
        }
    }
}
