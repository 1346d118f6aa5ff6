//! `/console/vendors/{id}/services/new`: a service that the practice uses is put on file and approved, as by `anteroom vendor
//! deployment add`; one that is on file is approved, or is no longer used.

use anteroom_audit::Word;
use anteroom_office::vendor::{
    Deployment, Kind, Party, Role, add_service, approve_service, end_service,
};
use anteroom_office::{Desk, Kept, OfficeError};
use anteroom_store::Connection;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;

use crate::page::{
    Allowed, AllowedForm, ChangeEvidence, Fields, Frame, Reader, Sent, Wrong, page, page_with,
};

#[derive(Template)]
#[template(path = "console/new_service.html")]
struct New {
    frame: Frame,
    here: &'static str,
    vendor: (String, String),
    /// Connections in use: name, and name with host.
    connections: Vec<(String, String)>,
    fields: Fields,
}

/// Kinds of services, as forms send them and as people say them.
const KINDS: [(Kind, &str, &str); 4] = [
    (
        Kind::EnterpriseApi,
        "enterprise_api",
        "Under a contract of your own with the vendor",
    ),
    (
        Kind::PrivateCloud,
        "private_cloud",
        "In your own account with a cloud company",
    ),
    (
        Kind::SelfHosted,
        "self_hosted",
        "On machines that you run yourselves",
    ),
    (
        Kind::PublicApi,
        "public_api",
        "A plan that anybody can sign up for, with no contract of your own",
    ),
];

impl New {
    fn kinds(&self) -> [(&'static str, &'static str); 4] {
        KINDS.map(|(_, code, says)| (code, says))
    }
}

/// The form; `?connection=` names the connection that leads there.
pub(super) async fn get(
    by: Allowed<ChangeEvidence>,
    Path(vendor): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let sent = Sent::of_query(query.as_deref());
    let shown = async {
        let party = by.desk.find::<Party>(&vendor.parse()?).await?;
        let kind = match party.record.role {
            Role::PracticeOwned => "self_hosted",
            _ => "enterprise_api",
        };
        let fields = Fields::with([
            ("kind", kind.to_owned()),
            ("connection", sent.text("connection").to_owned()),
        ]);
        show(&by, &party, fields).await
    };
    Ok(page(&shown.await.map_err(|failed| by.failed(failed))?))
}

/// Puts it on file.
pub(super) async fn post(
    Path(vendor): Path<String>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let both = async {
        let party = by.desk.find::<Party>(&vendor.parse()?).await?;
        Ok::<_, OfficeError>((party, live(&by.desk).await?))
    };
    let (party, live) = both.await.map_err(|failed| by.failed(failed))?;
    let service = match read(&by.desk, &party, &live, &sent) {
        Ok(service) => service,
        Err(wrong) => {
            let again = show(&by, &party, Fields::again(&sent, wrong)).await;
            let again = again.map_err(|failed| by.failed(failed))?;
            return Ok(page_with(StatusCode::CONFLICT, &again));
        }
    };
    let added = add_service(&by.desk, &service).await;
    Ok(by.done(added, &format!("/console/vendors/{vendor}#services")))
}

/// Approves a service on file that nobody has approved.
pub(super) async fn approve(
    Path((vendor, id)): Path<(String, String)>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let by = form.by;
    let done = async {
        let kept = found(&by.desk, &vendor, &id).await?;
        approve_service(&by.desk, &kept, by.desk.name()).await
    };
    Ok(by.done(done.await, &format!("/console/vendors/{vendor}#services")))
}

/// Records that a service is no longer used, from today on.
pub(super) async fn end(
    Path((vendor, id)): Path<(String, String)>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let by = form.by;
    let done = async {
        let kept = found(&by.desk, &vendor, &id).await?;
        end_service(&by.desk, &kept, by.desk.today()).await
    };
    Ok(by.done(done.await, &format!("/console/vendors/{vendor}#services")))
}

/// A service of this vendor that is in use.
async fn found(desk: &Desk, vendor: &str, id: &str) -> Result<Kept<Deployment>, OfficeError> {
    let kept = desk.find::<Deployment>(&id.parse()?).await?;
    let is_its = kept.record.party.as_str() == vendor && kept.record.is_in_use(desk.today());
    match is_its {
        true => Ok(kept),
        false => Err(OfficeError::Missing {
            subject: "deployment",
            id: kept.id,
        }),
    }
}

async fn live(desk: &Desk) -> Result<Vec<Connection>, OfficeError> {
    let mut all = desk.store().connections().await?;
    all.retain(|connection| connection.revoked_at.is_none());
    Ok(all)
}

async fn show(
    by: &Allowed<ChangeEvidence>,
    party: &Kept<Party>,
    fields: Fields,
) -> Result<New, OfficeError> {
    let live = live(&by.desk).await?;
    let named = live.iter().map(|one| {
        let (name, host) = (&one.name, &one.host);
        (name.to_string(), format!("{name}, to {host}"))
    });
    Ok(New {
        frame: by.frame.clone(),
        here: "vendors",
        vendor: (party.id.to_string(), party.record.name.to_string()),
        connections: named.collect(),
        fields,
    })
}

/// The service that was sent. Where no address was written, it is the one that the connection leads to.
fn read(
    desk: &Desk,
    party: &Kept<Party>,
    live: &[Connection],
    sent: &Sent,
) -> Result<Deployment, Vec<Wrong>> {
    let mut reader = Reader::of(sent);
    let connection = connection(&mut reader, live);
    let kind = kind(&mut reader);
    let product = reader.word(
        "product",
        "Write what the vendor calls it, such as Scale plan.",
    );
    let endpoint = endpoint(&mut reader, connection);
    let region = reader.word("region", "Write where text is handled, such as us.");
    let approved = (reader.text("approve") == "yes").then(|| desk.name());
    let service = (|| {
        Some(Deployment {
            party: party.id.clone(),
            connection: connection.map(|one| one.name.clone()),
            kind: kind?,
            product: product?,
            endpoint: endpoint?,
            region: region?,
            approved_on: approved.as_ref().map(|_| desk.today()),
            approved_by: approved,
            ended_on: None,
        })
    })();
    let elsewhere = service.as_ref().zip(connection);
    let elsewhere = elsewhere.filter(|(service, connection)| !service.is_at(&connection.host));
    if let Some((_, Connection { name, host, .. })) = elsewhere {
        let says = format!(
            "Connection {name} leads to {host}. Write that address, or choose another connection."
        );
        reader.stop("endpoint", &says);
    }
    reader.finish(service)
}

fn connection<'c>(reader: &mut Reader<'_>, live: &'c [Connection]) -> Option<&'c Connection> {
    let name = reader.text("connection");
    let found = live.iter().find(|one| one.name.as_str() == name);
    if found.is_none() && !name.is_empty() {
        reader.stop(
            "connection",
            "This connection is not in use. Choose another.",
        );
    }
    found
}

fn kind(reader: &mut Reader<'_>) -> Option<Kind> {
    let mut kinds = KINDS.iter();
    let kind = kinds.find(|(_, code, _)| *code == reader.text("kind"));
    if kind.is_none() {
        reader.stop("kind", "Choose what kind of service it is.");
    }
    kind.map(|(kind, ..)| *kind)
}

fn endpoint(reader: &mut Reader<'_>, connection: Option<&Connection>) -> Option<Word> {
    match (reader.text("endpoint"), connection) {
        ("", Some(connection)) => Some(connection.host.clone()),
        _ => reader.word(
            "endpoint",
            "Write the address, or choose the connection that leads there.",
        ),
    }
}
