//! `anteroom policy add`, `list` and `withdraw` on the real binary.

use crate::support::{anteroom, code, practice, text};

const RULE: &str = r#"
// We decided this in March.
@id("practice/no-social-media")
@reason("own_no_social_media")
@says("We write no posts with a model.")
@next("Write the post yourself.")
@cite("Our policy 12")
@effective("2026-01-01")
@until("open")
@last_checked("2026-11-01")
forbid (
  principal is User,
  action in [Action::"send_as_written", Action::"send_deidentified", Action::"send_reviewed"],
  resource is Errand
)
when {
  resource.task.use_case == UseCase::"social_media_post"
};
"#;

#[test]
fn a_rule_is_added_listed_logged_and_withdrawn() {
    let folder = practice();
    let data = &folder.path().join("data");
    let run = |arguments: &[&str], input: &str| anteroom(data, arguments, input);
    let own = || text(&run(&["policy", "list", "--own"], "").stdout);
    assert_eq!(code(&run(&["policy", "add", "-", "--dry-run"], RULE)), 0);
    assert_eq!(own(), "");
    let added = run(&["policy", "add", "-"], RULE);
    assert_eq!(code(&added), 0, "{}", text(&added.stderr));
    assert!(
        own().starts_with("practice/no-social-media  from 2026-01-01  We write no posts"),
        "{}",
        own()
    );
    let all = text(&run(&["policy", "list"], "").stdout);
    assert!(all.contains("federal/baa/missing") && all.contains("practice/no-social-media"));
    assert_eq!(code(&run(&["policy", "add", "-"], RULE)), 2);
    let log = text(&run(&["audit", "list"], "").stdout);
    assert!(log.contains("rule no-social-media"), "{log}");
    assert!(!log.contains("We write no posts"));
    assert_eq!(
        code(&run(&["policy", "withdraw", "no-social-media"], "")),
        0
    );
    assert_eq!(own(), "");
    assert_eq!(
        code(&run(&["policy", "withdraw", "no-social-media"], "")),
        2
    );
    assert_eq!(code(&run(&["policy", "add", "-"], RULE)), 0);
    assert_eq!(code(&run(&["audit", "verify"], "")), 0);
    let doctor = text(&run(&["doctor"], "").stdout);
    assert!(doctor.contains("1 in force or to come"), "{doctor}");
}

#[test]
fn a_rule_that_opens_or_does_not_fit_is_refused_with_the_reason() {
    let folder = practice();
    let data = &folder.path().join("data");
    let table = [
        (RULE.replace("forbid (", "permit ("), "can only forbid"),
        (
            RULE.replace("use_case", "use_cas"),
            "does not fit the schema",
        ),
        (RULE.replace("practice/", "federal/"), "@id"),
        (RULE.replace("@says", "@sais"), "@says is missing"),
        (String::new(), "not one Cedar policy"),
    ];
    for (rule, reason) in table {
        let refused = anteroom(data, &["policy", "add", "-"], &rule);
        assert_eq!(code(&refused), 2, "{reason}");
        assert!(
            text(&refused.stderr).contains(reason),
            "{}",
            text(&refused.stderr)
        );
    }
}

#[test]
fn the_shipped_rules_are_listed_without_a_data_folder() {
    let nowhere = tempfile::tempdir().unwrap();
    let list = anteroom(
        &nowhere.path().join("none"),
        &["policy", "list", "--json"],
        "",
    );
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    assert!(list["rules"].as_array().unwrap().len() > 100);
    assert_eq!(list["rules"][0]["own"], false);
}
