//! Who the patient probably is when nobody says so.
//!
//! "Mrs. Lindgren has chest pain" names the patient without the word. Only the first text in which somebody stands is
//! looked at, and those before it: a message that is added later must not rename whom earlier ones mention.

use crate::find::{PersonId, Role};
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::text::{Case, Page};

/// Makes the only person of unknown role the patient: titled as patients are, in a text that speaks of medicine, with
/// no patient named so far.
pub(crate) fn presume(pages: &[Page<'_>], resolved: &mut [Vec<Candidate>]) {
    let Some(person) = only_person(pages, resolved) else {
        return;
    };
    let finds = resolved.iter_mut().flatten();
    for find in finds.filter(|find| find.person == Some(person)) {
        find.role = Some(Role::Patient);
    }
}

fn only_person(pages: &[Page<'_>], resolved: &[Vec<Candidate>]) -> Option<PersonId> {
    let is_open = |one: &Candidate| one.role == Some(Role::Person) && one.person.is_some();
    let at = resolved.iter().position(|own| own.iter().any(is_open))?;
    let (page, own) = (pages.get(at)?, resolved.get(at)?);
    let person = own.iter().find(|one| is_open(one))?.person;
    let so_far = resolved.iter().take(at + 1).flatten();
    let mut others = so_far.filter(|one| one.person != person);
    let alone = !others.any(|one| matches!(one.role, Some(Role::Person | Role::Patient)));
    let mut mine = own.iter().filter(|one| one.person == person);
    let titled = mine.any(|one| is_titled(page, one));
    (alone && titled && is_clinical(page)).then_some(person)?
}

/// Whether a title that a patient is called by stands before a name.
fn is_titled(page: &Page<'_>, one: &Candidate) -> bool {
    let mut before = page.token_from(one.span.start).saturating_sub(1);
    if page.is_mark(before, ".") {
        before = before.saturating_sub(1);
    }
    page.among(before, &["miss", "mr", "mrs", "ms"])
}

/// Whether a text speaks of medicine; a capital may be that of a name.
fn is_clinical(page: &Page<'_>) -> bool {
    let mut tokens = page.tokens.iter().enumerate();
    tokens.any(|(at, token)| {
        token.case == Case::Lower && (token.known.any(Flags::MEDICAL) || page.among(at, CLINICAL))
    })
}

/// Everyday words for what patients have and get; the keep-list holds the others.
const CLINICAL: &[&str] = &[
    "allergy",
    "asthma",
    "cancer",
    "cough",
    "denies",
    "depression",
    "diabetes",
    "diagnosed",
    "diagnosis",
    "diarrhea",
    "dizziness",
    "dyspnea",
    "fever",
    "fracture",
    "headache",
    "headaches",
    "hypertension",
    "infection",
    "migraine",
    "nausea",
    "pain",
    "pneumonia",
    "pregnant",
    "prescribed",
    "rash",
    "stroke",
    "surgery",
    "symptoms",
    "vomiting",
    "wound",
];

#[cfg(test)]
mod tests {
    use super::CLINICAL;
    use crate::{Engine, Find, Role, Segment, Settings};

    fn roles(texts: &[&str]) -> Vec<Role> {
        let segments: Vec<Segment<'_>> = texts.iter().map(|text| Segment::alone(text)).collect();
        let engine = Engine::new(&Settings::default()).unwrap();
        let finds = engine.inspect(&segments).unwrap().finds;
        let role = |find: &Find| find.role;
        finds.iter().filter_map(role).collect()
    }

    #[test]
    fn the_only_person_is_the_patient() {
        use Role::{Patient, Person, Staff};
        for (texts, expected) in [
            (&["Mrs. Lindgren has dyspnea."][..], &[Patient][..]),
            (&["Ms. Lindgren has chest pain."], &[Patient]),
            (&["Mr. Lindgren takes lisinopril."], &[Patient]),
            (&["Dr. Rao saw Mr Lindgren for dyspnea."], &[Staff, Patient]),
            (
                &["Mrs. Lindgren has dyspnea.", "Is Lindgren well?"],
                &[Patient, Patient],
            ),
            (
                &["Mrs. Lindgren has dyspnea.", "So has Mr. Rao."],
                &[Patient, Person],
            ),
            (
                &["Mrs. Lindgren and Mr. Rao have dyspnea."],
                &[Person, Person],
            ),
            (
                &["Patient: Ann Lee has dyspnea. Mrs. Lindgren called."],
                &[Patient, Person],
            ),
            (&["Mrs. Lindgren called about the invoice."], &[Person]),
            (&["Harriet Lindgren wrote about dyspnea."], &[Person]),
        ] {
            assert_eq!(roles(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(CLINICAL.is_sorted());
    }
}
