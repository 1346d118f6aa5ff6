//! Codes that are printed in books and data bases and are nobody's: diagnoses (ICD-10-CM, "Z79.4"), specialties (NUCC taxonomy,
//! "208000000X"), sequences (RefSeq, "NM_007294.4"), variants of genes ("G20210A") and sections of law ("45 CFR 171.201").

use super::Candidate;
use super::candidate::Weight;
use crate::kind::Kind;
use crate::text::Page;

/// Leaves out the numbers that are such codes.
pub(crate) fn leave_out_published(page: &Page<'_>, own: &mut Vec<Candidate>) {
    own.retain(|one| one.kind != Kind::OtherId || !is_published(page, one));
}

fn is_published(page: &Page<'_>, one: &Candidate) -> bool {
    let text = page.slice(one.span);
    let guessed = one.weight < Weight::Field;
    is_diagnosis(text)
        || is_sequence(text)
        || guessed && (is_specialty(text) || is_variant(text))
        || guessed && is_of_law(page, page.token_from(one.span.start))
}

/// "Z79.4", "M97.01XA": a letter, a figure and a third place, a dot and up to four more (ICD-10-CM, section I.A.2 of its
/// guidelines).
fn is_diagnosis(text: &str) -> bool {
    let Some((category, rest)) = text.split_once('.') else {
        return false;
    };
    let [letter, figure, third] = category.as_bytes() else {
        return false;
    };
    let formed = letter.is_ascii_uppercase() && figure.is_ascii_digit();
    let more =
        (1..=4).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    formed && third.is_ascii_alphanumeric() && more
}

/// "NM_007294.4": a kind of molecule, and an accession with its version (NCBI, RefSeq accession numbers and molecule types).
fn is_sequence(text: &str) -> bool {
    const KINDS: [&str; 10] = ["AC", "NC", "NG", "NM", "NP", "NR", "NT", "NW", "XM", "XP"];
    let number = text
        .split_once('_')
        .filter(|(kind, _)| KINDS.contains(kind));
    number.is_some_and(|(_, number)| {
        number.len() >= 6
            && number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

/// "208000000X": ten places, the first three and the last fixed (NUCC, Health Care Provider Taxonomy).
fn is_specialty(text: &str) -> bool {
    let places = text.as_bytes();
    let opens = places.first_chunk::<3>();
    places.len() == 10
        && places.last() == Some(&b'X')
        && opens.is_some_and(|three| {
            matches!(three, [b'1'..=b'4', b'0'..=b'9', b'0'..=b'9' | b'A'..=b'Z'])
        })
}

/// "G20210A": one base, where it stands, and what stands there instead.
fn is_variant(text: &str) -> bool {
    let base = |byte: &u8| b"ACGT".contains(byte);
    let inside = text.as_bytes().get(1..text.len().saturating_sub(1));
    let place = inside.filter(|place| (3..=6).contains(&place.len()));
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    ends.into_iter().all(|end| end.is_some_and(base))
        && place.is_some_and(|place| place.iter().all(u8::is_ascii_digit))
}

/// "45 CFR 171.201 to 171.303": behind the name of a code of laws, with nothing but sections between.
fn is_of_law(page: &Page<'_>, first: usize) -> bool {
    const REACH: usize = 12;
    let before = (first.saturating_sub(REACH)..first).rev();
    let section = |at: &usize| {
        page.is_number(*at) || matches!(page.word(*at), "." | "-" | "," | "\u{a7}" | "(" | ")")
    };
    let code = before.into_iter().find(|at| !section(at));
    code.is_some_and(|at| page.is(at, "cfr") || page.is(at, "usc"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn is_left(text: &str, found: &str, weight: Weight) -> bool {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.find(found).unwrap();
        let span = crate::Span {
            start,
            end: start + found.len(),
        };
        let one = Candidate {
            weight,
            ..Candidate::new("other_id", Kind::OtherId, span)
        };
        let mut own = vec![one];
        leave_out_published(&page, &mut own);
        own.is_empty()
    }

    #[test]
    fn codes_that_are_printed_everywhere_are_left() {
        for (text, found) in [
            ("Report Z79.4 for", "Z79.4"),
            ("M97.01XA, initial", "M97.01XA"),
            ("RefSeq NM_007294.4,", "NM_007294.4"),
            ("208000000X pediatrics", "208000000X"),
            ("prothrombin G20210A.", "G20210A"),
            ("45 CFR 171.201-171.303. Log", "201-171.303"),
        ] {
            assert!(is_left(text, found, Weight::Pattern), "{text}");
        }
    }

    #[test]
    fn numbers_of_people_are_not() {
        for (text, found) in [
            ("claim Z7904", "Z7904"),
            ("order NM_12", "NM_12"),
            ("id 908000000X", "908000000X"),
            ("id S20210A", "S20210A"),
            ("CFR said 4471-20", "4471-20"),
        ] {
            assert!(!is_left(text, found, Weight::Pattern), "{text}");
        }
        assert!(!is_left("ID: G20210A", "G20210A", Weight::Field));
    }
}
