//! `/system/connections/{id}`: one connection: how far it is open and what decides that; it is tried out, approved for
//! de-identified patient text, or withdrawn, as by `anteroom connection`.

use anteroom_audit::{Day, Word};
use anteroom_gateway::{Replacing, try_connection};
use anteroom_office::account::Right;
use anteroom_office::vendor::Deployment;
use anteroom_office::{Desk, OfficeError};
use anteroom_policy::plain_days;
use anteroom_store::{Connection, NewApproval};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use crate::edge::Edge;
use crate::page::{
    Allowed, AllowedForm, ChangeEvidence, Fields, Frame, ManageConnections, Needs, Reader, Sent,
    Wrong, page, page_with, see_other, sentence,
};
use crate::pages::console::ways::{Way, ways};
use crate::pages::error;

/// What a connection is approved for here.
const DEIDENTIFIED: &str = "deidentified";

/// Why an approval is not taken that would decide nothing.
const DECIDED: &str =
    "a service on file names this connection, so your records decide about it; open its vendor";

#[derive(Template)]
#[template(path = "system/connection.html")]
struct One {
    frame: Frame,
    id: String,
    name: String,
    provider: &'static str,
    address: String,
    models: Vec<String>,
    has_key: bool,
    added: String,
    /// What can stand in the place of patient information: its code, what it is, whether it does now.
    replacing: Vec<(&'static str, &'static str, bool)>,
    way: Option<Way>,
    /// The vendor whose service on file names it: then the records decide.
    vendor: Option<String>,
    /// The newest approval, in words.
    approval: Option<String>,
    may_approve: bool,
    sees_vendors: bool,
    /// The name that stands beside an approval of this person.
    by: String,
    tried: Option<Result<String, String>>,
    fields: Fields,
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    by: Allowed<ManageConnections>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let connection = found(&by, &id).await?;
    let one = show(&edge, &by, connection, Fields::default()).await?;
    Ok(page(&one))
}

/// Asks the service for a made-up sentence, with the key that is kept.
pub(crate) async fn test(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    form: AllowedForm<ManageConnections>,
) -> Result<Response, Response> {
    let by = form.by;
    let connection = found(&by, &id).await?;
    let tried = Some(try_out(&by, &connection).await?);
    let one = show(&edge, &by, connection, Fields::default()).await?;
    Ok(page(&One { tried, ..one }))
}

/// Says what stands in the place of patient information from the next request on.
pub(crate) async fn set_replacing(
    Path(id): Path<String>,
    form: AllowedForm<ManageConnections>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let connection = found(&by, &id).await?;
    let Some(way) = Replacing::named(sent.text("replacing")) else {
        return Err(by.failed(OfficeError::Refused("choose what stands there")));
    };
    let place = format!("/system/connections/{id}#replacing");
    if connection.replacing.as_str() == way.code() {
        return Ok(see_other(&place));
    }
    let store = by.desk.store();
    let set = store.set_replacing(by.desk.by(), &connection.name, Word::lossy(way.code()));
    let set = set.await.map_err(OfficeError::from);
    Ok(by.done(set, &place))
}

/// A way of replacing in words, with an example.
fn in_words(way: Replacing) -> &'static str {
    match way {
        Replacing::Placeholders => {
            "Markers, such as [PATIENT_1]. The answer has the details again."
        }
        Replacing::Surrogates => {
            "Made-up details of the same shape, such as another name. The answer has the real ones again."
        }
        Replacing::SafeHarbor => {
            "Years, states and ages up to 89 stay; the rest is a general word. For good: the answer has no names."
        }
        Replacing::Redact => "Black blocks. For good: the answer has no names.",
    }
}

/// Withdraws it: nothing goes through it any more.
pub(crate) async fn withdraw(
    Path(id): Path<String>,
    form: AllowedForm<ManageConnections>,
) -> Result<Response, Response> {
    let by = form.by;
    let connection = found(&by, &id).await?;
    let store = by.desk.store();
    let withdrawn = store.revoke_connection(by.desk.by(), &connection.name);
    let withdrawn = withdrawn.await.map_err(OfficeError::from);
    Ok(by.done(withdrawn, "/system#connections"))
}

/// Records that somebody who read the agreement approves it for de-identified patient text.
pub(crate) async fn approve(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let connection = found(&by, &id).await?;
    let vendor = vendor(&by.desk, &connection.name).await;
    if vendor.map_err(|failed| by.failed(failed))?.is_some() {
        return Err(by.failed(OfficeError::Refused(DECIDED)));
    }
    let approval = match read(&by.desk, &sent) {
        Ok(approval) => approval,
        Err(wrong) => {
            let fields = Fields::again(&sent, wrong);
            let again = show(&edge, &by, connection, fields).await?;
            return Ok(page_with(StatusCode::CONFLICT, &again));
        }
    };
    let store = by.desk.store();
    let approved = store.approve_connection(by.desk.by(), &connection.name, approval);
    let approved = approved.await.map_err(OfficeError::from);
    Ok(by.done(approved, &format!("/system/connections/{id}")))
}

/// The connection of this id, unless it was withdrawn.
async fn found<R: Needs>(by: &Allowed<R>, id: &str) -> Result<Connection, Response> {
    let all = by.desk.store().connections().await;
    let all = all.map_err(|_| error::broken(by.frame.clone()))?;
    let mut live = all.into_iter().filter(|one| one.revoked_at.is_none());
    let found = live.find(|one| one.id == id);
    found.ok_or_else(|| error::not_found(by.frame.clone()))
}

/// Its first model's answer, or what does not work.
async fn try_out<R: Needs>(
    by: &Allowed<R>,
    connection: &Connection,
) -> Result<Result<String, String>, Response> {
    let key = by.desk.store().upstream_key(connection);
    let key = key.map_err(|_| error::broken(by.frame.clone()))?;
    let (provider, url) = (connection.provider.as_str(), &connection.base_url);
    let model = connection.models.first().map(Word::as_str);
    let tried = try_connection(provider, url, key, model).await;
    Ok(match tried {
        Ok(tried) => Ok(tried.model),
        Err(trouble) => Err(sentence(&trouble.to_string())),
    })
}

async fn show<R: Needs>(
    edge: &Edge,
    by: &Allowed<R>,
    connection: Connection,
    fields: Fields,
) -> Result<One, Response> {
    let ways = ways(edge).await;
    let ways = ways.ok_or_else(|| error::broken(by.frame.clone()))?;
    let vendor = vendor(&by.desk, &connection.name).await;
    let vendor = vendor.map_err(|failed| by.failed(failed))?;
    Ok(One {
        id: connection.id.clone(),
        name: connection.name.to_string(),
        provider: called(connection.provider.as_str()),
        address: connection.base_url.clone(),
        models: connection.models.iter().map(Word::to_string).collect(),
        has_key: connection.has_key(),
        added: by.frame.minute(connection.added_at),
        replacing: Replacing::ALL
            .into_iter()
            .map(|way| {
                let is_now = connection.replacing.as_str() == way.code();
                (way.code(), in_words(way), is_now)
            })
            .collect(),
        way: ways
            .into_iter()
            .find(|way| way.name == connection.name.as_str()),
        approval: approval(&connection),
        may_approve: by.may(Right::ChangeEvidence) && vendor.is_none(),
        sees_vendors: by.may(Right::SeeConsole),
        vendor,
        by: by.desk.name().to_string(),
        tried: None,
        fields,
        frame: by.frame.clone(),
    })
}

/// The vendor whose service on file names the connection. Once one does, an approval decides no more, also when the service
/// has ended.
async fn vendor(desk: &Desk, connection: &Word) -> Result<Option<String>, OfficeError> {
    let all = desk.all::<Deployment>().await?;
    let mut own = all
        .into_iter()
        .filter(|kept| kept.record.connection.as_ref() == Some(connection));
    Ok(own.next().map(|kept| kept.record.party.to_string()))
}

fn called(provider: &str) -> &'static str {
    match provider {
        "mistral" => "Mistral's own service",
        _ => "A service that takes requests as OpenAI's does",
    }
}

fn approval(connection: &Connection) -> Option<String> {
    let approval = connection.approval(DEIDENTIFIED)?;
    let by = &approval.approved_by;
    let until = approval.agreement_until;
    let until = until.map(|day| format!(", on an agreement until {day}"));
    let learns = match approval.no_training {
        true => "The vendor does not train models on what it gets.",
        false => "It is not known that the vendor trains no models on what it gets.",
    };
    let says = format!(
        "{by} approved it for patient text with names and numbers swapped{}. {learns}",
        until.unwrap_or_default()
    );
    Some(plain_days(&says))
}

fn read(desk: &Desk, sent: &Sent) -> Result<NewApproval, Vec<Wrong>> {
    let mut reader = Reader::of(sent);
    let until = reader.day_if_any("until");
    match until {
        None if reader.text("until").is_empty() => {
            reader.stop(
                "until",
                "Write the last day of the agreement that you read.",
            );
        }
        Some(day) if day < desk.today() => {
            reader.stop(
                "until",
                "This day is over. Write the last day of an agreement that holds.",
            );
        }
        _ => {}
    }
    let until: Option<Day> = until.and_then(|day| day.to_string().parse().ok());
    if reader.text("read") != "yes" {
        reader.stop("read", "Tick this once you have read the agreement.");
    }
    let approval = until.map(|until| NewApproval {
        purpose: Word::lossy(DEIDENTIFIED),
        agreement_until: Some(until),
        no_training: reader.text("no_training") == "yes",
        approved_by: desk.name(),
    });
    reader.finish(approval)
}
