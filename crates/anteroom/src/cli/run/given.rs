//! `--field NAME=VALUE`: a value as it is, or from a file.

use std::path::{Path, PathBuf};

use crate::cli::input;
use crate::exit::Failure;

/// A field of a form, as it was given.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) name: String,
    from: From,
}

#[derive(Debug, Clone)]
enum From {
    Argument(String),
    File(PathBuf),
}

impl Given {
    /// Reads `NAME=VALUE` or `NAME=@FILE`.
    pub(super) fn read(text: &str) -> Result<Given, String> {
        let (name, value) = text
            .split_once('=')
            .ok_or("write it as NAME=VALUE or NAME=@FILE")?;
        let from = match value.strip_prefix('@') {
            Some(file) => From::File(PathBuf::from(file)),
            None => From::Argument(value.to_owned()),
        };
        Ok(Given {
            name: name.to_owned(),
            from,
        })
    }

    /// The value, read from its file where it has one.
    pub(super) fn value(&self) -> Result<String, Failure> {
        match &self.from {
            From::Argument(value) => Ok(value.clone()),
            From::File(path) => input::text(Some(Path::new(path))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_a_value_or_a_file() {
        let value = Given::read("topic=a=b").unwrap();
        assert_eq!(
            (value.name.as_str(), value.value().unwrap().as_str()),
            ("topic", "a=b")
        );
        let file = Given::read("note=@/nowhere/note.txt").unwrap();
        assert!(matches!(&file.from, From::File(path) if path.ends_with("note.txt")));
        assert!(file.value().is_err());
        assert!(Given::read("topic").is_err());
    }
}
