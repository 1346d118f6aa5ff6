//! The practice's size.

use serde::{Deserialize, Serialize};

/// How many people work at the practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Size {
    /// One to five.
    #[serde(rename = "1-5")]
    Small,
    /// Six to twenty.
    #[serde(rename = "6-20")]
    Middle,
    /// More.
    #[serde(rename = "21+")]
    Large,
}

impl Size {
    /// Every size, the smallest first.
    pub const ALL: [Size; 3] = [Size::Small, Size::Middle, Size::Large];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Size::Small => "1-5",
            Size::Middle => "6-20",
            Size::Large => "21+",
        }
    }

    /// The size that is written so.
    #[must_use]
    pub fn named(code: &str) -> Option<Size> {
        Size::ALL.into_iter().find(|size| size.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_as_it_is_written() {
        for size in Size::ALL {
            assert_eq!(Size::named(size.code()), Some(size));
            let written = serde_json::to_string(&size).unwrap();
            assert_eq!(written, format!("\"{}\"", size.code()));
        }
        assert_eq!(Size::named("7"), None);
    }
}
