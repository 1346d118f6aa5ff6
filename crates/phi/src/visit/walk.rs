//! The one walk over a document, for reading and for rewriting.
//!
//! The visitor is shown every text and may answer with another; the walk returns the changed document, or nothing
//! when nothing changed. Depth is bounded in both directions: levels of nesting, and documents within strings.

use super::VisitError;
use super::json::{self, Token};
use super::path::{Path, Place, Step};
use super::plan::Plan;
use crate::restore::escape_json;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

/// Is shown every text; `Some` replaces it.
pub(super) trait Visitor {
    fn text(&mut self, path: &Path, place: Place, text: &str)
    -> Result<Option<String>, VisitError>;
}

/// Deepest nesting of strings that hold documents.
const VIEWS: usize = 8;

pub(super) struct Walk<'w, V> {
    plan: &'w Plan,
    visitor: &'w mut V,
    path: Path,
    depth: usize,
    views: usize,
}

impl<'w, V: Visitor> Walk<'w, V> {
    pub(super) fn new(plan: &'w Plan, visitor: &'w mut V) -> Self {
        Self {
            plan,
            visitor,
            path: Path::default(),
            depth: 0,
            views: 0,
        }
    }

    pub(super) fn value(&mut self, value: &Value) -> Result<Option<Value>, VisitError> {
        match value {
            Value::Array(elements) => self.deeper(|walk| walk.array(elements)),
            Value::Bool(_) | Value::Null => Ok(None),
            Value::Number(number) => Ok(self
                .unless_exempt(Place::Number, &number.to_string())?
                .map(Value::String)),
            Value::Object(object) => self.deeper(|walk| walk.object(object)),
            Value::String(text) => Ok(self.unless_exempt(Place::Value, text)?.map(Value::String)),
        }
    }

    fn deeper<T>(
        &mut self,
        walk: impl FnOnce(&mut Self) -> Result<T, VisitError>,
    ) -> Result<T, VisitError> {
        self.depth += 1;
        if self.depth > json::DEPTH {
            return Err(VisitError::TooDeep);
        }
        let walked = walk(self);
        self.depth -= 1;
        walked
    }

    fn at<T>(
        &mut self,
        step: Step,
        walk: impl FnOnce(&mut Self) -> Result<T, VisitError>,
    ) -> Result<T, VisitError> {
        self.path.push(step);
        let walked = walk(self);
        self.path.pop();
        walked
    }

    fn array(&mut self, elements: &[Value]) -> Result<Option<Value>, VisitError> {
        let mut changed: Option<Vec<Value>> = None;
        for (index, element) in elements.iter().enumerate() {
            let new = self.at(Step::Index(index), |walk| walk.value(element))?;
            if new.is_some() && changed.is_none() {
                changed = Some(elements.iter().take(index).cloned().collect());
            }
            if let Some(changed) = &mut changed {
                changed.push(new.unwrap_or_else(|| element.clone()));
            }
        }
        Ok(changed.map(Value::Array))
    }

    fn object(&mut self, object: &Map<String, Value>) -> Result<Option<Value>, VisitError> {
        let mut changed: Option<Map<String, Value>> = None;
        for (index, (key, value)) in object.iter().enumerate() {
            let (new_key, new) = self.at(Step::Key(Arc::from(key.as_str())), |walk| {
                let new_key = walk.unless_exempt(Place::Key, key)?;
                Ok((new_key, walk.value(value)?))
            })?;
            if (new_key.is_some() || new.is_some()) && changed.is_none() {
                changed = Some(
                    object
                        .iter()
                        .take(index)
                        .map(|(key, value)| (key.clone(), value.clone()))
                        .collect(),
                );
            }
            if let Some(changed) = &mut changed {
                insert(
                    changed,
                    new_key.unwrap_or_else(|| key.clone()),
                    new.unwrap_or_else(|| value.clone()),
                )?;
            }
        }
        Ok(changed.map(Value::Object))
    }

    fn unless_exempt(&mut self, place: Place, text: &str) -> Result<Option<String>, VisitError> {
        if self.plan.exempts(&self.path, place) {
            return Ok(None);
        }
        self.text(place, text)
    }

    /// A text, or what it holds.
    fn text(&mut self, place: Place, text: &str) -> Result<Option<String>, VisitError> {
        if place == Place::Value
            && let Some(tokens) = json::tokens(text)?
        {
            return self.view(Step::Json, |walk| walk.document(text, &tokens));
        }
        self.visitor.text(&self.path, place, text)
    }

    fn view<T>(
        &mut self,
        step: Step,
        walk: impl FnOnce(&mut Self) -> Result<T, VisitError>,
    ) -> Result<T, VisitError> {
        self.views += 1;
        if self.views > VIEWS {
            return Err(VisitError::TooDeep);
        }
        let walked = self.at(step, walk);
        self.views -= 1;
        walked
    }

    /// A document inside a string: changed tokens are written over, all other bytes stay.
    fn document(&mut self, text: &str, tokens: &[Token]) -> Result<Option<String>, VisitError> {
        let mut inside = Inside {
            text,
            out: String::new(),
            at: 0,
            levels: vec![Level::list()],
            changed: false,
        };
        let depth = self.path.steps().len();
        for token in tokens {
            self.token(token, &mut inside)?;
        }
        debug_assert_eq!(depth, self.path.steps().len());
        Ok(inside.finish())
    }

    fn token(&mut self, token: &Token, inside: &mut Inside<'_>) -> Result<(), VisitError> {
        match token {
            Token::Array => self.open(inside, Level::list()),
            Token::Close => self.close(inside),
            Token::Key(range) => return self.key(range, inside),
            Token::Literal => {
                self.enter(inside);
                self.path.pop();
            }
            Token::Number(range) => {
                self.enter(inside);
                let new = self
                    .visitor
                    .text(&self.path, Place::Number, inside.raw(range))?;
                self.path.pop();
                inside.replace(range, new);
            }
            Token::Object => self.open(inside, Level::object()),
            Token::Text(range) => {
                self.enter(inside);
                let new = self.text(Place::Value, &json::unquoted(inside.raw(range)))?;
                self.path.pop();
                inside.replace(range, new);
            }
        }
        Ok(())
    }

    fn open(&mut self, inside: &mut Inside<'_>, level: Level) {
        self.enter(inside);
        inside.levels.push(level);
    }

    fn close(&mut self, inside: &mut Inside<'_>) {
        inside.levels.pop();
        self.path.pop();
    }

    fn key(&mut self, range: &Range<usize>, inside: &mut Inside<'_>) -> Result<(), VisitError> {
        let key = json::unquoted(inside.raw(range));
        self.path.push(Step::Key(Arc::from(key.as_str())));
        let new = self.text(Place::Key, &key)?;
        if let Some(level) = inside.levels.last_mut() {
            level.note(key.clone(), new.clone().unwrap_or(key))?;
        }
        inside.replace(range, new);
        Ok(())
    }

    /// Steps to the value that begins here: into a list; in an object the key has made the step.
    fn enter(&mut self, inside: &mut Inside<'_>) {
        if let Some(Level::List { next }) = inside.levels.last_mut() {
            self.path.push(Step::Index(*next));
            *next += 1;
        }
    }
}

fn insert(object: &mut Map<String, Value>, key: String, value: Value) -> Result<(), VisitError> {
    object
        .insert(key, value)
        .map_or(Ok(()), |_| Err(VisitError::Collision))
}

/// A document inside a string while it is rewritten.
struct Inside<'t> {
    text: &'t str,
    out: String,
    at: usize,
    levels: Vec<Level>,
    changed: bool,
}

/// One array or object that is open.
enum Level {
    List {
        next: usize,
    },
    /// Each new key with the one it was.
    Object(HashMap<String, String>),
}

impl Level {
    fn list() -> Self {
        Self::List { next: 0 }
    }

    fn object() -> Self {
        Self::Object(HashMap::new())
    }

    /// Notes a key. Two that differed must not become one; a document that repeats a key may go on doing so.
    fn note(&mut self, old: String, new: String) -> Result<(), VisitError> {
        let Self::Object(keys) = self else {
            return Ok(());
        };
        match keys.entry(new) {
            Entry::Occupied(held) if *held.get() != old => Err(VisitError::Collision),
            Entry::Occupied(_) => Ok(()),
            Entry::Vacant(free) => {
                free.insert(old);
                Ok(())
            }
        }
    }
}

impl<'t> Inside<'t> {
    fn raw(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn replace(&mut self, range: &Range<usize>, new: Option<String>) {
        let Some(new) = new else { return };
        self.out
            .push_str(self.text.get(self.at..range.start).unwrap_or_default());
        self.out.push('"');
        escape_json(&new, &mut self.out);
        self.out.push('"');
        self.at = range.end;
        self.changed = true;
    }

    fn finish(mut self) -> Option<String> {
        self.out
            .push_str(self.text.get(self.at..).unwrap_or_default());
        self.changed.then_some(self.out)
    }
}
