//! Cutting a long text where its structure allows: at pages, headings, paragraphs, lines, sentences, words, in this order
//! of liking. Parts follow each other without a gap and without overlap.

use crate::reading;

/// A part of a long text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Which one, from 1.
    pub number: usize,
    /// Its characters, none changed.
    pub text: &'a str,
    /// Its first byte in the whole.
    pub start: usize,
    /// Its first and last page, from 1.
    pub pages: (usize, usize),
    /// The heading under which it begins.
    pub heading: Option<&'a str>,
}

/// Cuts a text into parts of at most `max` characters (and at least one).
#[must_use]
pub fn split(text: &str, max: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut page, mut heading) = (0, 1, None);
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let (part, _) = rest
            .split_at_checked(cut(rest, max.max(1)))
            .unwrap_or((rest, ""));
        let last = page + part.trim_end_matches('\u{c}').matches('\u{c}').count();
        let first_heading = part
            .lines()
            .find(|line| !line.trim().is_empty())
            .filter(|line| is_heading(line));
        parts.push(Part {
            number: parts.len() + 1,
            text: part,
            start,
            pages: (page, last),
            heading: first_heading.map(title).or(heading),
        });
        heading = part
            .lines()
            .rfind(|line| is_heading(line))
            .map(title)
            .or(heading);
        page += part.matches('\u{c}').count();
        start += part.len();
    }
    parts
}

/// Where to cut: the last place of the best kind in the second half, else of the next kind; only then anywhere.
fn cut(text: &str, max: usize) -> usize {
    let Some((end, _)) = text.char_indices().nth(max) else {
        return text.len();
    };
    let window = text.get(..end).unwrap_or(text);
    let half = end / 2;
    let kinds: [fn(&str) -> Option<usize>; 4] = [page, heading, paragraph, line];
    let liked = kinds
        .iter()
        .find_map(|kind| kind(window).filter(|at| *at >= half));
    liked
        .or_else(|| sentence(window))
        .or_else(|| line(window))
        .or_else(|| word(window))
        .unwrap_or(end)
}

/// After the last form feed.
fn page(window: &str) -> Option<usize> {
    window.rfind('\u{c}').map(|at| at + 1)
}

/// Before the last heading.
fn heading(window: &str) -> Option<usize> {
    let mut starts = window.match_indices('\n').map(|(at, _)| at + 1);
    let at_heading = |at: &usize| {
        window
            .get(*at..)
            .and_then(|rest| rest.lines().next())
            .is_some_and(is_heading)
    };
    starts.rfind(at_heading)
}

/// After the last empty line.
fn paragraph(window: &str) -> Option<usize> {
    let unix = window.rfind("\n\n").map(|at| at + 2);
    let windows = window.rfind("\n\r\n").map(|at| at + 3);
    unix.max(windows)
}

/// After the last line that ends a sentence, or is an item of its own.
fn line(window: &str) -> Option<usize> {
    let mut ends = window.match_indices('\n').map(|(at, _)| at);
    let whole = |at: &usize| {
        let before = window.get(..*at).unwrap_or_default().trim_end();
        before.ends_with(['.', '!', '?', ':', ';'])
    };
    ends.rfind(whole).map(|at| at + 1)
}

/// After the last sentence.
fn sentence(window: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(more) = window.get(at..).and_then(reading::sentence_end) {
        at += more;
    }
    (at > 0).then_some(at)
}

/// After the last space.
fn word(window: &str) -> Option<usize> {
    let (at, space) = window.char_indices().rfind(|(_, c)| c.is_whitespace())?;
    Some(at + space.len_utf8())
}

/// A line marked as a heading, or numbered like one and short.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let words = line.split_whitespace().count();
    let numbered = line.split_once(' ').is_some_and(|(first, _)| {
        let number = first.trim_end_matches('.');
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    let is_named = [
        "Section ", "Article ", "Chapter ", "SECTION ", "ARTICLE ", "CHAPTER ",
    ];
    let is_title = numbered || is_named.iter().any(|name| line.starts_with(name));
    line.starts_with('#') || is_title && words <= 10 && !line.ends_with(['.', ';', ','])
}

fn title(line: &str) -> &str {
    line.trim().trim_start_matches('#').trim()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str, max: usize) -> Vec<&str> {
        split(text, max).into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn parts_end_at_the_best_place_in_reach() {
        for (text, max, parts) in [
            (
                "One two. Three four. Five six.",
                22,
                vec!["One two. Three four.", " Five six."],
            ),
            (
                "Page one.\u{c}Page two is here.",
                20,
                vec!["Page one.\u{c}", "Page two is here."],
            ),
            (
                "Some words here.\n# Next\nMore words here.",
                30,
                vec!["Some words here.\n", "# Next\nMore words here."],
            ),
            ("aaaa bbbb cccc", 6, vec!["aaaa ", "bbbb ", "cccc"]),
            ("abcdef", 4, vec!["abcd", "ef"]),
            ("short", 100, vec!["short"]),
            ("", 10, vec![]),
        ] {
            assert_eq!(texts(text, max), parts, "{text}");
        }
    }

    #[test]
    fn places_are_kept() {
        let text = "1. Scope\nOne.\u{c}Two.\u{c}2. Duties\nThree is here.";
        let parts = split(text, 24);
        let places: Vec<_> = parts
            .iter()
            .map(|part| (part.pages, part.heading))
            .collect();
        assert_eq!(
            places,
            [((1, 2), Some("1. Scope")), ((3, 3), Some("2. Duties"))]
        );
    }

    proptest! {
        #[test]
        fn every_character_stands_in_exactly_one_part(text in "(?s).{0,300}", max in 0usize..60) {
            let parts = split(&text, max);
            let joined: String = parts.iter().map(|part| part.text).collect();
            prop_assert_eq!(&joined, &text);
            let mut at = 0;
            for part in &parts {
                prop_assert_eq!(part.start, at);
                prop_assert!(!part.text.is_empty());
                prop_assert!(part.text.chars().count() <= max.max(1));
                at += part.text.len();
            }
        }

        #[test]
        fn no_sentence_is_cut_that_fits(sentences in proptest::collection::vec("[A-Z][a-z]{1,8}( [a-z]{1,8}){0,4}[.?!]", 1..30), max in 60usize..200) {
            let text = sentences.join(" ");
            for part in split(&text, max) {
                prop_assert!(part.text.trim_end().ends_with(['.', '?', '!']), "{}", part.text);
            }
        }

        #[test]
        fn pages_go_up_and_reach_the_last(pages in proptest::collection::vec("[a-z .]{1,40}", 1..12), max in 5usize..80) {
            let text = pages.join("\u{c}");
            let parts = split(&text, max);
            let mut last = 1;
            for part in &parts {
                prop_assert!(part.pages.0 >= last.min(part.pages.0) && part.pages.0 <= part.pages.1);
                prop_assert!(part.pages.0 == last || part.pages.0 == last + 1);
                last = part.pages.1;
            }
            prop_assert_eq!(last, pages.len());
        }
    }
}
