//! `/console/readiness/{gate}/files/{file}`: an attached file as it came, for whoever may see the gates.

use anteroom_office::gate::{GateFile, GateKind};
use anteroom_office::{Desk, OfficeError};
use axum::extract::Path;
use axum::response::Response;

use super::named;
use crate::page::{Allowed, SeeConsole, handed_over};
use crate::pages::error;

/// The file, where it is attached to this gate.
pub(super) async fn get(
    by: Allowed<SeeConsole>,
    Path((gate, file)): Path<(String, String)>,
) -> Result<Response, Response> {
    let kind = named(&gate).ok_or_else(|| error::not_found(by.frame.clone()))?;
    let found = attached(&by.desk, kind, &file).await;
    let found = found.map_err(|failed| by.failed(failed))?;
    found.ok_or_else(|| error::not_found(by.frame.clone()))
}

async fn attached(desk: &Desk, kind: GateKind, id: &str) -> Result<Option<Response>, OfficeError> {
    let kept = desk.find::<GateFile>(&kind.id()?).await?;
    let mut papers = kept.record.exhibits.iter().map(|exhibit| &exhibit.document);
    let Some(paper) = papers.find(|paper| paper.file.as_str() == id) else {
        return Ok(None);
    };
    let content = desk.store().file_content(&paper.file).await?;
    Ok(Some(handed_over(paper, &content)))
}
