//! Lays what an entry says over what is on file.

use anteroom_audit::{Hash, Word};
use serde_json::{Map, Value};

use super::ReadFile;
use crate::desk::Desk;
use crate::document::Document;

/// The key that names a file; the record has its document in the place of it.
const FILE: &str = "file";

/// What merging needs from outside.
pub(super) struct Merge<'m> {
    pub desk: &'m Desk,
    pub read: &'m ReadFile<'m>,
}

impl Merge<'_> {
    /// Lays a table over a value, key by key. The error says which key, and why.
    pub(super) fn lay(&self, over: &toml::Table, base: &mut Value) -> Result<(), String> {
        if !base.is_object() {
            *base = Value::Object(Map::new());
        }
        let Value::Object(fields) = base else {
            return Ok(());
        };
        for (key, value) in over {
            match (key.as_str(), value) {
                (FILE, toml::Value::String(path)) => {
                    let before = fields.get("document").cloned().unwrap_or_default();
                    let before: Option<Document> = serde_json::from_value(before).unwrap_or(None);
                    let document = self.document(path, before.iter())?;
                    let document =
                        serde_json::to_value(document).map_err(|error| error.to_string())?;
                    fields.insert("document".to_owned(), document);
                }
                (key, toml::Value::Table(table)) => {
                    let field = fields.entry(key).or_insert(Value::Null);
                    self.lay(table, field)?;
                }
                (key, value) => _ = fields.insert(key.to_owned(), plain(value)),
            }
        }
        Ok(())
    }

    /// The document of a file: one that is on file already, when its content is the same.
    pub(super) fn document<'d>(
        &self,
        path: &str,
        mut before: impl Iterator<Item = &'d Document>,
    ) -> Result<Document, String> {
        let content = (self.read)(path).map_err(|why| format!("the file {path}: {why}"))?;
        let sha256 = Hash::of(&content);
        if let Some(same) = before.find(|document| document.sha256 == sha256) {
            return Ok(same.clone());
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let document = self.desk.attach(&Word::lossy(name), content);
        document.map_err(|error| format!("the file {path}: {error}"))
    }
}

/// A TOML value as JSON; dates become text.
fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(truth) => Value::from(*truth),
        toml::Value::Datetime(time) => Value::from(time.to_string()),
        toml::Value::Array(all) => all.iter().map(plain).collect(),
        toml::Value::Table(table) => {
            let fields = table.iter().map(|(key, value)| (key.clone(), plain(value)));
            Value::Object(fields.collect())
        }
    }
}
