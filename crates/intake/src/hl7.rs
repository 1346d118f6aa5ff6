//! HL7 v2 messages: segments of fields behind a separator, the first one `MSH`.
//!
//! Format: HL7 v2.x chapter 2. A header alone, as in a question about it, and an acknowledgement name no patient. Lines
//! may have been joined on the way, so a segment begins wherever its name does not go on to the left.

use crate::Export;
use crate::scan::{begins_word, contains, from, places, window};

/// Fewest separators of a segment that says who somebody is.
const FIELDS: usize = 4;
/// How far into a segment they are looked for.
const REACH: usize = 200;

/// Recognizes one message or several.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    if !contains(text, "PID") {
        return None;
    }
    let headers = places(text, "MSH")
        .filter_map(|at| separator(text, at))
        .take(2)
        .count();
    let batch = ["FHS", "BHS"]
        .iter()
        .any(|name| places(text, name).any(|at| separator(text, at).is_some()));
    let patients = places(text, "PID")
        .filter(|at| is_patient(text, *at))
        .take(2)
        .count();
    match (headers, patients) {
        (_, 0) => None,
        _ if patients > 1 || headers > 1 || batch => Some(Export::Hl7Batch),
        (0, _) => None,
        _ => Some(Export::Hl7Message),
    }
}

/// The field separator of a header segment, if one stands here: `MSH|^~\&|`.
fn separator(text: &str, at: usize) -> Option<char> {
    let mut rest = from(text, at + "MSH".len()).chars();
    let separator = rest.next().filter(|c| is_sign(*c))?;
    let signs = rest
        .take(8)
        .take_while(|c| *c != separator && is_sign(*c))
        .count();
    let closed = from(text, at + "MSH".len()).chars().nth(signs + 1) == Some(separator);
    (closed && (2..=6).contains(&signs) && begins_word(text, at)).then_some(separator)
}

fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation()
}

fn is_patient(text: &str, at: usize) -> bool {
    let fields = window(text, at + "PID".len(), REACH);
    let Some(separator) = fields
        .chars()
        .next()
        .filter(|c| is_sign(*c) && !matches!(c, '.' | '-' | '_' | ':'))
    else {
        return false;
    };
    let line = fields.lines().next().unwrap_or_default();
    let filled = line.chars().any(char::is_alphanumeric);
    filled && line.matches(separator).count() > FIELDS && begins_word(text, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MSH: &str = r"MSH|^~\&|LAB|ELM|EHR|ELM|20240204||ORU^R01|1|P|2.5";
    const PID: &str = "PID|1||4829137^^^ELM^MR||OKONJO^TAMSIN||19710204|F";

    #[test]
    fn messages() {
        let one = format!("{MSH}\rPID|1||4829137||OKONJO^TAMSIN\rOBX|1|NM|2345-7||105");
        let two = format!("{MSH}\n{PID}\n{MSH}\n{PID}");
        for (text, export) in [
            (one.clone(), Export::Hl7Message),
            (
                format!("what does this say? {}", one.replace('\r', " ")),
                Export::Hl7Message,
            ),
            (
                format!("MSH#^~\\&#LAB#ELM\n{}", PID.replace('|', "#")),
                Export::Hl7Message,
            ),
            (two.clone(), Export::Hl7Batch),
            (
                format!("FHS|^~\\&|ELM\nBHS|^~\\&|ELM\n{one}"),
                Export::Hl7Batch,
            ),
            (format!("{PID}\n{PID}"), Export::Hl7Batch),
        ] {
            assert_eq!(recognize(&text), Some(export), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            PID,
            MSH,
            r"What do the signs in MSH|^~\& mean, and where is PID|3?",
            "MSH|^~\\&|EHR|ELM\rMSA|AA|1",
            "PID control: P|I|D gains",
            "RAPID|test|a|b|c|d|e",
            "NO_PID_CONFIG_DATA_A_B, NO_PID_CONFIG_DATA_C_D",
            "NO_PID: a::b::C = 1; NO_PID: a::b::C = 2;",
            "PID-3 is the patient identifier list; PID-5 the name; PID-7 the birth date",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
