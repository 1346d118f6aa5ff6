//! `/console/vendors/{id}/papers/{file}`: a kept paper as it came, for whoever may see vendors.

use anteroom_office::vendor::{Register, VendorView};
use anteroom_office::{Document, OfficeError};
use axum::extract::Path;
use axum::response::Response;

use crate::page::{Allowed, SeeConsole, handed_over};
use crate::pages::error;

/// The paper, where it is one of this vendor's.
pub(crate) async fn get(
    by: Allowed<SeeConsole>,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Response> {
    let read = async {
        let register = Register::read(&by.desk).await?;
        let vendor = register.vendor(&id.parse()?)?;
        let paper = papers(&vendor).find(|paper| paper.file.as_str() == file);
        let Some(paper) = paper else { return Ok(None) };
        let content = by.desk.store().file_content(&paper.file).await?;
        Ok::<_, OfficeError>(Some(handed_over(paper, &content)))
    };
    let found = read.await.map_err(|failed| by.failed(failed))?;
    found.ok_or_else(|| error::not_found(by.frame.clone()))
}

fn papers<'v>(vendor: &'v VendorView<'_>) -> impl Iterator<Item = &'v Document> {
    let agreements = vendor.agreements.iter();
    let signed = agreements.filter_map(|view| view.agreement.document.as_ref());
    let decided = vendor.party.determination.as_ref();
    signed.chain(decided.and_then(|decision| decision.document.as_ref()))
}
