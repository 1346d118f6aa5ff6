//! `/console/vendors/{id}/no-agreement`: the signed decision that machines of the practice's own need no agreement, as by
//! `anteroom vendor no-agreement-needed`.

use anteroom_office::paper::Paper;
use anteroom_office::vendor::{Determination, Party, Role, need_no_agreement};
use anteroom_office::{Desk, Kept, NOT_LEGAL_ADVICE, Note, OfficeError};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;

use super::handed;
use crate::page::{
    Allowed, AllowedUpload, ChangeEvidence, Fields, Files, Frame, Sent, page, page_with,
};

#[derive(Template)]
#[template(path = "console/no_agreement.html")]
struct NoneNeeded {
    frame: Frame,
    here: &'static str,
    vendor: (String, String),
    /// Who decides.
    by: String,
    fields: Fields,
    notice: &'static str,
}

/// A decision, as it was sent.
struct Decided {
    on: Date,
    why: Option<Note>,
}

pub(super) async fn get(
    by: Allowed<ChangeEvidence>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let kept = own(&by.desk, &id).await;
    let kept = kept.map_err(|failed| by.failed(failed))?;
    let why = kept.record.note.as_ref();
    let fields = Fields::with([
        ("on", by.desk.today().to_string()),
        (
            "why",
            why.map_or_else(String::new, |why| why.as_str().to_owned()),
        ),
    ]);
    Ok(page(&show(&by, &kept, fields)))
}

/// Records the decision.
pub(super) async fn post(
    Path(id): Path<String>,
    form: AllowedUpload<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedUpload { by, handed_in } = form;
    let kept = own(&by.desk, &id).await;
    let kept = kept.map_err(|failed| by.failed(failed))?;
    let (decided, paper) = match read(&by.desk, handed_in) {
        Ok(read) => read,
        Err(fields) => return Ok(page_with(StatusCode::CONFLICT, &show(&by, &kept, fields))),
    };
    let recorded = record(&by.desk, &kept, decided, paper).await;
    Ok(by.done(recorded, &format!("/console/vendors/{id}")))
}

/// Machines of the practice's own; of no other vendor can it be said.
async fn own(desk: &Desk, id: &str) -> Result<Kept<Party>, OfficeError> {
    let kept = desk.find::<Party>(&id.parse()?).await?;
    match kept.record.role {
        Role::PracticeOwned => Ok(kept),
        _ => Err(OfficeError::Refused(
            "only machines that the practice owns and runs can be said to need no agreement",
        )),
    }
}

fn show(by: &Allowed<ChangeEvidence>, kept: &Kept<Party>, fields: Fields) -> NoneNeeded {
    NoneNeeded {
        frame: by.frame.clone(),
        here: "vendors",
        vendor: (kept.id.to_string(), kept.record.name.to_string()),
        by: by.desk.name().to_string(),
        fields,
        notice: NOT_LEGAL_ADVICE,
    }
}

fn read(desk: &Desk, handed_in: Option<(Sent, Files)>) -> Result<(Decided, Option<Paper>), Fields> {
    let today = desk.today();
    handed::read(handed_in, |reader, _| {
        let on = reader.past_day_if_any("on", today).unwrap_or(today);
        let why = reader.note_if_any("why");
        if reader.text("why").is_empty() {
            reader.stop(
                "why",
                "Write why nobody outside gets patient information there.",
            );
        }
        if reader.text("sure") != "yes" {
            let says = "Tick this once it is so. If somebody outside can reach the machines, they need an agreement.";
            reader.stop("sure", says);
        }
        Some(Decided { on, why })
    })
}

async fn record(
    desk: &Desk,
    kept: &Kept<Party>,
    decided: Decided,
    paper: Option<Paper>,
) -> Result<(), OfficeError> {
    let decision = Determination {
        by: desk.name(),
        on: decided.on,
        document: handed::kept(desk, paper.as_ref(), "decision")?,
    };
    need_no_agreement(desk, &kept.id, decision, decided.why).await?;
    Ok(())
}
