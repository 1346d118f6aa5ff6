//! Where in XML text stands, and which escapes it is written and read with there.

use std::borrow::Cow;

use crate::format::reading::Reading;

/// Where text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Spot {
    /// Between tags.
    Text,
    /// In an attribute, behind this quote.
    Attribute(char),
    /// In a section that knows no escapes.
    Cdata,
    Comment,
    Instruction,
}

impl Spot {
    /// Whether a text must be written as a whole, because its signs count together.
    pub(in crate::format) fn is_whole(self, text: &str) -> bool {
        match self {
            Self::Text => text.contains("]]>"),
            Self::Attribute(_) => false,
            Self::Cdata | Self::Comment | Self::Instruction => true,
        }
    }

    /// The text with the escapes that it needs here. A blank keeps from ending early what knows no escapes.
    pub(in crate::format) fn write(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Text => Cow::Owned(escape(text).replace('>', "&gt;")),
            Self::Attribute('"') => Cow::Owned(escape(text).replace('"', "&quot;")),
            Self::Attribute(_) => Cow::Owned(escape(text).replace('\'', "&apos;")),
            Self::Cdata => Cow::Owned(text.replace("]]>", "]] >")),
            Self::Comment => Cow::Owned(comment(text)),
            Self::Instruction => Cow::Owned(text.replace("?>", "? >")),
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// In a comment no two hyphens follow one another, and none stands at the end.
fn comment(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if c == '-' && out.ends_with('-') {
            out.push(' ');
        }
        out.push(c);
    }
    if out.ends_with('-') {
        out.push(' ');
    }
    out
}

/// The text with its escapes undone; nothing when one of them is not known.
pub(super) fn reading(written: &str, start: usize) -> Option<Reading> {
    let mut reading = Reading::new(start);
    let mut rest = written;
    while let Some((plain, after)) = rest.split_once('&') {
        reading.push(start + written.len() - after.len() - 1, plain);
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';')?;
        let meaning = meaning(after.get(..end)?)?;
        rest = after.get(end + 1..)?;
        reading.push(
            start + written.len() - rest.len(),
            meaning.encode_utf8(&mut [0; 4]),
        );
    }
    reading.push(start + written.len(), rest);
    Some(reading)
}

/// Longest escape, in bytes.
const LONGEST: usize = 12;

fn meaning(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| {
                !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}')
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_stays_where_it_is() {
        for (spot, text, written) in [
            (Spot::Text, "a<b>&\"'", "a&lt;b&gt;&amp;\"'"),
            (Spot::Attribute('"'), "<\"'", "&lt;&quot;'"),
            (Spot::Attribute('\''), "\"'", "\"&apos;"),
            (Spot::Cdata, "]]>", "]] >"),
            (Spot::Comment, "1-2--", "1-2- - "),
            (Spot::Instruction, "?>", "? >"),
        ] {
            assert_eq!(spot.write(text), written);
        }
    }
}
