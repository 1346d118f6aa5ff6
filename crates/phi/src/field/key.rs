//! The name under which a text was sent: `{"dob": "4/2/71"}` arrives as the text "4/2/71" with the label "dob".

use super::{Meaning, meaning, value};
use crate::find::Why;
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::Page;

/// Values longer than this are prose under a misleading name.
const LONGEST: usize = 120;

/// Proposes the whole text when its label says what it is.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let Some(label) = page.label.filter(|_| page.text.len() <= LONGEST) else {
        return;
    };
    let Some(meaning) = meaning::of(label).filter(|meaning| is_telling(label, *meaning)) else {
        return;
    };
    let whole = Span {
        start: 0,
        end: page.text.len(),
    };
    let candidate = value(page, "key", meaning, whole);
    out.extend(candidate.map(|one| Candidate {
        why: one.why | Why::KEY,
        ..one
    }));
}

/// "name" is the key of too many things (models, functions, schemas) to be believed without a look at the value.
fn is_telling(label: &str, meaning: Meaning) -> bool {
    meaning.kind != Kind::Name
        || !matches!(label, "name" | "names" | "from" | "to" | "author" | "user")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(label: &str, text: &str) -> Option<(Kind, String)> {
        let page = Page::new(text, Some(label), &Lexicon::shipped());
        let mut out = Vec::new();
        find(&page, &mut out);
        out.first()
            .map(|one| (one.kind, page.slice(one.span).to_owned()))
    }

    #[test]
    fn the_whole_value_counts() {
        assert_eq!(
            found("last_name", "de la Cruz"),
            Some((Kind::Name, "de la Cruz".to_owned()))
        );
        assert_eq!(found("mrn", "00417"), Some((Kind::Mrn, "00417".to_owned())));
        assert_eq!(
            found("dob", "4 2 71"),
            Some((Kind::Date, "4 2 71".to_owned()))
        );
    }

    #[test]
    fn names_of_functions_and_empty_values_do_not() {
        assert_eq!(found("name", "get_weather"), None);
        assert_eq!(found("mrn", "unknown"), None);
        assert_eq!(found("content", "4/2/71"), None);
    }
}
