//! Commands that run until they are stopped: what they say at their start, and what they leave behind.

#![expect(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::{anteroom, code, practice, text};

fn start(data: &Path, temporary: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_anteroom"))
        .args(arguments)
        .env("ANTEROOM_DATA", data)
        .env("TMPDIR", temporary)
        .env_remove("ANTEROOM_CONFIG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What a stream says until a line holds `mark`.
fn until(stream: impl Read, mark: &str) -> String {
    let mut said = String::new();
    for line in BufReader::new(stream).lines() {
        said = said + &line.unwrap() + "\n";
        if said.contains(mark) {
            return said;
        }
    }
    panic!("it ended without {mark}:\n{said}");
}

/// As Ctrl-C does.
fn interrupt(child: &mut Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    for _ in 0..200 {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    panic!("it did not end");
}

fn entries(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

#[test]
fn the_demo_leaves_the_practices_folder_alone_and_nothing_behind() {
    let folder = practice();
    let data = folder.path().join("data");
    let temporary = tempfile::tempdir().unwrap();
    let before = text(&anteroom(&data, &["audit", "list"], "").stdout);
    let once = start(&data, temporary.path(), &["demo", "--once"])
        .wait_with_output()
        .unwrap();
    assert_eq!(code(&once), 0, "{}", text(&once.stderr));
    assert_eq!(entries(temporary.path()), 0);
    let mut demo = start(&data, temporary.path(), &["demo"]);
    // Its standard output stays open, so that nothing ends it but the signal.
    let mut page = demo.stdout.take().unwrap();
    until(&mut page, "Try it yourself");
    assert_eq!(entries(temporary.path()), 1);
    until(demo.stderr.as_mut().unwrap(), "answers on");
    interrupt(&mut demo);
    assert_eq!(entries(temporary.path()), 0);
    assert_eq!(
        text(&anteroom(&data, &["audit", "list"], "").stdout),
        before
    );
}

#[test]
fn a_demo_that_is_interrupted_early_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    for millis in [20, 60, 120, 250] {
        let mut demo = start(Path::new("/nowhere"), temporary.path(), &["demo"]);
        std::thread::sleep(Duration::from_millis(millis));
        interrupt(&mut demo);
        assert_eq!(entries(temporary.path()), 0, "after {millis} ms");
    }
}

#[test]
fn listening_to_the_network_is_warned_about() {
    let folder = practice();
    let data = folder.path().join("data");
    for (listen, warned) in [
        ("0.0.0.0:0", true),
        ("127.0.0.1:0", false),
        ("[::1]:0", false),
    ] {
        let mut server = start(
            &data,
            folder.path(),
            &["serve", "--quiet", "--listen", listen],
        );
        std::thread::sleep(Duration::from_millis(700));
        interrupt(&mut server);
        let mut said = String::new();
        server
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert_eq!(said.contains("warning: 0.0.0.0:0"), warned, "{said}");
        assert_eq!(said.contains("TLS"), warned, "{said}");
    }
}

#[test]
fn the_doctor_says_where_the_server_really_listens() {
    let folder = practice();
    let data = folder.path().join("data");
    let arguments = ["serve", "--no-open", "--listen", "127.0.0.1:0"];
    let mut server = start(&data, folder.path(), &arguments);
    let said = until(server.stderr.as_mut().unwrap(), "answers on");
    let (_, address) = said.split_once("answers on http://").unwrap();
    let address = address.split('/').next().unwrap();
    let doctor = text(&anteroom(&data, &["doctor"], "").stdout);
    interrupt(&mut server);
    let says = format!("a server of this practice is running on {address}");
    assert!(doctor.contains(&says), "{says}\n{doctor}");
    let doctor = text(&anteroom(&data, &["doctor"], "").stdout);
    assert!(!doctor.contains("is running"), "{doctor}");
}

#[test]
fn before_a_practice_is_set_up_a_review_says_how_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let arguments = ["serve", "--no-open", "--listen", "127.0.0.1:0"];
    let mut server = start(&data, folder.path(), &arguments);
    until(server.stderr.as_mut().unwrap(), "answers on");
    let review = anteroom(&data, &["review"], "");
    interrupt(&mut server);
    let says = text(&review.stderr);
    assert_eq!(code(&review), 2, "{says}");
    for command in ["`anteroom init`", "`anteroom serve`"] {
        assert!(says.contains(command), "{says}");
    }
}

#[test]
fn an_account_without_a_name_is_logged_by_its_number() {
    let folder = practice();
    let data = folder.path().join("data");
    let made = Command::new(env!("CARGO_BIN_EXE_anteroom"))
        .args(["key", "create", "--name", "spare"])
        .env("ANTEROOM_DATA", &data)
        .env_remove("USER")
        .env_remove("LOGNAME")
        .output()
        .unwrap();
    assert_eq!(code(&made), 0, "{}", text(&made.stderr));
    let log = text(&anteroom(&data, &["audit", "list"], "").stdout);
    let line = log
        .lines()
        .find(|line| line.contains("made key spare"))
        .unwrap();
    let number = line.split("operator uid ").nth(1).unwrap();
    assert!(
        number.starts_with(|digit: char| digit.is_ascii_digit()),
        "{line}"
    );
}

#[test]
fn the_version_names_the_rules_and_the_detector() {
    let version = |arguments: &[&str]| text(&anteroom(Path::new("/nowhere"), arguments, "").stdout);
    let words = version(&["version"]);
    assert!(
        words.contains("rule set ") && words.contains("detector engine "),
        "{words}"
    );
    let json: serde_json::Value = serde_json::from_str(&version(&["version", "--json"])).unwrap();
    for part in ["engine", "lexicon"] {
        let revision = json["detector"][part].as_str().unwrap();
        assert_eq!(revision.len(), 12, "{json}");
        assert!(words.contains(revision), "{words}");
    }
    assert_ne!(json["detector"]["engine"], json["detector"]["lexicon"]);
}

#[test]
fn a_taken_port_and_a_folder_of_somebody_else_are_said_with_the_next_step() {
    let folder = practice();
    let data = folder.path().join("data");
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let serve = ["serve", "--no-open", "--listen", &address];
    let stopped = anteroom(&data, &serve, "");
    let says = text(&stopped.stderr);
    assert_eq!(code(&stopped), 4, "{says}");
    let port = taken.local_addr().unwrap().port();
    let asks = format!("another program uses port {port}; end it, or run: anteroom serve --listen");
    assert!(says.contains(&asks), "{says}");
    // A file stands where the folder's parent would be: not even root can write there.
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let stopped = anteroom(&file.join("data"), &serve, "");
    let says = text(&stopped.stderr);
    assert_eq!(code(&stopped), 4, "{says}");
    assert!(
        says.contains("cannot be written; make it yours, or name another one with --data"),
        "{says}"
    );
}
