//! What a task never takes: an export of a chart, or a list of patients. The gateway refuses it as well, for everybody.

use std::collections::BTreeMap;

use anteroom_audit::Hash;
use anteroom_intake::{Export, Patient, Untitled};
use anteroom_policy::UseCase;
use anteroom_tasks::{Field, Kind, Level, Manner, Task};

/// A field that holds one.
pub(crate) struct Refused {
    pub(crate) field: String,
    /// What it is, and what to do.
    pub(crate) says: String,
    /// What can be taken out of it; none where that cannot be told for sure, or the task needs nothing of it.
    pub(crate) offer: Option<Offer>,
}

/// Taking out of an export only what the task needs.
pub(crate) struct Offer {
    /// The patients to choose from, as whoever has the export knows them.
    pub(crate) people: Vec<String>,
    /// Tells the text that the list is made from.
    pub(crate) of: String,
    /// Which of them was chosen so far, as the form says it.
    pub(crate) picked: String,
    /// The columns of a list without titles, of which somebody must say what they are.
    pub(crate) columns: Vec<Column>,
    /// What a column can be that the task needs: its code, and what people call it.
    pub(crate) fields: Vec<(&'static str, String)>,
}

/// A column of a list without titles.
pub(crate) struct Column {
    /// A few of its cells.
    pub(crate) cells: String,
    /// The code of what somebody says it is; empty while nobody did.
    pub(crate) is: String,
}

impl Column {
    fn new(cells: String) -> Self {
        let is = String::new();
        Self { cells, is }
    }
}

impl Offer {
    /// Whether a patient was chosen before something was missing.
    pub(crate) fn is_picked(&self, at: &usize) -> bool {
        self.picked == at.to_string()
    }

    /// Whether somebody must say first which patient it is about.
    pub(crate) fn has_choice(&self) -> bool {
        self.people.len() > 1
    }
}

/// The fields that hold one, with what to do. What a task fills in on this computer is not sent, and not looked at.
pub(crate) fn refused(task: &Task, typed: &BTreeMap<String, String>) -> Vec<Refused> {
    let fields = task.fields.iter().filter(|_| task.manner == Manner::Write);
    let refused = fields.filter_map(|field| {
        let text = typed.get(&field.name)?;
        let export = anteroom_intake::recognize(text)?;
        let offer = offer(task, field, text);
        Some(Refused {
            field: field.name.clone(),
            says: says(field, export, offer.is_some()),
            offer,
        })
    });
    refused.collect()
}

fn says(field: &Field, export: Export, is_offered: bool) -> String {
    let next = match is_offered {
        true => "Take only what this task needs, or paste those lines.",
        false => "Paste only the lines that this task needs.",
    };
    format!(
        "{}: this looks like {}: it has {}. Anteroom never sends those. {next}",
        field.label,
        export.plain(),
        export.sign()
    )
}

fn offer(task: &Task, field: &Field, text: &str) -> Option<Offer> {
    let takes_patients = task.level != Level::NoPatientInformation && field.kind == Kind::Text;
    let patients = takes_patients.then(|| anteroom_intake::patients(text))?;
    let needed = needed(task);
    let of = Hash::of(text.as_bytes()).to_string();
    if patients.is_empty() {
        return untitled(&needed, text, of);
    }
    let is_needed = |patient: &Patient| !take(patient, &needed).text.is_empty();
    patients.iter().any(is_needed).then(|| Offer {
        people: patients.iter().map(Patient::known_by).collect(),
        of,
        picked: String::new(),
        columns: Vec::new(),
        fields: Vec::new(),
    })
}

/// What says in a list who somebody is. Named, it stays behind, and is looked for in the rest.
const IDENTITY: [&str; 4] = ["name", "date_of_birth", "mrn", "phone"];

/// What can be taken out of a list without titles, once somebody says what its columns are.
fn untitled(needed: &[String], text: &str, of: String) -> Option<Offer> {
    let list = Untitled::read(text)?;
    let listed = Untitled::fields(needed.iter().map(String::as_str));
    let mut fields: Vec<(&'static str, String)> =
        listed.iter().map(|code| (*code, plain(code))).collect();
    fields.sort_by(|a, b| a.1.cmp(&b.1));
    let left = IDENTITY.iter().filter(|code| !listed.contains(code));
    let left = left.map(|code| (*code, format!("{}, left out", plain(code))));
    (!listed.is_empty()).then(|| Offer {
        people: list.people(),
        of,
        picked: String::new(),
        columns: list.columns().into_iter().map(Column::new).collect(),
        fields: fields.into_iter().chain(left).collect(),
    })
}

/// What a task needs of a patient.
pub(crate) fn take(patient: &Patient, needed: &[String]) -> anteroom_intake::Taken {
    patient.take(needed.iter().map(String::as_str))
}

/// The codes of the fields of a chart that a task needs: those of its use case, and those that its form asks for.
pub(crate) fn needed(task: &Task) -> Vec<String> {
    let listed = UseCase::named(&task.use_case).into_iter();
    let listed = listed.flat_map(|use_case| use_case.protocol().iter().cloned());
    let listed = listed.map(|code| code.to_string());
    listed.chain(task.asks_for()).collect()
}

/// A field of a chart, as people call it.
pub(crate) fn plain(code: &str) -> String {
    match code {
        "mrn" => "record number".to_owned(),
        "plan_id" => "member number".to_owned(),
        "race" => "race or sex".to_owned(),
        "ssn" => "Social Security number".to_owned(),
        code => code.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::catalogue;

    const TABLE: &str = "MRN,Name,Diagnosis\n48291,Tamsin Okonjo,Asthma\n48292,Bo Wu,Gout";

    fn offered(task: &str, field: &str, text: &str) -> Option<bool> {
        let typed = BTreeMap::from([(field.to_owned(), text.to_owned())]);
        let refused = refused(catalogue::task(task)?, &typed);
        refused.first().map(|one| one.offer.is_some())
    }

    #[test]
    fn only_a_task_that_takes_patients_offers_to_take_something_of_one() {
        let other = TABLE.replace("Diagnosis", "Shoe size");
        for (task, field, text, is) in [
            ("summarize-note", "note", TABLE, Some(true)),
            ("summarize-note", "note", &other, Some(false)),
            ("summarize-note", "note", "Asthma.", None),
            ("plain-language", "text", TABLE, Some(false)),
        ] {
            assert_eq!(offered(task, field, text), is, "{task} {text}");
        }
    }

    #[test]
    fn of_a_list_without_titles_somebody_says_what_its_columns_are() {
        let list = "Okonjo, Tamsin; 2/4/1971; 740-555-0141; asthma\nWu, Bo; 11/9/1948; 740-555-0142; gout\n\
            Lindgren, Harriet; 3/14/1961; 740-555-0143; angina";
        let typed = BTreeMap::from([("note".to_owned(), list.to_owned())]);
        let refused = refused(catalogue::task("summarize-note").unwrap(), &typed);
        let offer = refused.into_iter().next().unwrap().offer.unwrap();
        assert_eq!((offer.people.len(), offer.columns.len()), (3, 4));
        let fields: Vec<&str> = offer
            .fields
            .iter()
            .map(|(_, plain)| plain.as_str())
            .collect();
        assert!(fields.contains(&"diagnosis") && fields.contains(&"name, left out"));
    }

    #[test]
    fn a_note_needs_whatever_is_clinical_and_nobodys_name() {
        let needed = needed(catalogue::task("summarize-note").unwrap());
        let patients = anteroom_intake::patients(TABLE);
        let taken = take(&patients[1], &needed);
        assert_eq!(taken.text, "Diagnosis: Gout");
        assert_eq!(taken.left.into_iter().collect::<Vec<_>>(), ["mrn", "name"]);
    }
}
