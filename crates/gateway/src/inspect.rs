//! Inspecting: every string, key and number of the provider's body that is not the interface's own word is looked at.
//!
//! What the client wrote and will not be sent is inspected too: it counts for the decision, wherever it stands. The
//! answer is kinds and counts for everybody else; the findings themselves are for `transform.rs`.

use std::collections::{BTreeMap, BTreeSet};

use anteroom_intake::{Clue, Export, Found, Guarded};
use anteroom_office::work::Choice;
use anteroom_phi::visit::{self, Plan, TextAt, VisitError};
use anteroom_phi::{Engine, Find, Findings, Kind, Rare, Role, Segment};
use anteroom_policy::Told;
use serde_json::Value;

use crate::draft::Draft;
use crate::reading::Reading;
use crate::refusal::{Cause, Refusal, Shape};
use crate::settled;

/// A request and everything that was found in it. Holds clinical text: it has no `Debug`.
pub(crate) struct Inspected {
    pub(crate) draft: Draft,
    pub(crate) export: Option<Export>,
    pub(crate) findings: Findings,
    /// What the text touches that a law guards more than the rest.
    pub(crate) guarded: BTreeSet<Guarded>,
    /// What was found too and is not to be replaced: its sender says that it is no patient information.
    pub(crate) kept: Vec<Find>,
    pub(crate) reading: Reading,
    /// What the text says of itself.
    pub(crate) told: Told,
}

/// Looks at everything, and settles what its sender has settled.
///
/// # Errors
/// When the text could not be checked, or is too much or nested too deep to be: then nothing may be sent.
pub(crate) fn inspect(
    engine: &Engine,
    mut draft: Draft,
    choices: &[Choice],
) -> Result<Inspected, Refusal> {
    let body = texts(&draft.body, draft.endpoint.body_plan())?;
    let document = texts(&draft.document, draft.endpoint.plan())?;
    let parts = std::mem::take(&mut draft.gone.parts);
    let reading = Reading::new(body, document, &draft.gone.before, parts);
    let segments = reading.segments();
    let findings = engine.inspect(&segments).map_err(|_| Cause::CheckFailed)?;
    let export = export_in(&draft.document, &segments, &findings);
    let guarded = guarded_in(&segments);
    let told = told_in(&segments);
    let (findings, kept) = settled::settle(&segments, findings, choices);
    Ok(Inspected {
        draft,
        export,
        findings,
        guarded,
        kept,
        reading,
        told,
    })
}

fn texts(document: &Value, plan: &Plan) -> Result<Vec<TextAt>, Shape> {
    visit::texts(document, plan).map_err(|error| match error {
        VisitError::TooMany => Shape::TooMany,
        VisitError::Collision | VisitError::Mismatch | VisitError::TooDeep => Shape::NotJson,
    })
}

impl Inspected {
    /// How many of each kind were found, by the kind's code.
    pub(crate) fn found(&self) -> BTreeMap<&'static str, usize> {
        self.findings
            .counts()
            .into_iter()
            .map(|(kind, count)| (kind.code(), count))
            .collect()
    }

    /// What few people share of what was found, in the year `year`.
    pub(crate) fn rare(&self, year: u32) -> Rare {
        self.findings.rare(&self.reading.segments(), year)
    }
}

/// The chart export or list of patients that a document is.
pub(crate) fn export_in(
    document: &Value,
    segments: &[Segment<'_>],
    findings: &Findings,
) -> Option<Export> {
    anteroom_intake::recognize_document(document).or_else(|| patients_in(segments, findings))
}

pub(crate) fn guarded_in(segments: &[Segment<'_>]) -> BTreeSet<Guarded> {
    let texts = segments.iter().map(|segment| segment.text);
    texts.flat_map(anteroom_intake::guarded).collect()
}

pub(crate) fn told_in(segments: &[Segment<'_>]) -> Told {
    let texts = segments.iter().map(|segment| Told::of(segment.text));
    texts.fold(Told::default(), Told::or)
}

/// Several patients, told by the names and numbers that were found.
fn patients_in(segments: &[Segment<'_>], findings: &Findings) -> Option<Export> {
    let texts: Vec<&str> = segments.iter().map(|segment| segment.text).collect();
    let found = findings.finds.iter().filter_map(|find| {
        Some(Found {
            clue: clue(find)?,
            span: find.span.start..find.span.end,
            text: find.segment,
        })
    });
    anteroom_intake::several_patients(&texts, found)
}

/// What a find says about the patient it may belong to; staff and relatives are nobody's list of patients.
fn clue(find: &Find) -> Option<Clue> {
    match find.kind {
        Kind::Name if matches!(find.role, Some(Role::Relative | Role::Staff)) => None,
        Kind::Name => find.person.map(|person| Clue::Person(person.0)),
        Kind::Date if find.hard => Some(Clue::Birth),
        Kind::Date => Some(Clue::Day),
        Kind::HealthPlan | Kind::Mrn | Kind::Phone | Kind::Ssn => Some(Clue::Own),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use anteroom_phi::Settings;

    use super::*;

    fn patients(texts: &[&str]) -> Option<Export> {
        let engine = Engine::new(&Settings::default()).unwrap();
        let segments: Vec<Segment<'_>> = texts.iter().map(|text| Segment::alone(text)).collect();
        patients_in(&segments, &engine.inspect(&segments).unwrap())
    }

    #[test]
    fn five_people_with_something_of_their_own_are_a_list() {
        let rows = [
            "pt harriet lindgren dob 3/14/1961",
            "pt tamsin okonjo dob 2/4/1971",
            "pt maria castellano dob 7/19/1948",
            "pt robert fitzgerald dob 12/1/2004",
            "pt susan walker dob 11/5/1980",
        ];
        assert_eq!(patients(&rows), Some(Export::PatientTable));
        assert_eq!(patients(&[&rows.join("\n")]), Some(Export::PatientTable));
        assert_eq!(patients(&rows[..4]), None);
        assert_eq!(patients(&[rows[0]; 5]), None);
    }

    #[test]
    fn two_people_with_births_of_their_own_are_several_in_one_text() {
        let two = [
            "Harriet Lindgren, DOB 3/14/1961, has a cough.",
            "Tamsin Okonjo, DOB 2/4/1971, has a fever.",
        ];
        assert_eq!(patients(&[&two.join("\n")]), Some(Export::PatientTable));
        assert_eq!(patients(&two), None);
        let insured =
            "Patient: Harriet Lindgren, DOB 3/14/1961\nSubscriber: Omar Haddad, DOB 2/4/1971";
        assert_eq!(patients(&[insured]), None);
    }

    #[test]
    fn one_patient_is_no_list() {
        let note = "Patient: Harriet Lindgren, DOB 3/14/1961, MRN 44821, SSN 551-59-2870, phone 614-555-0142.\n\
            Daughter Susan Lindgren, phone 614-555-0143. Seen by Dr. Tamsin Okonjo on 2/4/2021, Dr. Bo Wu on 3/5/2012,\n\
            Dr. Maria Castellano on 7/19/2008, Dr. Robert Fitzgerald on 12/1/2004, Dr. Peter Moss on 11/5/2019.";
        assert_eq!(patients(&[note]), None);
    }
}
