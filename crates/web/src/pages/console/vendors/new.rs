//! `/console/vendors/new`: a vendor is put on file, as by `anteroom vendor add`.

use anteroom_office::vendor::{Party, Role, add_party};
use anteroom_office::{Desk, Id, OfficeError};
use anteroom_policy::offerings::Offering;
use askama::Template;
use axum::response::Response;
use http::StatusCode;

use crate::page::{
    Allowed, AllowedForm, ChangeEvidence, Fields, Frame, Reader, Sent, Wrong, page, page_with,
    see_other,
};

#[derive(Template)]
#[template(path = "console/new_vendor.html")]
struct New {
    frame: Frame,
    here: &'static str,
    fields: Fields,
    /// Companies whose services and addresses are known, by name.
    known: Vec<(String, String)>,
    /// Vendors on file, for whom another one can work.
    on_file: Vec<(String, String)>,
}

/// What a vendor can be, as forms send it and as people say it.
const ROLES: [(Role, &str, &str); 4] = [
    (
        Role::BusinessAssociate,
        "business_associate",
        "It gets patient information for us, so it must sign an agreement (BAA)",
    ),
    (
        Role::PracticeOwned,
        "practice_owned",
        "These are machines that we own and run ourselves",
    ),
    (
        Role::Subcontractor,
        "subcontractor",
        "It works for one of our vendors",
    ),
    (
        Role::Other,
        "other",
        "Another company, which never gets patient information",
    ),
];

impl New {
    fn roles(&self) -> [(&'static str, &'static str); 4] {
        ROLES.map(|(_, code, says)| (code, says))
    }
}

pub(super) async fn get(by: Allowed<ChangeEvidence>) -> Result<Response, Response> {
    let usual = [("role", "business_associate".to_owned())];
    let shown = show(&by, Fields::with(usual)).await;
    Ok(page(&shown.map_err(|failed| by.failed(failed))?))
}

pub(super) async fn post(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let on_file = by.desk.all::<Party>().await;
    let on_file = on_file.map_err(|failed| by.failed(failed))?;
    let read = read(&sent, |name| {
        let mut all = on_file.iter();
        all.any(|kept| kept.record.name.as_str().eq_ignore_ascii_case(name))
    });
    let party = match read {
        Ok(party) => party,
        Err(wrong) => {
            let again = show(&by, Fields::again(&sent, wrong)).await;
            let again = again.map_err(|failed| by.failed(failed))?;
            return Ok(page_with(StatusCode::CONFLICT, &again));
        }
    };
    let added = add(&by.desk, &party).await;
    let id = added.map_err(|failed| by.failed(failed))?;
    Ok(see_other(&format!("/console/vendors/{id}")))
}

async fn show(by: &Allowed<ChangeEvidence>, fields: Fields) -> Result<New, OfficeError> {
    let on_file = by.desk.all::<Party>().await?.into_iter();
    let named = on_file.map(|kept| (kept.id.to_string(), kept.record.name.to_string()));
    let mut known: Vec<String> = Offering::shipped()?
        .into_iter()
        .filter(|offering| !offering.hosts.is_empty() && !offering.is_at("localhost"))
        .map(|offering| offering.vendor)
        .collect();
    known.dedup();
    Ok(New {
        frame: by.frame.clone(),
        here: "vendors",
        fields,
        known: known.into_iter().map(|name| (name.clone(), name)).collect(),
        on_file: named.collect(),
    })
}

/// The vendor that was sent. `is_taken`: whether there is one of this name.
fn read(sent: &Sent, is_taken: impl Fn(&str) -> bool) -> Result<Party, Vec<Wrong>> {
    let mut reader = Reader::of(sent);
    let name = match reader.text("known") {
        "" => reader.word(
            "name",
            "Choose a vendor from the list, or write the name of another.",
        ),
        _ => reader.word_if_any("known"),
    };
    if let Some(name) = name.as_ref().filter(|name| is_taken(name.as_str())) {
        let says = format!("{name} is on file already. Open it on the list of vendors.");
        reader.stop("name", &says);
    }
    let mut roles = ROLES.iter();
    let role = roles.find(|(_, code, _)| *code == reader.text("role"));
    let role = role.map(|(role, ..)| *role);
    if role.is_none() {
        reader.stop("role", "Choose what it is to you.");
    }
    let works_for = owner(&mut reader, role);
    let contact = reader.word_if_any("contact");
    let note = reader.note_if_any("note");
    let party = name.zip(role).map(|(name, role)| Party {
        works_for,
        contact,
        note,
        ..Party::new(name, role)
    });
    reader.finish(party)
}

/// For whom a subcontractor works.
fn owner(reader: &mut Reader<'_>, role: Option<Role>) -> Option<Id> {
    if role != Some(Role::Subcontractor) {
        return None;
    }
    let owner = reader.text("works_for").parse().ok();
    if owner.is_none() {
        reader.stop("works_for", "Choose for which of your vendors it works.");
    }
    owner
}

/// Puts it on file under the first id of its name that is free. The address of this page is no vendor's.
async fn add(desk: &Desk, party: &Party) -> Result<Id, OfficeError> {
    let first = Id::of_name(party.name.as_str());
    let all = desk.all::<Party>().await?;
    let is_free = |id: &Id| id.as_str() != "new" && all.iter().all(|kept| kept.id != *id);
    let mut id = first.clone();
    let mut number = 2;
    while !is_free(&id) {
        id = format!("{first}-{number}").parse()?;
        number += 1;
    }
    add_party(desk, &id, party).await?;
    Ok(id)
}
