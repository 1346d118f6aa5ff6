//! `/console/vendors/{id}/letter`: the letter that asks a vendor what the practice could not verify, on screen;
//! `/console/vendors/{id}/letter.docx`: the same as Word. As by `anteroom vendor letter`.

use anteroom_audit::Word;
use anteroom_export::{Document, docx, html_below};
use anteroom_office::vendor::{Register, letter};
use anteroom_office::{Id, OfficeError};
use axum::extract::Path;
use axum::response::Response;

use crate::page::{Allowed, SeeConsole};
use crate::pages::console::reports::handed_over;
use crate::pages::error;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// On screen.
pub(super) async fn get(
    by: Allowed<SeeConsole>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let letter = written(&by, &id)
        .await
        .map_err(|failed| by.failed(failed))?;
    let back = format!("/console/vendors/{id}");
    let page = html_below(&letter, &back, "Vendor");
    Ok(handed_over(page, "text/html; charset=utf-8", ""))
}

/// As Word, to be changed and sent.
pub(super) async fn word(
    by: Allowed<SeeConsole>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let letter = written(&by, &id)
        .await
        .map_err(|failed| by.failed(failed))?;
    let word = docx(&letter).map_err(|_| error::broken(by.frame.clone()))?;
    Ok(handed_over(word, WORD, "questions.docx"))
}

async fn written(by: &Allowed<SeeConsole>, id: &str) -> Result<Document, OfficeError> {
    let register = Register::read(&by.desk).await?;
    let id: Id = id.parse()?;
    let practice = Word::lossy(&by.frame.practice);
    letter(&register, &practice, &id, by.desk.today())
}
