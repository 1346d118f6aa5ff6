//! `anteroom incident` on the real binary: an incident from the first hour to its end, and a server that it stops.

use std::path::Path;

use crate::asked::asked;
use crate::support::{code, practice, text};
use crate::typed::{fine, run};
use anteroom_testkit::{Installed, Upstream};
use anyhow::{Result, ensure};

const OPEN: &str = "incident open --kind without-agreement --happened A_note_of_Lindgren_left --discovered 2026-01-12";

#[test]
fn an_incident_goes_from_open_to_closed() {
    let folder = practice();
    let data = &folder.path().join("data");
    fine(data, &format!("{OPEN} --affected 3"));
    let list = fine(data, "incident list");
    assert!(
        list.contains("2026.1  without agreement  discovered 2026-01-12  open"),
        "{list}"
    );
    let show = fine(data, "incident show 2026.1");
    assert!(
        show.contains("45 CFR 164.404(b)")
            && show.contains("2026-03-13")
            && show.contains("Not legal advice")
    );
    let close = "incident close 2026.1 --cause Wrong_endpoint --by Dana";
    let early = run(data, close);
    assert_eq!(code(&early), 2);
    assert!(text(&early.stderr).contains("somebody must still be told"));
    fine(
        data,
        "incident assess 2026.1 --conclude breach --on 2026-01-20 --by Dana",
    );
    fine(
        data,
        "incident notify 2026.1 --to individuals --on 2026-02-01 --note by_letter",
    );
    assert_eq!(code(&run(data, close)), 2, "the department was not told");
    fine(data, "incident notify 2026.1 --to hhs --on 2026-02-02");
    let show = fine(data, "incident show 2026.1");
    assert!(
        show.contains("individuals told on 2026-02-01: by letter"),
        "{show}"
    );
    assert!(
        show.contains("given        US: The people affected"),
        "{show}"
    );
    fine(data, close);
    assert!(fine(data, "incident list").contains("closed"));
    assert_eq!(code(&run(data, close)), 2, "it is closed already");
    let held = run(data, "incident change 2026.1 --hold");
    assert_eq!(code(&held), 2);
    assert!(text(&held.stderr).contains("a closed incident holds nothing; open a new one"));
    let log = fine(data, "audit list");
    assert!(
        log.contains("recorded incident 2026.1.") && !log.contains("Lindgren"),
        "{log}"
    );
    fine(data, "audit verify");
}

#[test]
fn no_notice_needs_all_four_factors_a_reason_and_a_name() {
    let folder = practice();
    let data = &folder.path().join("data");
    fine(data, OPEN);
    let conclude = "incident assess 2026.1 --conclude no-notice --reason All_are_low --by Dana";
    let early = run(data, conclude);
    assert_eq!(code(&early), 2);
    assert!(text(&early.stderr).contains("all four factors need a rating and a note"));
    fine(
        data,
        "incident assess 2026.1 --nature low=Initials_only --recipient low=Bound_by_the_same_rules",
    );
    assert_eq!(code(&run(data, conclude)), 2);
    fine(
        data,
        "incident assess 2026.1 --acquired low=Never_opened --mitigation low=Deleted_at_once",
    );
    fine(data, conclude);
    assert!(
        fine(data, "incident show 2026.1").contains("a low probability of compromise was shown")
    );
    let close = "incident close 2026.1 --cause Wrong_endpoint --by Dana";
    let uncounted = run(data, close);
    assert_eq!(code(&uncounted), 2);
    assert!(text(&uncounted.stderr).contains("say how many people are affected"));
    fine(data, "incident change 2026.1 --affected 2");
    assert_eq!(
        code(&run(data, close)),
        2,
        "the state's own test of harm decides"
    );
    fine(
        data,
        "incident notify 2026.1 --to individuals --in OH --not-needed --note Counsel_agrees",
    );
    fine(data, close);
    fine(
        data,
        "incident open --kind wrong-person --happened A_colleague_saw_it --discovered 2026-01-13",
    );
    fine(
        data,
        "incident assess 2026.2 --exception inadvertent-disclosure --conclude no-notice --reason Same_practice --by Dana",
    );
    let json: serde_json::Value =
        serde_json::from_str(&fine(data, "incident show 2026.2 --json")).expect("one object");
    assert_eq!(json["clocks"]["reason"], "exception");
}

#[test]
fn slips_are_refused_and_trials_change_nothing() {
    let folder = practice();
    let data = &folder.path().join("data");
    fine(data, OPEN);
    let before = fine(data, "audit list");
    for (line, expected) in [
        ("incident open --kind odd --happened It", 2),
        (
            "incident open --kind other --happened It --discovered 2999-01-01",
            2,
        ),
        (
            "incident open --kind other --happened It --affected 1 --residents WA=2",
            2,
        ),
        (
            "incident open --kind other --happened It --vendor nobody --vendor-discovered 2026-01-01",
            4,
        ),
        ("incident change 2026.9 --affected 2", 4),
        ("incident change 2026.1 --hold --release", 2),
        ("incident notify 2026.1 --to individuals --on 2026-01-11", 2),
        ("incident notify 2026.1 --to state-ag", 2),
        ("incident notify 2026.1 --to media --in TX --not-needed", 2),
        ("incident assess 2026.1 --nature low", 2),
        ("incident assess 2026.1 --conclude breach", 2),
        (
            "incident drill --kind key-leaked --learned Much --by Dana --on 2999-01-01",
            2,
        ),
        (
            "incident drill --kind key-leaked --learned Much --by Dana --dry-run",
            0,
        ),
        ("incident change 2026.1 --affected 2 --dry-run", 0),
        ("incident notify 2026.1 --to hhs --dry-run", 0),
    ] {
        let output = run(data, line);
        assert_eq!(code(&output), expected, "{line}: {}", text(&output.stderr));
        assert_eq!(fine(data, "audit list"), before, "{line}");
    }
    fine(
        data,
        "incident drill --kind key-leaked --learned Much --by Dana --on 2026-01-05",
    );
    assert!(fine(data, "audit list").contains("recorded drill 2026.1."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_server_stops_at_the_next_request_and_goes_on_after() -> Result<()> {
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let server = installed.serve()?;
    let data = &installed.data();
    ensure!(asked(&installed, server.url()).await?.0 == 200);
    for (stop, go_on) in [
        (
            format!("{OPEN} --affected 1 --hold"),
            "incident change 2026.1 --release",
        ),
        (
            "incident change 2026.1 --hold".to_owned(),
            "incident close 2026.1 --cause Wrong_endpoint --by Dana",
        ),
    ] {
        fine(data, &stop);
        let sent = upstream.record().requests().len();
        let (status, says) = asked(&installed, server.url()).await?;
        ensure!(
            status == 403 && says.contains("incident_hold"),
            "{status} {says}"
        );
        ensure!(upstream.record().requests().len() == sent, "something left");
        ensure!(fine(data, "incident list").contains("NOTHING IS SENT"));
        for line in [
            "incident notify 2026.1 --to individuals --on 2026-02-01",
            "incident notify 2026.1 --to hhs --on 2026-02-02",
            go_on,
        ] {
            fine(data, line);
        }
        ensure!(asked(&installed, server.url()).await?.0 == 200, "{go_on}");
    }
    fine(data, "audit verify");
    Ok(())
}
