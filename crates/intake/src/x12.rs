//! X12 transactions about patients: claims (837), eligibility (270/271), enrollment (834), remittance (835) and so on.
//!
//! Format: ASC X12 interchange control structure, 45 CFR 162 for the transactions. The envelope is `ISA` with sixteen
//! elements; without one, segments that name a person and belong to a transaction are enough. Acknowledgements (997,
//! 999, TA1) name nobody.

use crate::Export;
use crate::scan::{begins_word, contains, from, places, window};

/// Length of an `ISA` segment, with some room for what pasting does to blanks.
const ENVELOPE: usize = 140;
/// Who a person of an `NM1` segment is: patient, subscriber, insured, corrected insured, dependent.
const PEOPLE: [&str; 5] = ["QC", "IL", "74", "03", "S3"];
/// Segments that stand in such transactions only.
const COMPANIONS: [&str; 13] = [
    "BHT", "BPR", "CAS", "CLM", "CLP", "DMG", "EQ", "HI", "HL", "INS", "SBR", "SV1", "SVC",
];

/// Recognizes a transaction.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    (has_envelope(text) || has_person(text)).then_some(Export::X12)
}

/// Only the first envelope counts, so that a text full of them is read once.
fn has_envelope(text: &str) -> bool {
    places(text, "ISA")
        .find(|at| is_envelope(text, *at))
        .is_some_and(|at| has_transaction(text, at))
}

fn is_envelope(text: &str, at: usize) -> bool {
    let segment = window(text, at + "ISA".len(), ENVELOPE);
    let Some(separator) = separator(segment) else {
        return false;
    };
    let mut elements = segment.split(separator).skip(1).map(str::trim);
    let shape: [&[usize]; 14] = [
        &[2],
        &[],
        &[2],
        &[],
        &[2],
        &[],
        &[2],
        &[],
        &[6],
        &[4],
        &[0, 1],
        &[5],
        &[9],
        &[1],
    ];
    let fits = shape.iter().all(|lengths| {
        elements
            .next()
            .is_some_and(|element| lengths.is_empty() || lengths.contains(&element.len()))
    });
    fits && begins_word(text, at)
}

/// A transaction set other than an acknowledgement behind the envelope: `ST*837*`.
fn has_transaction(text: &str, at: usize) -> bool {
    let rest = from(text, at);
    let Some(separator) = separator(from(rest, "ISA".len())) else {
        return false;
    };
    let sets = places(rest, "ST")
        .filter(|at| begins_word(rest, *at))
        .filter_map(|at| from(rest, at + 2).strip_prefix(separator)?.get(..3));
    sets.into_iter()
        .any(|set| set.bytes().all(|byte| byte.is_ascii_digit()) && !matches!(set, "997" | "999"))
}

fn separator(segment: &str) -> Option<char> {
    segment.chars().next().filter(char::is_ascii_punctuation)
}

/// `NM1*IL*1*OKONJO*TAMSIN` beside segments of a transaction.
fn has_person(text: &str) -> bool {
    let person = contains(text, "NM1") && places(text, "NM1").any(|at| is_person(text, at));
    person
        && COMPANIONS
            .iter()
            .filter(|name| places(text, name).any(|at| is_segment(text, at, name.len())))
            .take(2)
            .count()
            == 2
}

fn is_person(text: &str, at: usize) -> bool {
    let segment = window(text, at + "NM1".len(), ENVELOPE);
    let Some(separator) = separator(segment) else {
        return false;
    };
    let mut elements = segment.split(separator).skip(1);
    let who = elements.next().is_some_and(|who| PEOPLE.contains(&who));
    who && elements.next() == Some("1")
        && elements.next().is_some_and(|name| !name.is_empty())
        && begins_word(text, at)
}

fn is_segment(text: &str, at: usize, name: usize) -> bool {
    matches!(separator(from(text, at + name)), Some('*' | '|')) && begins_word(text, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISA: &str = "ISA*00*          *00*          *ZZ*ELMCLINIC      *ZZ*PAYER          *240204*1200*^*00501*000000001*0*P*:~";

    #[test]
    fn transactions() {
        let claim =
            "ST*837*0001~BHT*0019*00~HL*1**20*1~NM1*IL*1*OKONJO*TAMSIN~CLM*1*100~SE*5*0001~";
        for text in [
            format!("{ISA}GS*HC*ELM*PAYER~{claim}GE*1*1~IEA*1*1~"),
            format!("{ISA}\nGS*HS*ELM*PAYER~\nST*270*0001~\n"),
            format!("see: {}", format!("{ISA}ST*271*1~").replace('*', "|")),
            claim.to_owned(),
            format!("{}GS*BE~ST*834*1~", ISA.replace("          ", " ")),
        ] {
            assert_eq!(recognize(&text), Some(Export::X12), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            &format!("{ISA}GS*FA*PAYER*ELM~ST*999*0001~AK1*HC*1~SE*2*0001~"),
            "What does NM1*IL*1 mean in an 837?",
            "NM1*IL*1*OKONJO*TAMSIN",
            "VISA*00*card",
            "The ISA*00* header has sixteen elements.",
            "EQ*30 and HL*1 with NM1*PR*2*PAYER",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
