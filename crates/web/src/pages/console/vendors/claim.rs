//! `/console/vendors/{id}/claims/new`: what a vendor says is written down, with its source and who checked it, as by `anteroom
//! vendor claim`; a claim on file is checked, or counts no more.

use anteroom_audit::Word;
use anteroom_office::paper::Paper;
use anteroom_office::vendor::{
    Claim, Deployment, Dimension, Party, Source, Verified, add_claim, verify_claim, withdraw_claim,
};
use anteroom_office::{Desk, Kept, OfficeError};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;

use super::handed;
use crate::page::{
    Allowed, AllowedForm, AllowedUpload, ChangeEvidence, Fields, Files, Frame, Reader, Sent,
    capital, code_words, page, page_with,
};

#[derive(Template)]
#[template(path = "console/new_claim.html")]
struct New {
    frame: Frame,
    here: &'static str,
    vendor: (String, String),
    /// Products of this vendor's services on file: a claim counts for the one that it names.
    products: Vec<String>,
    fields: Fields,
}

impl New {
    /// For what it counts.
    fn counts_for(&self) -> String {
        match self.products.is_empty() {
            true => "As the vendor calls it. It counts for a service on file with the same name."
                .to_owned(),
            false => {
                let names = self.products.join(", ");
                format!("It counts for the service with the same name. On file: {names}.")
            }
        }
    }

    /// What a claim can be about: its code, and its words.
    fn points(&self) -> Vec<(String, String)> {
        let all = Dimension::ALL.into_iter();
        all.map(|about| (code(about), capital(about.words())))
            .collect()
    }
}

pub(super) async fn get(
    by: Allowed<ChangeEvidence>,
    Path(vendor): Path<String>,
) -> Result<Response, Response> {
    let shown = async {
        let party = by.desk.find::<Party>(&vendor.parse()?).await?;
        let products = offered(&by.desk, &party).await?;
        let first = products.first().cloned().unwrap_or_default();
        show(&by, &party, Fields::with([("offering", first)])).await
    };
    Ok(page(&shown.await.map_err(|failed| by.failed(failed))?))
}

/// Writes it down.
pub(super) async fn post(
    Path(vendor): Path<String>,
    form: AllowedUpload<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedUpload { by, handed_in } = form;
    let party = async { by.desk.find::<Party>(&vendor.parse()?).await };
    let party = party.await.map_err(|failed| by.failed(failed))?;
    let (claim, paper) = match read(&by.desk, &party, handed_in) {
        Ok(read) => read,
        Err(fields) => {
            let again = show(&by, &party, fields).await;
            let again = again.map_err(|failed| by.failed(failed))?;
            return Ok(page_with(StatusCode::CONFLICT, &again));
        }
    };
    let added = async {
        let claim = with_paper(&by.desk, claim, paper.as_ref())?;
        add_claim(&by.desk, &claim).await
    };
    Ok(by.done(added.await, &format!("/console/vendors/{vendor}#claims")))
}

/// Records that somebody checked a claim with the vendor today.
pub(super) async fn verify(
    Path((vendor, id)): Path<(String, String)>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let by = form.by;
    let done = async {
        let kept = found(&by.desk, &vendor, &id).await?;
        let verified = Verified {
            by: by.desk.name(),
            on: by.desk.today(),
            document: None,
        };
        verify_claim(&by.desk, &kept, verified).await
    };
    Ok(by.done(done.await, &format!("/console/vendors/{vendor}#claims")))
}

/// Records that a claim no longer counts.
pub(super) async fn withdraw(
    Path((vendor, id)): Path<(String, String)>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let by = form.by;
    let done = async {
        let kept = found(&by.desk, &vendor, &id).await?;
        withdraw_claim(&by.desk, &kept).await
    };
    Ok(by.done(done.await, &format!("/console/vendors/{vendor}#claims")))
}

async fn found(desk: &Desk, vendor: &str, id: &str) -> Result<Kept<Claim>, OfficeError> {
    let kept = desk.find::<Claim>(&id.parse()?).await?;
    match kept.record.party.as_str() == vendor {
        true => Ok(kept),
        false => Err(OfficeError::Missing {
            subject: "claim",
            id: kept.id,
        }),
    }
}

async fn offered(desk: &Desk, party: &Kept<Party>) -> Result<Vec<String>, OfficeError> {
    let all = desk.all::<Deployment>().await?.into_iter();
    let own =
        all.filter(|kept| kept.record.party == party.id && kept.record.is_in_use(desk.today()));
    let mut products: Vec<String> = own.map(|kept| kept.record.product.to_string()).collect();
    products.sort();
    products.dedup();
    Ok(products)
}

async fn show(
    by: &Allowed<ChangeEvidence>,
    party: &Kept<Party>,
    fields: Fields,
) -> Result<New, OfficeError> {
    Ok(New {
        frame: by.frame.clone(),
        here: "vendors",
        vendor: (party.id.to_string(), party.record.name.to_string()),
        products: offered(&by.desk, party).await?,
        fields,
    })
}

fn read(
    desk: &Desk,
    party: &Kept<Party>,
    handed_in: Option<(Sent, Files)>,
) -> Result<(Claim, Option<Paper>), Fields> {
    handed::read(handed_in, |reader, has_paper| {
        claim(reader, desk, party, has_paper)
    })
}

fn claim(
    reader: &mut Reader<'_>,
    desk: &Desk,
    party: &Kept<Party>,
    has_paper: bool,
) -> Option<Claim> {
    let about = about(reader);
    let offering = reader.word("offering", "Write which plan or product it is said of.");
    let value = value(reader, about);
    let title = reader.word(
        "source",
        "Write where it is said, such as Terms of service.",
    );
    let url = reader.word_if_any("url");
    if url.is_none() && !has_paper {
        reader.stop(
            "url",
            "Write the address where it is said, or put in a copy of it.",
        );
    }
    let dated = reader.past_day_if_any("dated", desk.today());
    let detail = reader.note_if_any("note");
    let verified = (reader.text("checked") == "yes").then(|| Verified {
        by: desk.name(),
        on: desk.today(),
        document: None,
    });
    Some(Claim {
        party: party.id.clone(),
        offering: offering?,
        about: about?,
        value: value?,
        detail,
        source: Source {
            title: title?,
            url,
            document: None,
            dated,
        },
        captured_on: desk.today(),
        verified,
        withdrawn_on: None,
    })
}

fn about(reader: &mut Reader<'_>) -> Option<Dimension> {
    let mut all = Dimension::ALL.into_iter();
    let about = all.find(|about| code(*about) == reader.text("about"));
    if about.is_none() {
        reader.stop("about", "Choose what it is about.");
    }
    about
}

/// What is claimed. On two points the rules read it, so it is said in their words.
fn value(reader: &mut Reader<'_>, about: Option<Dimension>) -> Option<Word> {
    let value = reader.word("value", "Write in short what is said.")?;
    let text = value.as_str().to_ascii_lowercase();
    let first = text.split_whitespace().next().unwrap_or_default();
    let wrong = match about {
        Some(Dimension::TrainingUse) if !["no", "yes", "opt-out"].contains(&&*text) => {
            "For training on text, write no, yes or opt-out. Put the rest into the note."
        }
        Some(Dimension::RetentionDefault) if first.parse::<u32>().is_err() => {
            "For how long text is kept, write the number of days, such as 30 days."
        }
        Some(Dimension::ZeroRetention) if !["no", "yes"].contains(&&*text) => {
            "Write yes if nothing at all is kept for you, else no. Put the rest into the note."
        }
        _ => return Some(value),
    };
    reader.stop("value", wrong);
    None
}

/// With the paper, which is both the source and what the check rests on.
fn with_paper(desk: &Desk, claim: Claim, paper: Option<&Paper>) -> Result<Claim, OfficeError> {
    let document = handed::kept(desk, paper, "answer")?;
    let verified = claim.verified.map(|verified| Verified {
        document: document.clone(),
        ..verified
    });
    Ok(Claim {
        verified,
        source: Source {
            document,
            ..claim.source
        },
        ..claim
    })
}

/// A point's name in forms.
fn code(about: Dimension) -> String {
    code_words(&about).to_lowercase().replace(' ', "_")
}
