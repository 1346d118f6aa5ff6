//! `anteroom level` on the real binary: what a connection is open for and why not for more, and a pause that stops a server.

use std::path::Path;

use crate::asked::asked;
use crate::support::{code, practice, text};
use crate::typed::{fine, run};
use anteroom_testkit::{Installed, Upstream};
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

#[test]
fn a_level_follows_what_is_on_file_and_names_the_next_step() -> Result<()> {
    let folder = practice();
    let data = &folder.path().join("data");
    ensure!(fine(data, "level show").contains("No connection: nothing leaves."));
    let key = folder.path().join("vendor.key");
    std::fs::write(&key, "secret\n")?;
    fine(
        data,
        &format!(
            "connection add main --provider mistral --base-url https://api.us.mistral.ai --key-file {} --model a",
            key.display()
        ),
    );
    let first = fine(data, "level show");
    ensure!(
        first.contains("main  Level 1: no patient information") && first.contains("    next: "),
        "{first}"
    );
    fine(
        data,
        "connection approve main --for deidentified --agreement-until 2999-12-31 --no-training-use --approved-by Dana",
    );
    let second = fine(data, "level show");
    for says in [
        "main  Level 2: de-identified",
        "not higher: The gate is not ready: Training of staff (not started).",
        "not higher: No task is signed off for it by a compliance officer and a clinician.",
        "next: anteroom gate show baa",
    ] {
        ensure!(second.contains(says), "{second}");
    }
    fine(
        data,
        "level pause --reason Strange_answers --cause possible-incident",
    );
    let paused = fine(data, "level show --json");
    let paused: Value = serde_json::from_str(&paused)?;
    ensure!(paused.pointer("/level") == Some(&"closed".into()));
    let says = paused.pointer("/not_higher/0/says").and_then(Value::as_str);
    let says = says.context("a reason")?;
    ensure!(says.contains("paused everything on") && says.contains(": Strange answers"));
    let log = fine(data, "audit list");
    ensure!(log.contains(
        "recorded level practice (paused: possible incident); nothing is sent while it stands. Why: anteroom level show."
    ));
    ensure!(!log.contains("Strange"), "the reason is sealed");
    fine(
        data,
        "training person add dana --name Dana_Whitfield --role compliance_officer --started 2020-01-06",
    );
    ensure!(
        code(&run(data, "level resume --reason Me_too")) == 2,
        "no officer"
    );
    let stranger = run(data, "level resume --by Nobody_Known --reason Test");
    let says = text(&stranger.stderr);
    ensure!(code(&stranger) == 2, "{says}");
    ensure!(
        says.contains("only a compliance officer on the roster") && !says.contains("mistral"),
        "{says}"
    );
    fine(
        data,
        "level resume --by Dana_Whitfield --reason It_was_a_test",
    );
    ensure!(fine(data, "level show") == second);
    fine(data, "level set 1 --why The_terms_changed");
    let low = fine(data, "level show");
    for says in [
        "main  Level 1: no patient information",
        "lowered the practice to level 1 on",
        ": The terms changed",
        "next: anteroom level set 3 --by WHO --why WHY",
    ] {
        ensure!(low.contains(says), "{low}");
    }
    fine(data, "level set 2 --why Nobody_raises_it --by dana");
    ensure!(fine(data, "level show").contains("main  Level 2: de-identified"));
    fine(data, "level set 3 --why The_terms_were_read --by dana");
    ensure!(fine(data, "level show") == second);
    fine(data, "level set 1 --why Again");
    for (wrong, exit) in [
        ("level set 2 --why Me_too", 2),
        ("level set 3 --why Me_too --by maya", 2),
        ("level set 4 --why Higher --by dana", 2),
        ("level set 0", 2),
        ("level set 0 --why Try --dry-run", 0),
    ] {
        ensure!(code(&run(data, wrong)) == exit, "{wrong}");
    }
    fine(data, "level set 3 --why The_terms_were_read --by dana");
    for (wrong, exit) in [
        ("level resume --by dana --reason Again", 2),
        ("level pause", 2),
        ("level pause --reason Try --dry-run", 0),
    ] {
        ensure!(code(&run(data, wrong)) == exit, "{wrong}");
    }
    ensure!(fine(data, "level show") == second, "a trial pauses nothing");
    fine(data, "connection revoke main");
    ensure!(!fine(data, "level show").contains("main"));
    fine(data, "audit verify");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_stops_a_running_server_at_the_next_request() -> Result<()> {
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let server = installed.serve()?;
    let data = &installed.data();
    ensure!(asked(&installed, server.url()).await?.0 == 200);
    fine(data, "level pause --reason Strange_answers");
    let sent = upstream.record().requests().len();
    let (status, says) = asked(&installed, server.url()).await?;
    ensure!(status == 403, "{status} {says}");
    ensure!(says.contains("has stopped all sending, by hand"), "{says}");
    ensure!(!says.contains("Strange answers"), "{says}");
    ensure!(upstream.record().requests().len() == sent, "something left");
    // Whoever resumes ends the pause, and no incident.
    fine(
        data,
        "incident open --kind other --happened It --discovered 2026-01-12 --affected 1 --hold",
    );
    fine(
        data,
        "training person add dana --name Dana --role compliance_officer --started 2020-01-06",
    );
    fine(data, "level resume --by dana --reason It_was_a_test");
    ensure!(asked(&installed, server.url()).await?.0 == 403);
    ensure!(fine(data, "level show").contains("An open incident stops all sending."));
    fine(data, "incident change 2026.1 --release");
    ensure!(asked(&installed, server.url()).await?.0 == 200);
    fine(data, "audit verify");
    Ok(())
}

#[test]
fn a_service_that_takes_an_approval_s_place_says_what_becomes_of_the_level() -> anyhow::Result<()> {
    let folder = practice();
    let data = &folder.path().join("data");
    let key = folder.path().join("vendor.key");
    std::fs::write(&key, "secret\n")?;
    let connect = format!(
        "connection add main --provider mistral --base-url https://api.us.mistral.ai --key-file {} --model a",
        key.display()
    );
    fine(data, &connect);
    fine(
        data,
        "connection approve main --for deidentified --agreement-until 2999-12-31 --no-training-use --approved-by Dana",
    );
    fine(
        data,
        "vendor add mistral --name Mistral_AI --role business-associate",
    );
    let service = "vendor deployment add mistral --kind enterprise-api --product API --endpoint api.us.mistral.ai --region us --connection main --approved-by Dana";
    let tried = text(&run(data, &format!("{service} --dry-run")).stderr);
    ensure!(
        tried.contains("it is at Level 2: de-identified now"),
        "{tried}"
    );
    ensure!(fine(data, "level show").contains("main  Level 2: de-identified"));
    let added = run(data, service);
    let says = text(&added.stderr);
    ensure!(code(&added) == 0, "{says}");
    for part in [
        "Connection main was at Level 2: de-identified. It is at Level 1: no patient information now",
        "your records decide, and an approval no longer does",
        "    not higher: ",
        "    next: ",
    ] {
        ensure!(says.contains(part), "{part}\n{says}");
    }
    Ok(())
}
