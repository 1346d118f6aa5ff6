//! `scrub --explain` and `scrub --why-not`: why something was found, or was not, without a word of the text.

use std::str::FromStr;

use anteroom_phi::{
    Answer, Check, Confidence, Dropped, Engine, Explanation, Kind, Missed, Need, Outweighed, Place,
    Segment, Sight, Span, Voice,
};
use serde_json::{Value, json};

use super::check::Places;
use super::sure;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

/// A place that was typed: a word, or all from one character through another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    from: (usize, usize),
    through: Option<(usize, usize)>,
}

impl FromStr for Asked {
    type Err = &'static str;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        const HOW: &str = "write LINE:COL or LINE:COL-LINE:COL, counted from 1";
        let (from, through) = match typed.split_once('-') {
            Some((from, through)) => (from, Some(through)),
            None => (typed, None),
        };
        Ok(Self {
            from: point(from).ok_or(HOW)?,
            through: through.map(|typed| point(typed).ok_or(HOW)).transpose()?,
        })
    }
}

fn point(typed: &str) -> Option<(usize, usize)> {
    let (line, column) = typed.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (line, column) = self.from;
        write!(f, "{line}:{column}")?;
        self.through
            .map_or(Ok(()), |(line, column)| write!(f, "-{line}:{column}"))
    }
}

impl Asked {
    /// The bytes of a text that are meant.
    fn span(self, text: &str) -> Result<Span, Failure> {
        let at = |point| {
            byte(text, point)
                .ok_or_else(|| Failure::usage(format_args!("the text has no place {self}")))
        };
        let start = at(self.from)?;
        let span = match self.through {
            Some(last) => {
                let last = at(last)?;
                let rest = text.get(last..).unwrap_or_default();
                Span::new(start, last + rest.chars().next().map_or(0, char::len_utf8))
            }
            None => word(text, start),
        };
        let told = |span: &Span| {
            let part = span.of(text).unwrap_or_default();
            part.chars().any(char::is_alphanumeric)
        };
        let nothing = || Failure::usage(format_args!("there is no word at {self}"));
        span.filter(told).ok_or_else(nothing)
    }
}

/// The byte of a character by its line and column, both from 1.
fn byte(text: &str, point: (usize, usize)) -> Option<usize> {
    let mut places = Places::new(text);
    let mut bytes = text.char_indices().map(|(at, _)| at);
    bytes.find(|at| places.at(*at) == point)
}

/// The word around a byte, without the marks at its ends; nothing between words.
fn word(text: &str, at: usize) -> Option<Span> {
    let (head, tail) = text.split_at_checked(at)?;
    if tail.starts_with(char::is_whitespace) {
        return None;
    }
    let start = head.len() - head.rsplit(char::is_whitespace).next()?.len();
    let end = at + tail.split(char::is_whitespace).next()?.len();
    let whole = text.get(start..end)?;
    let mark = |c: char| !c.is_alphanumeric();
    let left = whole.len() - whole.trim_start_matches(mark).len();
    Span::new(start + left, start + whole.trim_end_matches(mark).len())
}

/// What is to be explained.
pub(super) struct Question<'a> {
    /// The name of the file, as it is printed.
    pub(super) file: String,
    pub(super) text: &'a str,
    /// Whether every find is to be explained.
    pub(super) finds: bool,
    /// The places that were asked about.
    pub(super) asked: &'a [Asked],
    pub(super) json: bool,
}

/// A find with its line and column.
type Placed = ((usize, usize), Explanation);

impl Question<'_> {
    /// Explains and prints.
    pub(super) fn run(&self, engine: &Engine) -> Outcome {
        let place = |asked: &Asked| {
            let span = asked.span(self.text)?;
            Ok(Place { segment: 0, span })
        };
        let asked: Result<Vec<Place>, Failure> = self.asked.iter().map(place).collect();
        let explained = engine.explain(&[Segment::alone(self.text)], &asked?)?;
        let mut points = Places::new(self.text);
        let finds = explained.finds.into_iter();
        let finds: Vec<Placed> = finds
            .map(|one| (points.at(one.find.span.start), one))
            .collect();
        match self.json {
            true => terminal::json(&self.object(&finds, &explained.places))?,
            false => self.tell(&finds, &explained.places)?,
        }
        Ok(Exit::Done)
    }

    fn tell(&self, finds: &[Placed], answers: &[Answer]) -> Result<(), Failure> {
        let mut all = finds.iter().filter(|_| self.finds);
        all.try_for_each(|one| self.tell_find(one))?;
        for answer in answers {
            found(answer, finds).try_for_each(|one| self.tell_find(one))?;
            for missed in &answer.missed {
                let (line, column) = self.point(missed.span);
                terminal::line(format_args!("{}:{line}:{column} not found", self.file))?;
                sentences(reasons_not(missed))?;
            }
        }
        Ok(())
    }

    fn tell_find(&self, ((line, column), one): &Placed) -> Result<(), Failure> {
        let (file, kind) = (&self.file, one.find.kind.plain().0);
        let sure = sure(one.find.confidence);
        terminal::line(format_args!("{file}:{line}:{column} {kind} ({sure})"))?;
        sentences(reasons(one))
    }

    fn point(&self, span: Span) -> (usize, usize) {
        Places::new(self.text).at(span.start)
    }

    fn object(&self, finds: &[Placed], answers: &[Answer]) -> Value {
        let mut out = json!({ "file": self.file });
        if let Some(fields) = out.as_object_mut() {
            if self.finds {
                fields.insert("finds".to_owned(), finds.iter().map(find).collect());
            }
            if !self.asked.is_empty() {
                let all = self.asked.iter().zip(answers);
                let places = all.map(|(asked, answer)| self.answer(*asked, answer, finds));
                fields.insert("places".to_owned(), places.collect());
            }
        }
        out
    }

    fn answer(&self, asked: Asked, answer: &Answer, finds: &[Placed]) -> Value {
        let missed = answer.missed.iter().map(|one| self.missed(one));
        json!({
            "asked": asked.to_string(),
            "found": found(answer, finds).map(find).collect::<Vec<_>>(),
            "missed": missed.collect::<Vec<_>>(),
        })
    }

    fn missed(&self, one: &Missed) -> Value {
        let (line, column) = self.point(one.span);
        let sight = |one: &Sight| code(one.code(), one.says());
        let dropped = |one: &Dropped| code(one.code(), one.says());
        let need = |one: &Need| code(one.code(), one.says());
        json!({
            "line": line,
            "column": column,
            "seen_by": one.seen_by.iter().map(sight).collect::<Vec<_>>(),
            "proposed": one.proposed.iter().map(spoke).collect::<Vec<_>>(),
            "dropped_by": one.dropped_by.iter().map(dropped).collect::<Vec<_>>(),
            "needed": one.needed.iter().map(need).collect::<Vec<_>>(),
        })
    }
}

/// The finds in a place that was asked about.
fn found<'f>(answer: &Answer, finds: &'f [Placed]) -> impl Iterator<Item = &'f Placed> {
    answer.found.iter().filter_map(|at| finds.get(*at))
}

fn find(((line, column), one): &Placed) -> Value {
    let check = |one: &Check| code(one.code(), one.says());
    json!({
        "line": line,
        "column": column,
        "kind": one.find.kind.code(),
        "confidence": sure(one.find.confidence),
        "spoke": one.spoke.iter().map(spoke).collect::<Vec<_>>(),
        "checks": one.checks.iter().map(check).collect::<Vec<_>>(),
        "outweighed": one.outweighed.iter().map(outweighed).collect::<Vec<_>>(),
        "why_confidence": code(one.why_confidence.code(), one.why_confidence.says()),
    })
}

fn code(code: &str, says: &str) -> Value {
    json!({ "code": code, "says": says })
}

fn spoke(voice: &Voice) -> Value {
    json!({
        "layer": voice.layer.code(),
        "recognizer": voice.recognizer,
        "kind": voice.kind.code(),
        "confidence": sure(voice.confidence),
        "says": voice.layer.says(),
    })
}

fn outweighed(one: &Outweighed) -> Value {
    json!({ "proposed": spoke(&one.voice), "by": code(one.by.code(), one.by.says()) })
}

fn sentences(all: impl Iterator<Item = String>) -> Result<(), Failure> {
    for sentence in all {
        terminal::line(format_args!("    {sentence}"))?;
    }
    Ok(())
}

/// The reasons of a find, a sentence each.
fn reasons(one: &Explanation) -> impl Iterator<Item = String> {
    let spoke = one.spoke.iter().map(|voice| {
        let (says, rule) = (voice.layer.says(), voice.recognizer);
        format!("{says} [{rule}]")
    });
    let passed = |check: &Check| format!("Passed: {}", check.says());
    let aside = |one: &Outweighed| {
        let proposed = proposed(one.voice.kind, one.voice.confidence, one.voice.recognizer);
        format!("Set aside: {proposed}. {}", one.by.says())
    };
    let why = format!(
        "{}: {}",
        capital(sure(one.find.confidence)),
        one.why_confidence.says()
    );
    spoke
        .chain(one.checks.iter().map(passed))
        .chain(one.outweighed.iter().map(aside))
        .chain([why])
}

/// Why words were not found, a sentence each.
fn reasons_not(one: &Missed) -> impl Iterator<Item = String> {
    let dropped = one.dropped_by.iter().map(|why| why.says().to_owned());
    let seen = one
        .seen_by
        .iter()
        .map(|sight| format!("Seen: {}", sight.says()));
    let once = one.proposed.iter().map(|voice| {
        let proposed = proposed(voice.kind, voice.confidence, voice.recognizer);
        format!("Proposed: {proposed}.")
    });
    let needed: Vec<&str> = one.needed.iter().map(|need| need.says()).collect();
    let needed = match needed[..] {
        [] => "No label, title or state beside it would make it a find.".to_owned(),
        [one] => format!("It would be found with {one}."),
        [ref all @ .., last] => format!("It would be found with {} or {last}.", all.join(", ")),
    };
    dropped.chain(seen).chain(once).chain([needed])
}

fn proposed(kind: Kind, confidence: Confidence, rule: &str) -> String {
    format!("{} ({}) [{rule}]", kind.plain().0, sure(confidence))
}

/// A word as it opens a sentence.
fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part<'t>(text: &'t str, typed: &str) -> Result<&'t str, String> {
        let asked: Asked = typed.parse().map_err(str::to_owned)?;
        let span = asked.span(text).map_err(|failure| failure.to_string())?;
        Ok(span.of(text).unwrap())
    }

    #[test]
    fn places_are_words_or_stretches() {
        let text = "Zo\u{eb} saw\n(Dr. Grant), 1 mg\u{e9}";
        assert_eq!(part(text, "1:2").unwrap(), "Zo\u{eb}");
        assert_eq!(part(text, "2:8").unwrap(), "Grant");
        assert_eq!(part(text, "2:2-2:10").unwrap(), "Dr. Grant");
        assert_eq!(part(text, "2:17-2:17").unwrap(), "g");
        assert_eq!(part(text, "1:1-2:3").unwrap(), "Zo\u{eb} saw\n(Dr");
    }

    #[test]
    fn what_is_no_place_is_refused_without_its_words() {
        for typed in [
            "9:1", "1:99", "0:1", "1:4", "1:5-1:1", "x", "1", "1:2-", "1:2:3",
        ] {
            let refused = part("Zo\u{eb} saw it", typed).unwrap_err();
            assert!(!refused.contains("saw"), "{typed}: {refused}");
        }
    }
}
