//! JSON and JSON Lines: every string, every key and every number, also those of JSON inside strings.
//!
//! The tokens are those of `anteroom_phi::visit`, by which the gateway reads requests, so that a file and a request are
//! read alike. A number that changes becomes a string. In FHIR, the code beside the `system` that it is published in is no
//! text (FHIR R4, 2.24.0.4 Coding), nor is the address of a published profile or extension.

use std::ops::Range;
use std::sync::Arc;

use anteroom_phi::Join;
use anteroom_phi::visit::json::{Token, escaped, tokens};

use super::codes;
use super::place::{Place, Writing};
use super::reading::Reading;

/// How a text is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoting {
    /// In how many strings it stands, one in the other.
    depth: usize,
    /// Whether it stands without quotes of its own, as a number does.
    pub(super) bare: bool,
}

impl Quoting {
    pub(super) fn write(self, text: &str) -> String {
        let inner = escape(text);
        let quoted = if self.bare {
            format!("\"{inner}\"")
        } else {
            inner
        };
        let around = self.depth - usize::from(self.depth > 0);
        (0..around).fold(quoted, |text, _| escape(&text))
    }
}

/// What stands between the quotes of a JSON string.
fn escape(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let inner = quoted.get(1..quoted.len() - 1);
    inner.unwrap_or_default().to_owned()
}

/// The texts of a JSON document, and which of them are keys of which object.
pub(super) struct Texts {
    pub(super) places: Vec<Place>,
    /// Places of keys by the object in which they stand, counted from 0 in the order in which they open.
    pub(super) keys: Vec<(usize, usize)>,
    /// How many documents follow one another.
    pub(super) documents: usize,
}

/// Deepest nesting of strings that hold documents.
const STRINGS: usize = 8;

/// The texts of `source` from `start` on, if it is JSON.
pub(super) fn read(source: &str, start: usize) -> Option<Texts> {
    let text = source.get(start..)?;
    let tokens = tokens(text).ok().flatten()?;
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut walk = Walk {
        texts: Texts {
            places: Vec::new(),
            keys: Vec::new(),
            documents: 0,
        },
        objects: 0,
    };
    walk.document(
        &Layer {
            text,
            start,
            outer: None,
            depth: 0,
        },
        &tokens,
        None,
    );
    Some(walk.texts)
}

/// A document as text: the source, or the text of a string in it.
struct Layer<'t> {
    text: &'t str,
    start: usize,
    /// How the text is written, where it is that of a string.
    outer: Option<&'t Reading>,
    depth: usize,
}

impl Layer<'_> {
    /// Where in the source an offset of the text is written.
    fn written(&self, at: usize) -> usize {
        self.outer
            .map_or(self.start + at, |outer| outer.written(&(at..at)).start)
    }

    fn raw(&self, token: &Range<usize>) -> &str {
        self.text.get(token.clone()).unwrap_or_default()
    }

    /// The text of a token in quotes.
    fn unquoted(&self, token: &Range<usize>) -> Reading {
        let inner = token.start + 1..token.end.saturating_sub(1);
        let mut reading = Reading::new(self.written(inner.start));
        let mut at = inner.start;
        while at < inner.end {
            let rest = self.raw(&(at..inner.end));
            let (c, len) = match rest.chars().next() {
                Some('\\') => escaped(rest),
                Some(c) => (c, c.len_utf8()),
                None => break,
            };
            at += len;
            reading.push(self.written(at), c.encode_utf8(&mut [0; 4]));
        }
        reading
    }
}

/// One array or object that is open.
enum Level {
    List {
        label: Option<Arc<str>>,
        joins: bool,
    },
    Object(Object),
}

struct Object {
    number: usize,
    key: Option<Arc<str>>,
    /// Where the value of `code` stands.
    code: Option<usize>,
    /// Whether `system` names a published code system.
    is_coded: bool,
}

struct Walk {
    texts: Texts,
    objects: usize,
}

impl Walk {
    /// Notes the texts of a document that stands under a label.
    fn document(&mut self, layer: &Layer<'_>, tokens: &[Token], label: Option<&Arc<str>>) {
        let mut levels = vec![Level::List {
            label: label.cloned(),
            joins: false,
        }];
        for token in tokens {
            match token {
                Token::Array => {
                    self.enter(&levels);
                    let label = under(&levels).cloned();
                    levels.push(Level::List {
                        label,
                        joins: false,
                    });
                }
                Token::Object => {
                    self.enter(&levels);
                    levels.push(self.object());
                }
                Token::Close => {
                    if let Some(Level::Object(object)) = levels.pop() {
                        self.close(&object);
                    }
                    part(&mut levels);
                }
                Token::Key(range) => self.key(layer, range, &mut levels),
                Token::Literal => part(&mut levels),
                Token::Number(range) => self.number(layer, range, &mut levels),
                Token::Text(range) => self.string(layer, range, &mut levels),
            }
        }
    }

    /// Counts the documents of the source itself.
    fn enter(&mut self, levels: &[Level]) {
        self.texts.documents += usize::from(levels.len() == 1);
    }

    fn object(&mut self) -> Level {
        self.objects += 1;
        Level::Object(Object {
            number: self.objects - 1,
            key: None,
            code: None,
            is_coded: false,
        })
    }

    fn close(&mut self, object: &Object) {
        let code = object.code.filter(|_| object.is_coded);
        if let Some(place) = code.and_then(|code| self.texts.places.get_mut(code)) {
            place.is_code = true;
        }
    }

    fn key(&mut self, layer: &Layer<'_>, range: &Range<usize>, levels: &mut [Level]) {
        let reading = layer.unquoted(range);
        if let Some(Level::Object(object)) = levels.last_mut() {
            object.key = Some(Arc::from(reading.text()));
            self.texts
                .keys
                .push((object.number, self.texts.places.len()));
        }
        self.note(layer, range, reading, None, Join::Separate);
    }

    fn number(&mut self, layer: &Layer<'_>, range: &Range<usize>, levels: &mut [Level]) {
        let span = layer.written(range.start)..layer.written(range.end);
        let quoting = Quoting {
            depth: layer.depth + 1,
            bare: true,
        };
        self.texts.places.push(Place {
            label: under(levels).cloned(),
            ..Place::new(span, Writing::Json(quoting))
        });
        part(levels);
    }

    fn string(&mut self, layer: &Layer<'_>, range: &Range<usize>, levels: &mut [Level]) {
        let reading = layer.unquoted(range);
        let label = under(levels).cloned();
        if self.inside(layer, &reading, label.as_ref()) {
            return part(levels);
        }
        let follows = match levels.last_mut() {
            Some(Level::List { joins, .. }) => std::mem::replace(joins, true),
            _ => false,
        };
        let join = if follows {
            Join::Adjacent
        } else {
            Join::Separate
        };
        if let Some(Level::Object(object)) = levels.last_mut() {
            object.meet(reading.text(), self.texts.places.len());
        }
        self.note(layer, range, reading, label, join);
    }

    /// Whether a string holds a document; then its texts are noted.
    fn inside(&mut self, layer: &Layer<'_>, reading: &Reading, label: Option<&Arc<str>>) -> bool {
        if layer.depth == STRINGS {
            return false;
        }
        let Ok(Some(tokens)) = tokens(reading.text()) else {
            return false;
        };
        let inner = Layer {
            text: reading.text(),
            start: 0,
            outer: Some(reading),
            depth: layer.depth + 1,
        };
        let documents = self.texts.documents;
        self.document(&inner, &tokens, label);
        self.texts.documents = documents;
        true
    }

    fn note(
        &mut self,
        layer: &Layer<'_>,
        token: &Range<usize>,
        reading: Reading,
        label: Option<Arc<str>>,
        join: Join,
    ) {
        let span = layer.written(token.start + 1)..layer.written(token.end.saturating_sub(1));
        let quoting = Quoting {
            depth: layer.depth + 1,
            bare: false,
        };
        let is_code = codes::is_address(reading.text());
        // Every escape is longer than what it means, so that equal lengths are equal texts.
        let differs = reading.text().len() != span.len();
        self.texts.places.push(Place {
            label,
            join,
            is_code,
            reading: differs.then_some(reading),
            ..Place::new(span, Writing::Json(quoting))
        });
    }
}

impl Object {
    /// Takes note of a string of this object, for telling codes.
    fn meet(&mut self, text: &str, place: usize) {
        match self.key.as_deref() {
            Some("system") => self.is_coded = codes::is_published(text),
            Some("code") if codes::is_code(text) => self.code = Some(place),
            _ => {}
        }
    }
}

/// The nearest key above the value that stands here.
fn under(levels: &[Level]) -> Option<&Arc<str>> {
    match levels.last()? {
        Level::List { label, .. } => label.as_ref(),
        Level::Object(object) => object.key.as_ref(),
    }
}

/// Ends a run of strings that follow one another in a list.
fn part(levels: &mut [Level]) {
    if let Some(Level::List { joins, .. }) = levels.last_mut() {
        *joins = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Option<Vec<String>> {
        let texts = read(source, 0)?;
        let show = |place: &Place| match &place.label {
            Some(label) => format!("{label}={}", place.text(source)),
            None => place.text(source).to_owned(),
        };
        Some(texts.places.iter().map(show).collect())
    }

    #[test]
    fn every_text_has_its_nearest_key() {
        for (source, expected) in [
            (
                r#"{"a":1,"b":["x",{"c":"y\u00e9"}]}"#,
                &["a", "a=1", "b", "b=x", "c", "c=yé"][..],
            ),
            ("{\"a\":1}\n{\"a\":2}\n", &["a", "a=1", "a", "a=2"]),
            (r#"{"a":"{\"b\":\"c\\n\"}"}"#, &["a", "b", "b=c\n"]),
            (r#"[[1]]"#, &["1"]),
        ] {
            assert_eq!(texts(source).unwrap(), expected, "{source}");
        }
        for source in [
            "",
            "\"Tam\\u0073in\"",
            "12",
            "{'a':1}",
            "[1] see above",
            "{",
        ] {
            assert_eq!(texts(source), None, "{source}");
        }
    }

    #[test]
    fn neighbors_of_a_list_join() {
        let joins = |source: &str| -> Vec<Join> {
            let places = read(source, 0).unwrap().places;
            places.iter().map(|place| place.join).collect()
        };
        assert_eq!(
            joins(r#"["551-59","-2870"]"#),
            [Join::Separate, Join::Adjacent]
        );
        assert_eq!(joins(r#"["551-59",null,"-2870"]"#), [Join::Separate; 2]);
        assert_eq!(joins(r#"{"a":"b","c":"d"}"#), [Join::Separate; 4]);
    }

    #[test]
    fn codes_of_published_systems_are_known() {
        let coded = |source: &str| {
            let mut places = read(source, 0).unwrap().places.into_iter();
            places.any(|place| place.is_code && place.label.as_deref() == Some("code"))
        };
        assert!(coded(
            r#"{"system":"http://loinc.org","code":"8302-2","display":"x"}"#
        ));
        assert!(coded(r#"{"code":"8302-2","system":"http://loinc.org"}"#));
        for source in [
            r#"{"system":"http://clinic.example/mrn","code":"8302-2"}"#,
            r#"{"code":"8302-2"}"#,
            r#"{"system":"http://loinc.org","code":"Harriet Lindgren"}"#,
            r#"[{"system":"http://loinc.org"},{"code":"8302-2"}]"#,
        ] {
            assert!(!coded(source), "{source}");
        }
    }

    #[test]
    fn texts_are_quoted_as_deep_as_they_stand() {
        for (depth, bare, written) in [
            (1, false, r#"a\""#),
            (1, true, r#""a\"""#),
            (2, false, r#"a\\\""#),
            (2, true, r#"\"a\\\"\""#),
        ] {
            assert_eq!(Quoting { depth, bare }.write("a\""), written);
        }
    }

    #[test]
    fn too_deep_is_not_read() {
        assert!(texts(&"[".repeat(100_000)).is_none());
    }
}
