//! `/console/vendors/{id}/agreements/new` and `/console/vendors/{id}/agreements/{agreement}/change`: an agreement is put on
//! file as far as it has come, a new one follows one that ends, and what became of one is recorded. As by `anteroom vendor
//! agreement add` and `change`.

use anteroom_audit::Word;
use anteroom_office::paper::Paper;
use anteroom_office::vendor::{Agreement, Deployment, Party, Scope, add_agreement};
use anteroom_office::{Desk, Id, Kept, NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::plain_day;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::agreement::found;
use super::handed;
use crate::page::{
    Allowed, AllowedUpload, ChangeEvidence, Fields, Files, Frame, Reader, Sent, page, page_with,
    see_other,
};
use crate::pages::error;

#[derive(Template)]
#[template(path = "console/terms.html")]
struct Terms {
    frame: Frame,
    here: &'static str,
    vendor: (String, String),
    /// The agreement that is changed; none where one is added.
    id: Option<String>,
    /// What the new one follows, in words.
    follows: Option<String>,
    /// Where the form goes.
    action: String,
    /// Which revision of the record is changed.
    revision: u64,
    /// The name of the paper that is kept.
    paper: Option<String>,
    /// Addresses of this vendor's services and connections, to choose from.
    hosts: Vec<String>,
    fields: Fields,
    notice: &'static str,
}

/// How far an agreement can have come, as forms send it and as people say it.
const STATUS: [(&str, &str); 3] = [
    ("asked", "We asked for it"),
    ("received", "We have its text, and not both have signed"),
    ("signed", "Both sides have signed"),
];

impl Terms {
    fn status(&self) -> [(&'static str, &'static str); 3] {
        STATUS
    }
}

/// The form for a new agreement; `?renews=` names the one that it follows.
pub(super) async fn new(
    by: Allowed<ChangeEvidence>,
    Path(vendor): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let sent = Sent::of_query(query.as_deref());
    let shown = async {
        let party = party(&by.desk, &vendor).await?;
        let older = match sent.text("renews") {
            "" => None,
            id => Some(found(&by, &vendor, id).await?),
        };
        let fields = match &older {
            Some(older) => following(&older.record),
            None => first(&by.desk, &party.id).await?,
        };
        let follows = older.as_ref().map(in_words);
        let terms = show(&by, &party, None, fields).await?;
        Ok::<_, OfficeError>(Terms { follows, ..terms })
    };
    Ok(page(&shown.await.map_err(|failed| by.failed(failed))?))
}

/// The form for what became of an agreement.
pub(super) async fn get(
    by: Allowed<ChangeEvidence>,
    Path((vendor, id)): Path<(String, String)>,
) -> Result<Response, Response> {
    let shown = async {
        let party = party(&by.desk, &vendor).await?;
        let kept = found(&by, &vendor, &id).await?;
        let fields = on_file(&kept.record);
        show(&by, &party, Some(&kept), fields).await
    };
    Ok(page(&shown.await.map_err(|failed| by.failed(failed))?))
}

/// Puts a new agreement on file.
pub(super) async fn add(
    Path(vendor): Path<String>,
    form: AllowedUpload<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedUpload { by, handed_in } = form;
    let party = party(&by.desk, &vendor).await;
    let party = party.map_err(|failed| by.failed(failed))?;
    let before = Agreement::with(party.id.clone());
    let (agreement, paper) = match read(&by.desk, before, handed_in) {
        Ok(read) => read,
        Err(fields) => return again(&by, &party, None, fields).await,
    };
    let added = async {
        let agreement = with_paper(&by.desk, agreement, paper)?;
        add_agreement(&by.desk, &agreement).await
    };
    let id = added.await.map_err(|failed| by.failed(failed))?;
    Ok(see_other(&format!("/console/vendors/{vendor}#{id}")))
}

/// Records what became of an agreement.
pub(super) async fn change(
    Path((vendor, id)): Path<(String, String)>,
    form: AllowedUpload<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedUpload { by, handed_in } = form;
    let both = async {
        let party = party(&by.desk, &vendor).await?;
        Ok::<_, OfficeError>((party, found(&by, &vendor, &id).await?))
    };
    let (party, kept) = both.await.map_err(|failed| by.failed(failed))?;
    let sent = handed_in.as_ref().map(|(sent, _)| sent.text("revision"));
    if sent.is_some_and(|sent| sent != kept.revision.to_string()) {
        return Err(error::changed_meanwhile(by.frame));
    }
    let (agreement, paper) = match read(&by.desk, kept.record.clone(), handed_in) {
        Ok(read) => read,
        Err(fields) => return again(&by, &party, Some(&kept), fields).await,
    };
    let changed = async {
        let agreement = with_paper(&by.desk, agreement, paper)?;
        by.desk.change(&kept, &agreement).await
    };
    Ok(by.done(changed.await, &format!("/console/vendors/{vendor}#{id}")))
}

async fn party(desk: &Desk, id: &str) -> Result<Kept<Party>, OfficeError> {
    desk.find::<Party>(&id.parse()?).await
}

async fn again(
    by: &Allowed<ChangeEvidence>,
    party: &Kept<Party>,
    kept: Option<&Kept<Agreement>>,
    fields: Fields,
) -> Result<Response, Response> {
    let again = show(by, party, kept, fields).await;
    let again = again.map_err(|failed| by.failed(failed))?;
    Ok(page_with(StatusCode::CONFLICT, &again))
}

async fn show(
    by: &Allowed<ChangeEvidence>,
    party: &Kept<Party>,
    kept: Option<&Kept<Agreement>>,
    fields: Fields,
) -> Result<Terms, OfficeError> {
    let base = format!("/console/vendors/{}/agreements", party.id);
    let document = kept.and_then(|kept| kept.record.document.as_ref());
    Ok(Terms {
        frame: by.frame.clone(),
        here: "vendors",
        vendor: (party.id.to_string(), party.record.name.to_string()),
        id: kept.map(|kept| kept.id.to_string()),
        follows: None,
        action: match kept {
            Some(kept) => format!("{base}/{}/change", kept.id),
            None => format!("{base}/new"),
        },
        revision: kept.map_or(0, |kept| kept.revision),
        paper: document.map(|document| document.name.to_string()),
        hosts: hosts(&by.desk, &party.id).await?,
        fields,
        notice: NOT_LEGAL_ADVICE,
    })
}

/// The hosts that connections in use lead to, and the addresses of this vendor's services on file.
async fn hosts(desk: &Desk, party: &Id) -> Result<Vec<String>, OfficeError> {
    let services = desk.all::<Deployment>().await?.into_iter();
    let own = services.filter(|kept| kept.record.party == *party);
    let own = own.map(|kept| kept.record.endpoint.to_string());
    let all = desk.store().connections().await?.into_iter();
    let live = all.filter(|one| one.revoked_at.is_none());
    let mut hosts: Vec<String> = own.chain(live.map(|one| one.host.to_string())).collect();
    hosts.sort();
    hosts.dedup();
    Ok(hosts)
}

/// A form for a first agreement, which says where the vendor's services on file are.
async fn first(desk: &Desk, party: &Id) -> Result<Fields, OfficeError> {
    let services = desk.all::<Deployment>().await?.into_iter();
    let own = services.filter(|kept| kept.record.party == *party);
    let own: Vec<Deployment> = own.map(|kept| kept.record).collect();
    let named = |of: fn(&Deployment) -> &Word| {
        let mut all: Vec<Word> = own.iter().map(|one| of(one).clone()).collect();
        all.sort();
        all.dedup();
        lines(&all)
    };
    Ok(Fields::with([
        ("endpoints", named(|one| &one.endpoint)),
        ("regions", named(|one| &one.region)),
    ]))
}

/// A form for the agreement after this one: it covers the same, and begins when this one is over.
fn following(older: &Agreement) -> Fields {
    let next = older.until.and_then(|last| last.checked_add(1.day()).ok());
    Fields::with([
        ("effective", day(next)),
        ("endpoints", lines(&older.scope.endpoints)),
        ("regions", lines(&older.scope.regions)),
        ("products", lines(&older.scope.products)),
    ])
}

fn in_words(older: &Kept<Agreement>) -> String {
    let (id, until) = (&older.id, older.record.until);
    match until {
        Some(last) => format!(
            "It follows agreement {id}, which ends on {}.",
            plain_day(last)
        ),
        None => format!("It follows agreement {id}."),
    }
}

/// What is on file, in the form's fields.
fn on_file(agreement: &Agreement) -> Fields {
    let text = |word: Option<&Word>| word.map_or_else(String::new, ToString::to_string);
    let note = agreement.note.as_ref();
    Fields::with([
        ("status", status(agreement).to_owned()),
        ("requested", day(agreement.requested_on)),
        ("received", day(agreement.received_on)),
        ("signed_by", text(agreement.signed_by.as_ref())),
        ("effective", day(agreement.effective)),
        ("until", day(agreement.until)),
        ("terminated", day(agreement.terminated_on)),
        ("endpoints", lines(&agreement.scope.endpoints)),
        ("regions", lines(&agreement.scope.regions)),
        ("products", lines(&agreement.scope.products)),
        (
            "note",
            note.map_or_else(String::new, |note| note.as_str().to_owned()),
        ),
    ])
}

fn status(agreement: &Agreement) -> &'static str {
    let has_text = agreement.received_on.is_some() || agreement.document.is_some();
    match (agreement.signed_by_both, has_text, agreement.requested_on) {
        (true, ..) => "signed",
        (false, true, _) => "received",
        (false, false, Some(_)) => "asked",
        (false, false, None) => "",
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

fn lines(words: &[Word]) -> String {
    let each: Vec<&str> = words.iter().map(Word::as_str).collect();
    each.join("\n")
}

/// The agreement as it was sent, over what was on file before, with its paper; or the form again.
fn read(
    desk: &Desk,
    before: Agreement,
    handed_in: Option<(Sent, Files)>,
) -> Result<(Agreement, Option<Paper>), Fields> {
    handed::read(handed_in, |reader, has_paper| {
        let agreement = terms(reader, before, desk.today());
        check(reader, &agreement, has_paper);
        Some(agreement)
    })
}

fn terms(reader: &mut Reader<'_>, before: Agreement, today: Date) -> Agreement {
    let status = reader.text("status");
    let requested = reader.past_day_if_any("requested", today);
    let received = reader.past_day_if_any("received", today);
    Agreement {
        requested_on: requested.or((status == "asked").then_some(today)),
        received_on: received.or((status == "received").then_some(today)),
        signed_by_both: status == "signed",
        signed_by: reader.word_if_any("signed_by"),
        effective: reader.day_if_any("effective"),
        until: reader.day_if_any("until"),
        terminated_on: reader.day_if_any("terminated"),
        scope: Scope {
            products: reader.words("products"),
            endpoints: reader.words("endpoints"),
            regions: reader.words("regions"),
        },
        note: reader.note_if_any("note"),
        ..before
    }
}

/// What must be there, by how far it has come.
fn check(reader: &mut Reader<'_>, agreement: &Agreement, has_new_paper: bool) {
    let status = reader.text("status");
    if !STATUS.iter().any(|(code, _)| *code == status) {
        reader.stop("status", "Choose how far it has come.");
    }
    if status == "asked" && has_new_paper {
        reader.stop(
            "status",
            "You put a file in. Choose that you have its text, or that it is signed.",
        );
    }
    if status == "signed" && agreement.effective.is_none() {
        reader.stop(
            "effective",
            "Write its first day. It stands in the agreement.",
        );
    }
    let (first, last) = (agreement.effective, agreement.until);
    if last.is_some_and(|last| first.is_none_or(|first| last < first)) {
        reader.stop(
            "until",
            "Write a last day that is not before the first day.",
        );
    }
    if agreement.scope.endpoints.iter().any(|one| !is_address(one)) {
        let says = "Write each address as a host, or a host and a path, such as api.us.mistral.ai.";
        reader.stop("endpoints", says);
    }
}

/// Whether it can be a host, with or without a path.
fn is_address(word: &Word) -> bool {
    let text = word.as_str();
    !text.contains(char::is_whitespace) && text.contains(['.', ':']) || text == "localhost"
}

fn with_paper(
    desk: &Desk,
    agreement: Agreement,
    paper: Option<Paper>,
) -> Result<Agreement, OfficeError> {
    let document = handed::kept(desk, paper.as_ref(), "agreement")?;
    Ok(Agreement {
        document: document.or(agreement.document),
        ..agreement
    })
}
