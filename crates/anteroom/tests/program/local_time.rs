//! Which clock the pages show: by the state, by `practice.toml`, by the command line; a zone that there is not is refused.

use crate::support::{anteroom, code, practice, text};
use crate::typed::{fine, run};

#[test]
fn the_zone_is_the_state_s_the_file_s_or_what_was_said() {
    let folder = practice();
    let data = folder.path().join("data");
    let shows = |zone: &str| {
        let shown = fine(&data, "practice show");
        assert!(shown.contains(&format!("({zone})\n")), "{zone}: {shown}");
    };
    shows("America/New_York");
    std::fs::write(data.join("practice.toml"), "zone = \"America/Chicago\"\n").unwrap();
    shows("America/Chicago");
    fine(&data, "practice set --zone america/boise");
    shows("America/Boise");
    let json = fine(&data, "practice show --json");
    assert!(json.contains("\"zone\":\"America/Boise\""), "{json}");
    let none = anteroom(&data, &["practice", "set", "--zone", ""], "");
    assert_eq!(code(&none), 0);
    shows("America/Chicago");
    let log = fine(&data, "audit list --json");
    assert!(log.contains("\"zone\"") && !log.contains("Boise"), "{log}");
}

#[test]
fn a_zone_that_there_is_not_is_refused() {
    let folder = practice();
    let data = folder.path().join("data");
    let wrong = run(&data, "practice set --zone Ohio");
    assert_eq!(code(&wrong), 2);
    let says = text(&wrong.stderr);
    assert!(
        says.contains("--zone: there is no time zone of this name"),
        "{says}"
    );
    assert!(says.contains("America/New_York"), "{says}");
    std::fs::write(data.join("practice.toml"), "zone = \"Ohio\"\n").unwrap();
    for line in [
        "config validate",
        "serve --listen 127.0.0.1:0",
        "practice show",
    ] {
        let stopped = run(&data, line);
        assert_eq!(code(&stopped), 4, "{line}");
        let says = text(&stopped.stderr);
        assert!(
            says.contains("practice.toml") && says.contains("no time zone"),
            "{line}: {says}"
        );
    }
}
