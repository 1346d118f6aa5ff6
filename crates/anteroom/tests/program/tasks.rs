//! Tasks at the command line: read without setup, run through the gateway.

use std::path::{Path, PathBuf};
use std::process::Output;

use anteroom_tasks::task;
use anteroom_testkit::{Installed, Script, Upstream};
use anyhow::{Context as _, Result, ensure};

use crate::support::{anteroom, code, text};

/// A practice in front of a scripted model, with its key in a file.
struct Clinic {
    installed: Installed,
    upstream: Upstream,
    key: PathBuf,
}

impl Clinic {
    async fn open() -> Result<Clinic> {
        let upstream = Upstream::start().await?;
        let binary = Path::new(env!("CARGO_BIN_EXE_anteroom"));
        let installed = Installed::set_up(binary, &upstream.url())?;
        let key = installed.data().join("caller.key");
        std::fs::write(&key, installed.key())?;
        let clinic = Clinic {
            installed,
            upstream,
            key,
        };
        clinic.employ("cora", "physician")?;
        Ok(clinic)
    }

    /// Makes the key the own one of somebody new with this role.
    fn employ(&self, id: &str, role: &str) -> Result<()> {
        let name = [
            "--name",
            "Somebody",
            "--role",
            role,
            "--started",
            "2020-01-06",
        ];
        let person = [&["training", "person", "add", id], &name[..]].concat();
        self.installed.run(&person)?;
        let keys = self.installed.run(&["key", "list", "--json"])?;
        let (_, rest) = keys.split_once("\"id\":\"").context("a key")?;
        let key = rest.split('"').next().context("an id")?;
        self.installed
            .run(&["key", "assign", key, "--person", id])
            .map(drop)
    }

    fn run(&self, arguments: &[&str]) -> Result<Output> {
        let key = self.key.to_str().context("a path")?;
        self.installed.output(
            &[
                &["run"],
                arguments,
                &["--key-file", key, "--model", "o-echo"],
            ]
            .concat(),
        )
    }

    fn sent(&self) -> Vec<String> {
        let requests = self.upstream.record().requests();
        requests
            .iter()
            .map(|request| request.json().to_string())
            .collect()
    }
}

/// `--field NAME=VALUE` for each.
fn fields(pairs: &[String]) -> Vec<&str> {
    pairs
        .iter()
        .flat_map(|pair| ["--field", pair.as_str()])
        .collect()
}

fn golden(id: &str) -> Result<(String, Vec<String>)> {
    let task = task(id)?.context("a task")?;
    let example = task.examples.first().context("an example")?;
    let pairs = example
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    Ok((example.golden.clone(), pairs.collect()))
}

#[test]
fn tasks_are_read_and_tried_without_a_practice() -> Result<()> {
    let say = |arguments: &[&str]| anteroom(Path::new("/nowhere"), arguments, "");
    let list = text(&say(&["tasks", "list"]).stdout);
    ensure!(
        list.lines().count() == 16 && list.contains("summarize-note       level 2"),
        "{list}"
    );
    let shown = text(&say(&["tasks", "show", "social-post", "--prompt"]).stdout);
    ensure!(
        shown.contains("===== What is it about?\nFlu shots are here\n===== end"),
        "{shown}"
    );
    let tried = say(&["tasks", "test", "social-post"]);
    ensure!(code(&tried) == 0 && text(&tried.stdout).contains("ok  A reply to a review"));
    ensure!(code(&say(&["tasks", "show", "nothing"])) == 2);
    let file = include_str!("../../../tasks/catalogue/social-post.toml");
    let lint = |file: &str| anteroom(Path::new("/nowhere"), &["tasks", "lint", "-"], file);
    ensure!(code(&lint(file)) == 0);
    let spoiled = lint(&file.replace("version = 1", "version = 0"));
    ensure!(code(&spoiled) == 1 && text(&spoiled.stdout).contains("count from 1"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_general_task_runs_at_once_and_a_refused_form_never_leaves() -> Result<()> {
    let clinic = Clinic::open().await?;
    let (answer, pairs) = golden("social-post")?;
    clinic.upstream.force(Some(Script::Say(vec![answer])));
    let done = clinic.run(&[&["social-post"], &fields(&pairs)[..]].concat())?;
    ensure!(code(&done) == 0, "{}", text(&done.stderr));
    ensure!(text(&done.stdout).contains("Flu shots are here. Call us to book yours."));
    ensure!(
        text(&done.stderr).contains("--- What leaves for o-echo at 127.0.0.1 (local)"),
        "{}",
        text(&done.stderr)
    );
    ensure!(clinic.sent().len() == 1);
    for (extra, exit) in [
        ("topic=Reply to this review: 1 star", 3),
        ("topic=", 2),
        ("topic=Call Dana Reyes at 614-555-0142", 3),
    ] {
        let refused = clinic.run(&[
            "social-post",
            "--field",
            "channel=short post",
            "--field",
            extra,
            "--yes-reviewed",
        ])?;
        ensure!(code(&refused) == exit, "{extra}: {}", text(&refused.stderr));
        ensure!(
            text(&refused.stderr).contains("nothing was sent"),
            "{}",
            text(&refused.stderr)
        );
    }
    ensure!(clinic.sent().len() == 1);
    let log = clinic.installed.output(&["audit", "verify"])?;
    ensure!(log.status.success());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn text_of_a_patient_leaves_read_and_replaced_only() -> Result<()> {
    let clinic = Clinic::open().await?;
    let note = "note=Patient: Harriet Lindgren, phone (740) 555-0141.\nHarriet Lindgren has had a cough for 3 days. Lungs clear.";
    let answer = "## Reason for visit\n- \"[PATIENT_1] has had a cough for 3 days.\"\n## Findings\n- \"Lungs clear.\"\n\
                  ## Assessment as written\n- Not stated\n## Plan as written\n- Not stated\n## Gaps\n- Nothing\n";
    clinic
        .upstream
        .force(Some(Script::Say(vec![answer.to_owned()])));
    let form = [
        "summarize-note",
        "--field",
        note,
        "--field",
        "purpose=quality",
    ];
    let unread = clinic.run(&form)?;
    ensure!(code(&unread) == 3, "{}", text(&unread.stderr));
    ensure!(clinic.sent().is_empty());
    let shown = text(&unread.stderr);
    ensure!(
        shown.contains("[PATIENT_1] has had a cough") && !shown.contains("Lindgren"),
        "{shown}"
    );
    let out = clinic.installed.data().join("draft.md");
    let out = out.to_str().context("a path")?;
    let done = clinic.run(&[&form[..], &["--yes-reviewed", "--out", out]].concat())?;
    ensure!(code(&done) == 0, "{}", text(&done.stderr));
    let page = std::fs::read_to_string(out)?;
    ensure!(
        page.starts_with("Internal use; not for the chart until reviewed."),
        "{page}"
    );
    ensure!(
        page.contains("Harriet Lindgren has had a cough for 3 days."),
        "{page}"
    );
    let sent = clinic.sent().concat();
    ensure!(
        sent.contains("[PATIENT_1]") && !sent.contains("Lindgren") && !sent.contains("555-0141"),
        "{sent}"
    );
    let again = clinic.run(&[&form[..], &["--yes-reviewed", "--out", out]].concat())?;
    ensure!(
        code(&again) == 4,
        "a file that is there is not written over"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roles_of_the_keys_holder_open_the_task_or_not() -> Result<()> {
    let clinic = Clinic::open().await?;
    let form = [
        "summarize-note",
        "--field",
        "note=Lungs clear.",
        "--field",
        "purpose=quality",
        "--dry-run",
    ];
    let general = [
        "social-post",
        "--field",
        "channel=short post",
        "--field",
        "topic=Flu shots are here",
        "--dry-run",
    ];
    for (id, role, note, post) in [
        ("ma", "medical assistant", 0, 0),
        ("fay", "front desk", 3, 0),
        ("bea", "biller", 3, 3),
        ("ian", "IT partner", 3, 3),
        ("nur", "nurse", 0, 0),
    ] {
        clinic.employ(id, role)?;
        for (form, expected) in [(&form, note), (&general, post)] {
            let done = clinic.run(form)?;
            ensure!(code(&done) == expected, "{role}: {}", text(&done.stderr));
        }
    }
    clinic.installed.run(&[
        "training",
        "person",
        "change",
        "nur",
        "--left",
        "2025-12-31",
    ])?;
    let left = clinic.run(&form)?;
    ensure!(
        code(&left) == 3 && text(&left.stderr).contains("nobody's own"),
        "{}",
        text(&left.stderr)
    );
    ensure!(clinic.sent().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_repair_is_asked_for_and_a_second_failure_is_shown() -> Result<()> {
    let clinic = Clinic::open().await?;
    let (answer, pairs) = golden("social-post")?;
    let form = [&["social-post"], &fields(&pairs)[..]].concat();
    let bad = "## Post 1\nWe guarantee it.".to_owned();
    clinic
        .upstream
        .force(Some(Script::Say(vec![bad.clone(), answer])));
    let repaired = clinic.run(&form)?;
    ensure!(code(&repaired) == 0, "{}", text(&repaired.stderr));
    ensure!(clinic.sent().len() == 2);
    clinic.upstream.force(Some(Script::Say(vec![bad])));
    let failed = clinic.run(&form)?;
    ensure!(code(&failed) == 1, "{}", text(&failed.stderr));
    ensure!(clinic.sent().len() == 4);
    ensure!(text(&failed.stdout).contains("We guarantee it."));
    ensure!(
        text(&failed.stderr).contains("check failed (phrases)"),
        "{}",
        text(&failed.stderr)
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_document_is_read_in_parts_and_its_coverage_said() -> Result<()> {
    let clinic = Clinic::open().await?;
    let (answer, _) = golden("summarize-document")?;
    let rules = "1. Claims are sent through the portal.\n2. Claims must be sent within 90 days of the visit. Claims that come later are not paid.";
    let pages =
        vec![format!("{rules}\n{}", "This sentence fills the page. ".repeat(250)); 3].join("\u{c}");
    let file = clinic.installed.data().join("policy.txt");
    std::fs::write(&file, pages)?;
    clinic.upstream.force(Some(Script::Say(vec![answer])));
    let field = format!("text=@{}", file.display());
    let done = clinic.run(&["summarize-document", "--field", &field])?;
    ensure!(code(&done) == 0, "{}", text(&done.stderr));
    ensure!(
        text(&done.stderr).contains("Coverage: pages 1-3 of 3 read"),
        "{}",
        text(&done.stderr)
    );
    ensure!(
        clinic.sent().len() == 4,
        "three parts and one merge: {}",
        clinic.sent().len()
    );
    Ok(())
}

#[test]
fn identity_is_filled_in_here_and_what_is_open_is_named() -> Result<()> {
    let letter = "letter=For {{patient_name}}, member {{member_id}}.";
    let run = |more: &[&str]| {
        let form = [
            "run",
            "prior-auth-letter",
            "--field",
            letter,
            "--field",
            "patient_name=Ann Sample",
        ];
        anteroom(Path::new("/nowhere"), &[&form[..], more].concat(), "")
    };
    ensure!(code(&run(&["--field", "member_id=X1"])) == 3);
    let open = run(&["--yes-reviewed"]);
    ensure!(
        code(&open) == 1 && text(&open.stderr).contains("still open: member_id"),
        "{}",
        text(&open.stderr)
    );
    let done = run(&["--yes-reviewed", "--field", "member_id=X1"]);
    ensure!(
        code(&done) == 0 && text(&done.stdout) == "For Ann Sample, member X1.",
        "{}",
        text(&done.stdout)
    );
    Ok(())
}

/// No sentence of ours may look like somebody: each would be replaced on its way, and ask for a review for nothing.
#[tokio::test(flavor = "multi_thread")]
async fn the_detector_finds_nothing_in_our_own_words() -> Result<()> {
    let clinic = Clinic::open().await?;
    let mut changed = Vec::new();
    for task in anteroom_tasks::tasks()?
        .iter()
        .filter(|task| task.prompt.is_some())
    {
        let pairs: Vec<String> = task
            .fields
            .iter()
            .map(|field| format!("{}={}", field.name, field.example))
            .collect();
        let shown =
            clinic.run(&[&[task.id.as_str(), "--dry-run"], &fields(&pairs)[..]].concat())?;
        ensure!(code(&shown) == 0, "{}: {}", task.id, text(&shown.stderr));
        let prompt = clinic
            .installed
            .output(&["tasks", "show", &task.id, "--prompt"])?;
        let said = text(&shown.stderr);
        let prompt = text(&prompt.stdout);
        let (system, _) = prompt.split_once("--- user ---").context("a form")?;
        for line in system.lines().filter(|line| !line.starts_with("---")) {
            if !said.contains(line) {
                changed.push(format!("{}: {line}", task.id));
            }
        }
    }
    ensure!(changed.is_empty(), "{}", changed.join("\n"));
    ensure!(clinic.sent().is_empty());
    Ok(())
}
