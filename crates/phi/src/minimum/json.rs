//! Records in JSON, as programs send them in a message: of a document that names fields of a chart, only what stands under
//! a listed field stays.
//!
//! The innermost key that names a field decides (`Document::deciding`); a FHIR resource is a field by its type. In a record, a key that nobody
//! knows is not listed. A value that goes leaves an empty text, and a key under which nothing stays leaves a number, so that
//! neither its name nor a `true` under it says anything.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Field, Minimum, OTHER, field};
use crate::visit::{Path, Place, Step, TextAt};

/// What becomes of a text.
pub(super) enum Fate {
    /// It is taken out, and counts under this code.
    Goes { code: &'static str },
    /// A key under which nothing stays.
    Renamed(String),
    /// It stays, as far as its own lines are listed.
    Stays,
}

/// The key by which FHIR names the type of a resource.
const TYPE: &str = "resourceType";

/// The key by which FHIR and others hold the words of anything: it says nothing of what they are.
const TEXT: &str = "text";

/// A record counts as one when it names so many different fields.
const TELLING: usize = 2;

/// One document inside a string.
#[derive(Default)]
struct Document {
    /// The codes of the fields that its keys name.
    named: BTreeSet<&'static str>,
    /// Whether one of them is a chart's own word.
    tells: bool,
    /// The types of its resources, by where they stand.
    types: HashMap<String, String>,
}

/// Whether a text stands under something listed; if not, the code that it counts under.
#[derive(Clone, Copy)]
enum Judged {
    Goes(&'static str),
    Stays,
}

/// What becomes of each text.
pub(super) fn fates(
    minimum: &Minimum,
    texts: &[TextAt],
    is_part: &impl Fn(&TextAt) -> bool,
) -> Vec<Fate> {
    let documents = documents(texts, is_part);
    let judge = |text: &TextAt| {
        let depth = depth(&text.path).filter(|_| is_part(text))?;
        let document = documents.get(&place(text.path.steps().get(..depth)?))?;
        document
            .is_record()
            .then(|| document.judge(minimum, text, depth))
    };
    let judged: Vec<Option<Judged>> = texts.iter().map(judge).collect();
    let lead = leading(texts, &judged);
    let mut gone = 0;
    let fate = |(text, judged): (&TextAt, Option<Judged>)| match judged {
        None | Some(Judged::Stays) => Fate::Stays,
        Some(Judged::Goes(_)) if text.place == Place::Key => {
            if lead.contains(&place(text.path.steps())) {
                return Fate::Stays;
            }
            gone += 1;
            Fate::Renamed(format!("removed_{gone}"))
        }
        Some(Judged::Goes(code)) => Fate::Goes { code },
    };
    texts.iter().zip(judged).map(fate).collect()
}

/// The places that lead to a value that stays.
fn leading(texts: &[TextAt], judged: &[Option<Judged>]) -> HashSet<String> {
    let stays = |(text, judged): &(&TextAt, &Option<Judged>)| {
        text.place != Place::Key && matches!(judged, Some(Judged::Stays))
    };
    let values = texts.iter().zip(judged).filter(stays);
    let places = values.flat_map(|(text, _)| {
        let steps = text.path.steps();
        (1..=steps.len()).filter_map(move |end| steps.get(..end).map(place))
    });
    places.collect()
}

/// The documents inside strings, by where they stand.
fn documents(texts: &[TextAt], is_part: &impl Fn(&TextAt) -> bool) -> HashMap<String, Document> {
    let mut documents: HashMap<String, Document> = HashMap::new();
    for text in texts.iter().filter(|text| is_part(text)) {
        let steps = text.path.steps();
        let Some(of) = depth(&text.path).and_then(|depth| steps.get(..depth)) else {
            continue;
        };
        let document = documents.entry(place(of)).or_default();
        match (text.place, steps.split_last()) {
            (Place::Key, Some((Step::Key(key), _))) => {
                let first = field::named(key).and_then(|fields| fields.first());
                document.named.extend(first.map(|field| field.code));
                document.tells |= first.is_some() && !field::is_generic(key);
            }
            (Place::Value, Some((Step::Key(key), above))) if **key == *TYPE => {
                document.types.insert(place(above), text.text.clone());
            }
            _ => {}
        }
    }
    documents
}

impl Document {
    fn is_record(&self) -> bool {
        (self.tells && self.named.len() >= TELLING) || !self.types.is_empty()
    }

    /// Whether a listed field is what a text stands under.
    fn judge(&self, minimum: &Minimum, text: &TextAt, depth: usize) -> Judged {
        let steps = text.path.steps();
        if steps.last().and_then(Step::key) == Some(TYPE) {
            return Judged::Stays;
        }
        match self.deciding(steps, depth) {
            Some(fields) if minimum.lists(fields) => Judged::Stays,
            Some(fields) => Judged::Goes(fields.first().map_or(OTHER, |field| field.code)),
            None => Judged::Goes(OTHER),
        }
    }

    /// The innermost key that names a field, or the type of the resource. One that programs use for other things too is part
    /// of the clinical field around it: the `name` of a medication.
    fn deciding(&self, steps: &[Step], depth: usize) -> Option<&'static [&'static Field]> {
        let mut around = (depth..=steps.len()).rev().filter_map(|end| {
            let above = steps.get(..end)?;
            let key = above.last().and_then(Step::key).filter(|_| end > depth);
            let key = key.filter(|key| *key != TEXT);
            let named = key.and_then(|key| Some((field::named(key)?, field::is_generic(key))));
            let of_type = || Some((field::named(self.types.get(&place(above))?)?, false));
            named.or_else(of_type)
        });
        let (innermost, is_generic) = around.next()?;
        let is_clinical = |fields: &[&Field]| fields.iter().any(|field| !field.is_identity);
        let clinical = around.find(|(fields, generic)| !generic && is_clinical(fields));
        match clinical.filter(|_| is_generic) {
            Some((fields, _)) => Some(fields),
            None => Some(innermost),
        }
    }
}

/// How many steps lead into the innermost document that a string holds.
fn depth(path: &Path) -> Option<usize> {
    let into = |step: &Step| matches!(step, Step::Json);
    path.steps().iter().rposition(into).map(|at| at + 1)
}

/// A place as a text, the same for the same place only.
fn place(steps: &[Step]) -> String {
    let mut place = String::new();
    for step in steps {
        match step {
            Step::Index(index) => place.push_str(&index.to_string()),
            Step::Json => place.push('{'),
            Step::Key(key) => {
                place.push('"');
                place.push_str(&key.replace('/', "//"));
            }
        }
        place.push_str("/;");
    }
    place
}
