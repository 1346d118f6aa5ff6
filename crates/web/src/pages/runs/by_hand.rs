//! A text in the parts in which its owner changes it by hand: a heading and what stands under it, without the marks of a heading
//! and the empty lines around. Put together again unchanged, it is the same to the letter.

use std::iter::repeat;

use crate::page::Sent;

/// A heading and what stands under it; no heading where none stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part<'t> {
    /// What makes a line the heading.
    mark: &'t str,
    heading: &'t str,
    /// What stands between the heading and the words under it.
    gap: &'t str,
    words: &'t str,
    /// What stands behind them, up to the next heading.
    rest: &'t str,
}

/// A part as it is shown, in boxes.
pub(super) struct Shown {
    pub(super) heading: String,
    pub(super) words: String,
    /// How many lines the box has.
    pub(super) rows: usize,
}

/// The fewest and the most lines of a box.
const FEWEST: usize = 3;
const MOST: usize = 16;
/// Letters of a line in a box.
const LINE: usize = 70;

impl Part<'_> {
    fn is_headed(&self) -> bool {
        !self.heading.is_empty()
    }

    fn rows(&self) -> usize {
        let lines = self.words.lines();
        let lines = lines.map(|line| 1 + line.chars().count() / LINE);
        lines.sum::<usize>().clamp(FEWEST, MOST)
    }
}

/// A text in boxes.
pub(super) fn shown(text: &str) -> Vec<Shown> {
    let shown = |part: Part<'_>| Shown {
        heading: part.heading.to_owned(),
        words: part.words.to_owned(),
        rows: part.rows(),
    };
    parts(text).into_iter().map(shown).collect()
}

/// The mark of a line that is a heading, and its words: `## Plan`.
pub(super) fn heading(line: &str) -> Option<(&str, &str)> {
    let words = line.trim_start_matches('#');
    let depth = line.len() - words.len();
    let title = words.trim();
    let is_heading = (2..=6).contains(&depth) && words.starts_with(' ') && !title.is_empty();
    let mark = line.len() - words.trim_start().len();
    is_heading.then(|| (line.get(..mark).unwrap_or_default(), title))
}

/// The parts of a text.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let before = text.get(begin..at).unwrap_or_default();
        if heading(line).is_some() && !before.trim().is_empty() {
            parts.push(part(before));
            begin = at;
        }
        at += line.len();
    }
    parts.push(part(text.get(begin..).unwrap_or_default()));
    parts
}

/// A part from its text: the first line with words in it is its heading, or there is none.
fn part(text: &str) -> Part<'_> {
    let begin = text.len() - text.trim_start().len();
    let line = text.get(begin..).unwrap_or_default();
    let line = line.lines().next().unwrap_or_default();
    let (mark, heading) = heading(line).unwrap_or_default();
    let mark_end = if heading.is_empty() {
        0
    } else {
        begin + mark.len()
    };
    let heading_end = mark_end + heading.len();
    let below = text.get(heading_end..).unwrap_or_default();
    let gap_end = heading_end + below.len() - below.trim_start().len();
    let words_end = gap_end + below.trim().len();
    let cut = |from, to| text.get(from..to).unwrap_or_default();
    Part {
        mark: cut(0, mark_end),
        heading,
        gap: cut(heading_end, gap_end),
        words: below.trim(),
        rest: cut(words_end, text.len()),
    }
}

/// The text with its parts as they were sent, in order; further ones are put behind it, and empty ones are taken out.
pub(super) fn changed(text: &str, sent: &Sent) -> String {
    let words = sent.all("text").map(|words| words.replace("\r\n", "\n"));
    let headings = sent.all("heading").chain(repeat(""));
    let mut old = parts(text).into_iter();
    let mut out = String::new();
    for (heading, words) in headings.zip(words) {
        put(&mut out, old.next(), heading.trim(), words.trim());
    }
    out
}

fn put(out: &mut String, old: Option<Part<'_>>, heading: &str, words: &str) {
    let old = old.unwrap_or(part(""));
    let heading = one_line(heading, old.heading);
    if heading.is_empty() && words.is_empty() {
        return;
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str("\n\n");
    }
    if !heading.is_empty() {
        out.push_str(if old.is_headed() { old.mark } else { "## " });
    }
    out.push_str(&heading);
    out.push_str(between(&old, &heading, words));
    out.push_str(words);
    out.push_str(old.rest);
}

/// A heading on one line and without marks of its own, but for one that was not changed.
fn one_line(heading: &str, old: &str) -> String {
    if heading == old {
        return heading.to_owned();
    }
    let words = heading.trim_start_matches(['#', ' ']).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// What stands between a heading and the words under it: what stood there, or else the end of a line.
fn between<'t>(old: &Part<'t>, heading: &str, words: &str) -> &'t str {
    let has_line = old.is_headed() && old.gap.contains('\n');
    match (heading.is_empty(), words.is_empty()) {
        (false, true) if old.words.is_empty() => old.gap,
        (false, false) if has_line => old.gap,
        (false, false) => "\n",
        (true, false) if !old.is_headed() => old.gap,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Internal use.\n\n## Reason for visit\n- Cough\n\n### Plan \n\nRest.\nFluids.\n";

    fn sent(all: &[(&str, &str)]) -> Sent {
        let fields = all
            .iter()
            .flat_map(|(heading, words)| [("heading", *heading), ("text", *words)]);
        let mut query = form_urlencoded::Serializer::new(String::new());
        Sent::of_query(Some(&query.extend_pairs(fields).finish()))
    }

    /// The parts as a browser sends them back.
    fn boxes(text: &str) -> Vec<(String, String)> {
        let all = shown(text).into_iter();
        all.map(|one| (one.heading, one.words.replace('\n', "\r\n")))
            .collect()
    }

    fn sent_back(text: &str, all: &[(String, String)]) -> String {
        let all: Vec<(&str, &str)> = all.iter().map(|(a, b)| (&**a, &**b)).collect();
        changed(text, &sent(&all))
    }

    #[test]
    fn what_is_sent_back_unchanged_is_the_same_to_the_letter() {
        for text in [
            TEXT,
            "",
            "Dear Ada,\nall is well.",
            "\n\n## One\n## Two\n\n\n##  Three  \n  indented\n",
            "## #1 reason\nA # of pills: ##3\n#Tag\n# Title\n##\n## \n",
            "###### Deep\n####### Deeper\n",
            "  Words\n\t\n## Café \u{2014} plan\n\u{a0}\u{a0}wide\n\n",
        ] {
            assert_eq!(sent_back(text, &boxes(text)), text, "{text:?}");
        }
    }

    #[test]
    fn nobody_sees_a_mark() {
        let shown = boxes(TEXT);
        let told: Vec<(&str, &str)> = shown.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(
            told,
            [
                ("", "Internal use."),
                ("Reason for visit", "- Cough"),
                ("Plan", "Rest.\r\nFluids."),
            ]
        );
    }

    #[test]
    fn what_is_changed_changes_and_nothing_else() {
        let own = |at: usize, heading: &str, words: &str| {
            let mut all = boxes(TEXT);
            all.resize(all.len().max(at + 1), Default::default());
            all[at] = (heading.to_owned(), words.to_owned());
            sent_back(TEXT, &all)
        };
        for (at, heading, words, from, to) in [
            (0, "", "For us.", "Internal use.", "For us."),
            (1, "Why", "- Cough", "## Reason for visit", "## Why"),
            (1, "## Why", "- Cough", "## Reason for visit", "## Why"),
            (1, "", "- Cough", "## Reason for visit\n", ""),
            (1, "", "", "## Reason for visit\n- Cough\n\n", ""),
            (1, "##", "- Cough", "## Reason for visit\n", ""),
            (2, "Plan", "", "### Plan \n\nRest.\nFluids.\n", "### Plan\n"),
            (2, "Plan", "Rest.", "Rest.\nFluids.", "Rest."),
            (3, "Next", "Call.", "Fluids.\n", "Fluids.\n## Next\nCall."),
            (3, "", "", "", ""),
        ] {
            let expected = TEXT.replacen(from, to, 1);
            assert_eq!(own(at, heading, words), expected, "{at} {heading} {words}");
        }
        let short = changed("## A\nb", &sent(&[("A", "b"), ("C", "d")]));
        assert_eq!(short, "## A\nb\n\n## C\nd");
        let whole = Sent::of_query(Some("text=All+new."));
        assert_eq!(changed(TEXT, &whole).trim(), "All new.");
    }

    #[test]
    fn a_box_has_room_for_its_words() {
        let rows = |words: &str| parts(words).iter().map(Part::rows).sum::<usize>();
        assert_eq!(rows("short"), FEWEST);
        assert_eq!(rows(&"word ".repeat(70)), 5);
        assert_eq!(rows(&"a\n".repeat(40)), MOST);
    }
}
