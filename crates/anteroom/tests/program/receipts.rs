//! What `audit list` and `audit show` say of requests that went wrong.

use std::path::Path;

use anteroom_testkit::{Installed, Upstream, client, question};
use anyhow::{Context as _, Result, ensure};

/// Asks for a model; gives what is shown of the receipt.
async fn shown(installed: &Installed, url: &str, model: &str) -> Result<String> {
    let request = client()
        .build()?
        .post(format!("{url}/v1/chat/completions"))
        .bearer_auth(installed.key())
        .header("content-type", "application/json")
        .body(question(model, "What is a normal blood pressure?", false).to_string());
    let status = request.send().await?.status();
    ensure!(!status.is_success(), "{model}: {status}");
    // The end of a request is written within moments of its answer.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let last = installed.run(&["audit", "list", "--last", "1"])?;
    let id = last.split("Receipt ").nth(1).context("no receipt")?;
    let shown = installed.output(&["audit", "show", id.trim_end_matches('.')])?;
    Ok(format!("{last}\n{}", String::from_utf8(shown.stdout)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_inspected_is_not_called_clean_and_the_providers_status_is_shown() -> Result<()>
{
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let server = installed.serve()?;
    let unknown = shown(&installed, server.url(), "no-such-model").await?;
    ensure!(
        unknown.contains("was refused: not inspected; "),
        "{unknown}"
    );
    ensure!(unknown.contains("Found       not inspected\n"), "{unknown}");
    ensure!(!unknown.contains("nothing"), "{unknown}");
    let busy = shown(&installed, server.url(), "o-status-429").await?;
    ensure!(
        busy.contains("Found       nothing identifying found\n"),
        "{busy}"
    );
    ensure!(
        busy.contains("State       upstream_refused (HTTP 429)\n"),
        "{busy}"
    );
    ensure!(
        busy.contains("ended as upstream_refused (HTTP 429): "),
        "{busy}"
    );
    Ok(())
}
