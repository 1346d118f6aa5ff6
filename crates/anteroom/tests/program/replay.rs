//! `audit replay` and `policy explain` on what a served request left behind, and a key that knows its holder.

use std::path::Path;

use crate::support::{code, practice, text};
use crate::typed::{fine, run};
use anteroom_testkit::{Installed, Upstream, client, question};
use anyhow::{Context as _, Result, ensure};

const NOTE: &str = "Patient: Harriet Lindgren, MRN: 44821907. Draft a letter.";

/// Everything that a command prints.
fn said(installed: &Installed, command: &[&str]) -> Result<String> {
    Ok(String::from_utf8(installed.output(command)?.stdout)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_is_decided_again_and_explained() -> Result<()> {
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let server = installed.serve()?;
    let request = client()
        .build()?
        .post(format!("{}/v1/chat/completions", server.url()))
        .bearer_auth(installed.key())
        .json(&question("u-echo", NOTE, false));
    let answer = request.send().await?;
    ensure!(answer.status() == 403);
    let receipt = answer.headers()["anteroom-receipt"].to_str()?.to_owned();
    let again = said(&installed, &["audit", "replay", &receipt])?;
    ensure!(
        again.contains("the same answer, by the same rules"),
        "{again}"
    );
    ensure!(
        again.contains("Today       block (baa_determination_missing"),
        "{again}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&installed.run(&["audit", "replay", "--json", &receipt])?)?;
    ensure!(
        json["same"] == true && json["decided"]["decision"] == "block",
        "{json}"
    );
    let why = said(&installed, &["policy", "explain", &receipt])?;
    ensure!(why.contains("send as written: closed"), "{why}");
    ensure!(
        why.contains(
            "forbidden by federal/baa-determination-missing (baa_determination_missing): "
        ),
        "{why}"
    );
    ensure!(!why.contains("Lindgren") && !again.contains("Lindgren"));
    let strange = "0199c2f4-0000-7000-8000-000000000000";
    let none = installed.output(&["audit", "replay", strange])?;
    ensure!(none.status.code() == Some(1));
    Ok(())
}

#[test]
fn a_key_names_its_holder_and_its_use() -> Result<()> {
    let folder = practice();
    let data = folder.path().join("data");
    fine(
        &data,
        "training person add maya --name Maya_Ortiz --role physician",
    );
    let made = fine(
        &data,
        "key create --name maya --person maya --use-case prior-auth",
    );
    let secret = made.lines().last().context("the key")?;
    ensure!(secret.starts_with("anteroom_"), "alone on the last line");
    let list = fine(&data, "key list");
    ensure!(
        list.contains("of maya  for prior_authorization_letter"),
        "{list}"
    );
    let id = list.split_whitespace().next().context("an id")?.to_owned();
    fine(&data, &format!("key assign {id} --shared"));
    let list = fine(&data, "key list");
    ensure!(
        !list.contains("of maya") && list.contains("for prior_authorization_letter"),
        "{list}"
    );
    for wrong in [
        "key create --name x --person nobody",
        "key create --name x --use-case poem",
        "key create --name x --use-case unlisted",
    ] {
        ensure!(code(&run(&data, wrong)) != 0, "{wrong}");
    }
    ensure!(
        fine(&data, "key list").lines().count() == 1,
        "no key is left behind"
    );
    let cases = fine(&data, "policy use-cases");
    ensure!(
        cases.lines().any(|line| line.starts_with("denial_appeal ")),
        "{cases}"
    );
    fine(
        &data,
        "notice set --says AI_wrote_this. --contact Call_555-0100. --by Dana",
    );
    ensure!(fine(&data, "notice show").contains("begin with: AI wrote this. Call 555-0100."));
    ensure!(text(&run(&data, "notice show --json").stdout).contains("\"patients\":null"));
    Ok(())
}
