//! Taking of an export, of one patient, only what the task needs: it takes the export's place in the form, and nothing else
//! happens with it. What stays behind is named, and the log says which fields were taken, never what stands in them.

use anteroom_audit::{FieldsTaken, Hash, Word};
use anteroom_intake::{Export, Patient, Taken, Untitled};
use anteroom_office::work::{self, Choice, Does};
use axum::response::Response;
use http::StatusCode;

use super::{Composer, Filling, composer};
use crate::edge::Edge;
use crate::page::{Frame, Person, Sent, page, page_with};
use crate::pages::chart::{self, Offer};
use crate::pages::error;
use crate::pages::runs::choices;

/// What was taken, and what was not, by the names of the fields.
pub(crate) struct Told {
    /// The label of the field of the form.
    pub(crate) label: &'static str,
    pub(crate) name: &'static str,
    pub(crate) taken: Vec<String>,
    pub(crate) left: Vec<String>,
    /// The titles of those that stay behind and that no chart is known to have.
    pub(crate) others: Vec<String>,
    /// How many words still say who it is, and will be swapped.
    pub(crate) hidden: usize,
}

/// What somebody chose to take.
struct Chosen {
    export: Export,
    patients: usize,
    taken: Taken,
}

pub(super) async fn post(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    mut filling: Filling,
    sent: &Sent,
    name: &str,
) -> Response {
    let chosen = match chosen(&filling, sent, name) {
        Ok(chosen) => chosen,
        Err(says) => {
            let mut again = composer(edge, frame, &filling, Vec::new()).await;
            again.say(name.to_owned(), says.to_owned());
            again.keep_choice(name, sent);
            return page_with(StatusCode::BAD_REQUEST, &again);
        }
    };
    let event = event(&filling, &chosen);
    if let Err(failed) = work::take_fields(edge.door.store(), &person.by(), event).await {
        tracing::error!(error = %failed, "what is taken out of an export cannot be recorded");
        return error::broken(frame);
    }
    let told = filling.put(name, chosen.taken);
    let mut composer = composer(edge, frame, &filling, Vec::new()).await;
    composer.taken = told;
    page(&composer)
}

/// What is taken of the export that stands in a field, or what to do instead.
fn chosen(filling: &Filling, sent: &Sent, name: &str) -> Result<Chosen, &'static str> {
    const CHANGED: &str = "The text has changed. Choose again.";
    const CHOOSE: &str = "Choose the patient first.";
    let typed = &filling.work.fields;
    let text = typed.get(name).map_or("", String::as_str);
    let refused = chart::refused(filling.task, typed);
    let mine = refused.into_iter().find(|one| one.field == name);
    let offer = mine.and_then(|one| one.offer).ok_or(CHANGED)?;
    let is_same = sent.text(&format!("of.{name}")) == Hash::of(text.as_bytes()).to_string();
    let at = match sent.text(&format!("pick.{name}")) {
        _ if !offer.has_choice() => 0,
        "" => return Err(CHOOSE),
        _ if !is_same => return Err(CHANGED),
        at => at.parse().map_err(|_| CHOOSE)?,
    };
    let patient = if offer.columns.is_empty() {
        anteroom_intake::patients(text).into_iter().nth(at)
    } else {
        untitled(&offer, sent, name, text, at)?
    };
    let taken = chart::take(&patient.ok_or(CHOOSE)?, &chart::needed(filling.task));
    match anteroom_intake::recognize(text) {
        _ if taken.text.is_empty() => {
            Err("Nothing that is said of this patient is needed for this task. Type what you need.")
        }
        Some(export) if anteroom_intake::recognize(&taken.text).is_none() => Ok(Chosen {
            export,
            patients: offer.people.len(),
            taken,
        }),
        _ => Err("It still looks like a chart export. Paste only the lines that you need."),
    }
}

/// The patient of a row of a list without titles, with what somebody said its columns are.
fn untitled(
    offer: &Offer,
    sent: &Sent,
    name: &str,
    text: &str,
    row: usize,
) -> Result<Option<Patient>, &'static str> {
    let said = |at: usize| {
        let code = sent.text(&column(name, at));
        let mut fields = offer.fields.iter().map(|(known, _)| *known);
        fields.find(|known| *known == code)
    };
    let fields: Vec<Option<&str>> = (0..offer.columns.len()).map(said).collect();
    if fields.iter().all(Option::is_none) {
        return Err("Say what at least one column is that this task needs.");
    }
    Ok(Untitled::read(text).and_then(|list| list.patient(row, &fields)))
}

fn event(filling: &Filling, chosen: &Chosen) -> FieldsTaken {
    let words = |codes: &std::collections::BTreeSet<&'static str>| {
        codes.iter().map(|code| Word::lossy(code)).collect()
    };
    FieldsTaken {
        task: Word::lossy(&filling.task.id),
        export: Word::lossy(chosen.export.code()),
        patients: chosen.patients as u64,
        taken: words(&chosen.taken.listed),
        left: words(&chosen.taken.left),
        others: chosen.taken.others.len() as u64,
    }
}

/// The name of the choice of what a column is.
fn column(name: &str, at: usize) -> String {
    format!("column.{name}.{at}")
}

impl Composer {
    /// Leaves chosen what was chosen before something was missing.
    fn keep_choice(&mut self, name: &str, sent: &Sent) {
        let input = self
            .fields
            .iter_mut()
            .find(|input| input.field.name == name);
        let Some(offer) = input.and_then(|input| input.offer.as_mut()) else {
            return;
        };
        if sent.text(&format!("of.{name}")) != offer.of {
            return;
        }
        offer.picked = sent.text(&format!("pick.{name}")).to_owned();
        for (at, one) in offer.columns.iter_mut().enumerate() {
            one.is = sent.text(&column(name, at)).to_owned();
        }
    }
}

impl Filling {
    /// Puts what was taken in the place of the export; what still says in it who it is about is to be replaced.
    fn put(&mut self, name: &str, taken: Taken) -> Option<Told> {
        let field = self.task.field(name)?;
        let told = Told {
            label: &field.label,
            name: &field.name,
            taken: taken.listed.iter().map(|code| chart::plain(code)).collect(),
            left: taken.left.iter().map(|code| chart::plain(code)).collect(),
            others: taken.others,
            hidden: taken.hidden.len(),
        };
        self.work.fields.insert(field.name.clone(), taken.text);
        for hidden in taken.hidden {
            let choice = Choice {
                words: hidden.words,
                does: Does::Hide,
                kind: Some(hidden.kind.to_owned()),
            };
            choices::settle(&mut self.work.choices, choice);
        }
        Some(told)
    }
}
