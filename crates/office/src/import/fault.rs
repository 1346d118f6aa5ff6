//! What is wrong with a file that is imported: where, what, and what to do.

use std::fmt;

use crate::error::OfficeError;

/// Something in the file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1, where it begins.
    pub line: Option<usize>,
    /// Which entry, such as `vendor mistral`; empty for the file as a whole.
    pub entry: String,
    /// What is wrong, and what to do. It holds no value of the file but words that name something.
    pub says: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.entry.is_empty() {
            write!(f, "{}: ", self.entry)?;
        }
        f.write_str(&self.says)
    }
}

impl std::error::Error for Fault {}

impl From<OfficeError> for Fault {
    fn from(error: OfficeError) -> Fault {
        Fault {
            line: None,
            entry: String::new(),
            says: error.to_string(),
        }
    }
}

/// A parser's message without the texts that it quotes: they may be anything that a person typed.
pub(super) fn without_quotes(message: &str) -> String {
    let parts = message.split('"').enumerate();
    let kept = parts.filter(|(number, _)| number % 2 == 0);
    let text: Vec<&str> = kept.map(|(_, part)| part).collect();
    text.join("…")
        .replace("invalid type: string …", "invalid type: text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_names_and_loses_its_values() {
        for (message, kept) in [
            (
                "unknown field `nmae`, expected `name`",
                "unknown field `nmae`, expected `name`",
            ),
            (
                "invalid type: string \"Harriet\", expected u8",
                "invalid type: text, expected u8",
            ),
            ("bad \"a\" and \"b\"", "bad … and …"),
        ] {
            assert_eq!(without_quotes(message), kept);
        }
    }
}
