//! The other way to read a text: "50%555-59-2870" holds a percentage and a number, or an encoded character.
//!
//! Nobody can tell, so that the text is read both ways and what is found in either is a find. What an escape in doubt is,
//! says `text::percent`. The name of a client's tool is read as a sentence too: `send_to_7_elm_court`. Many words of programs
//! are names of somebody, so that only hard finds and addresses with a number count in that reading.

use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::segment::Segment;
use crate::text::Folded;

/// The other reading of one segment.
pub(crate) struct Other<'t> {
    /// The segment.
    pub(crate) segment: usize,
    /// The segment's label.
    pub(crate) label: Option<&'t str>,
    /// Whether only hard finds and addresses count.
    sentence: bool,
    folded: Folded<'t>,
}

/// The other readings of all segments that have one. `folded` are the segments as they are read first.
pub(crate) fn readings<'t>(segments: &[Segment<'t>], folded: &[Folded<'t>]) -> Vec<Other<'t>> {
    let all = segments.iter().zip(folded).enumerate();
    let both = |(segment, (source, first)): (usize, (&Segment<'t>, &Folded<'t>))| {
        let other = |sentence, folded| Other {
            segment,
            label: source.label,
            sentence,
            folded,
        };
        let decoded = first.otherwise(source.text).map(|text| other(false, text));
        let parted = source.identifier.then(|| first.parted()).flatten();
        decoded
            .into_iter()
            .chain(parted.map(|text| other(true, text)))
    };
    all.flat_map(both).collect()
}

impl Other<'_> {
    /// The text of this reading.
    pub(crate) fn text(&self) -> &str {
        &self.folded.text
    }

    /// A candidate of this reading as one of the first; none when it does not count.
    pub(crate) fn place(&self, candidate: Candidate, first: &Folded<'_>) -> Option<Candidate> {
        let value = candidate.span.of(self.text()).unwrap_or_default();
        let address = candidate.kind == Kind::Geo && value.bytes().any(|b| b.is_ascii_digit());
        let counts = candidate.hard || address || !self.sentence;
        let span = first.folded(self.folded.original(candidate.span));
        counts.then_some(Candidate { span, ..candidate })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Escape, Segment, Settings, placeholders, restore};
    use proptest::prelude::*;

    /// A text as it is sent; what comes back of it must be the text.
    fn sent(text: &str) -> String {
        let segments = [Segment::alone(text)];
        let engine = Engine::untrained(&Settings::default()).unwrap();
        let replaced = placeholders(&segments, &engine.inspect(&segments).unwrap());
        let back = restore(&replaced.mapping, &replaced.texts[0], Escape::Plain);
        assert_eq!(back, text);
        replaced.texts.into_iter().next().unwrap()
    }

    #[test]
    fn identifiers_beside_percentages_and_in_escapes_are_replaced() {
        for (text, expected) in [
            (
                "Patient: Harriet Lindgren. Guide: https://a.example.org/x%20y. She is well.",
                "Patient: [PATIENT_1]. Guide: [URL_1]. She is well.",
            ),
            ("dose 50%555-59-2870 SSN", "dose [ID_1][SSN_1] SSN"),
            ("O2 98%614-555-0142", "O2 98%[PHONE_1]"),
            ("phone=614%20555%200142", "phone=[PHONE_1]"),
            ("MRN%2044821 and MRN 44821", "MRN%20[MRN_1] and MRN [MRN_1]"),
            (
                "Call patient Harriet%20Lindgren",
                "Call patient [PATIENT_1]",
            ),
            (
                "/p%2Fq?name=Harriet%20Lindgren&x=a%20b",
                "/p%2Fq?name=[PERSON_1]&x=a%20b",
            ),
            (
                "patient: Ana%20Pe%C3%B1a&x=%C3",
                "patient: [PATIENT_1]&x=%C3",
            ),
            (
                "patient%3A%20Ana%2520Pe%25C3%25B1a",
                "patient%3A%20[PATIENT_1]",
            ),
            (
                "%7B%22lastName%22%3A%22Okonjo%22%7D",
                "%7B%22lastName%22%3A%22[PATIENT_1]%22%7D",
            ),
        ] {
            assert_eq!(sent(text), expected);
        }
    }

    #[test]
    fn names_of_tools_are_read_as_sentences() {
        let found = |text: &str| {
            let engine = Engine::untrained(&Settings::default()).unwrap();
            let segment = Segment {
                identifier: true,
                ..Segment::alone(text)
            };
            !engine.inspect(&[segment]).unwrap().is_empty()
        };
        assert!(found("She_lives_at_7_Wexford_Court_Toledo_OH_43604"));
        for text in [
            "get_patient_by_name",
            "web_search_20250305",
            "grace_period_may_end",
            "list_open_orders_v2",
            "code_interpreter",
            "str_replace_based_edit_tool",
            "mcp__github__create_pull_request",
        ] {
            assert!(!found(text), "{text}");
        }
    }

    #[test]
    fn percentages_are_left_alone() {
        for text in [
            "Hct 35%42",
            "lidocaine 2%10 mL",
            "EF 55%20 to 60\nD5%50 mL/h",
            "SpO2 98%20 on RA, 50%de la dosis",
            "https://loinc.org/x%20y is 100%25",
        ] {
            assert_eq!(sent(text), text);
        }
    }

    #[test]
    fn an_encoded_name_is_the_same_person() {
        let text = "Patient: Harriet Lindgren. See q=Harriet%20Lindgren";
        assert_eq!(sent(text), "Patient: [PATIENT_1]. See q=[PATIENT_1_B]");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn what_is_replaced_comes_back(text in "(%|%[0-9A-F]{2}|[0-9]{2,4}%?|[ /:=&.\\n-]|Harriet|Lindgren|Patient: |MRN|https://|\\PC){0,20}") {
            sent(&text);
        }
    }
}
