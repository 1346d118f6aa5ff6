//! A harmless question to a running server, for the tests of what stops it.

use anteroom_testkit::{Installed, client, question};
use anyhow::Result;

/// Asks; gives the status and what the server says.
pub(crate) async fn asked(installed: &Installed, url: &str) -> Result<(u16, String)> {
    let request = client()
        .build()?
        .post(format!("{url}/v1/chat/completions"))
        .bearer_auth(installed.key())
        .header("content-type", "application/json")
        .body(question("o-echo", "What is a normal blood pressure?", false).to_string());
    let answer = request.send().await?;
    Ok((answer.status().as_u16(), answer.text().await?))
}
