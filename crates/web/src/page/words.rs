//! What pages call things.

use anteroom_office::account::Account;
pub(crate) use anteroom_office::split_command;
use anteroom_policy::Role;
use serde::Serialize;
use serde_json::Value;

/// A role as people call it.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Auditor => "Auditor",
        Role::Biller => "Biller or coder",
        Role::ComplianceOfficer => "Compliance officer",
        Role::FrontDesk => "Front desk",
        Role::ItPartner => "IT partner",
        Role::LicensedClinician => "Clinician",
        Role::Manager => "Practice manager",
        Role::MedicalAssistant => "Medical assistant",
        Role::Other => "Other",
        Role::Therapist => "Therapist",
    }
}

/// What a role opens to somebody, in a plain sentence, where it is given.
pub(crate) fn role_says(role: Role) -> &'static str {
    match role {
        Role::Auditor => {
            "Looks at the console and the log, and changes nothing. Writes no texts and reads none."
        }
        Role::Biller => {
            "Writes everyday texts, and from patient text: codes, prior authorizations and appeals. Approves codes."
        }
        Role::ComplianceOfficer => {
            "Decides what may leave: agreements, gates, the level, exceptions, people. Approves texts for the public."
        }
        Role::FrontDesk => "Writes everyday texts. No patient information goes into them.",
        Role::ItPartner => {
            "Connects services and sees that Anteroom runs. Never reads what people write."
        }
        Role::LicensedClinician => {
            "Writes all texts, also from patient text, and approves texts for patients."
        }
        Role::Manager => {
            "Writes everyday texts, approves texts for the public, and sees to people and training."
        }
        Role::MedicalAssistant => {
            "Writes everyday texts. Sums up notes from patient text, and drafts the medical part of a letter to a payer."
        }
        Role::Other => "Opens nothing by itself. Give another role as well.",
        Role::Therapist => {
            "Writes all texts, also from patient text, and approves texts for patients."
        }
    }
}

/// All roles of somebody.
pub(crate) fn role_names(account: &Account) -> String {
    let names: Vec<&str> = account.roles.iter().map(|role| role_name(*role)).collect();
    names.join(", ")
}

/// The name under which a value of a list is kept, in words: `business_associate` is "Business associate".
pub(crate) fn code_words(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => capital(&code.replace('_', " ")),
        _ => String::new(),
    }
}

/// A sentence of its own: with a capital and a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{}{stop}", capital(text))
}

/// What staff read of what to do next: no command, but who can do it instead.
pub(crate) fn for_staff(next: &str) -> String {
    const OFFICER: &str = "Your compliance officer can see to the rest: ask them.";
    let Some((before, _)) = next.split_once("`anteroom ") else {
        return next.to_owned();
    };
    let ends = [". ", ", then ", ", or ", ", and ", "; "];
    let end = ends.iter().filter_map(|end| before.rfind(end)).max();
    let plain = end.and_then(|end| before.get(..end)).unwrap_or_default();
    match plain {
        "" => "Ask your compliance officer to see to it.".to_owned(),
        plain if plain.contains("compliance officer") => sentence(plain),
        plain => format!("{} {OFFICER}", sentence(plain)),
    }
}

/// What to do next where a page does it: the command for approving a connection is said in words.
pub(crate) fn on_pages(next: &str) -> String {
    [
        (
            "run `anteroom connection approve`",
            "approve the connection",
        ),
        (
            "Run `anteroom connection approve`",
            "Approve the connection",
        ),
        (" and say who approves with `--approved-by`", ""),
        (" with `--no-training-use`", ""),
    ]
    .into_iter()
    .fold(next.to_owned(), |says, (command, words)| {
        says.replace(command, words)
    })
}

/// A text in its pieces, each with whether it stands between backticks, as commands do.
pub(crate) fn pieces(text: &str) -> Vec<(String, bool)> {
    let all = text.split('`').enumerate();
    let each = all.map(|(at, piece)| (piece.to_owned(), at % 2 == 1));
    each.filter(|(piece, _)| !piece.is_empty()).collect()
}

/// With a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

#[cfg(test)]
mod tests {
    use anteroom_office::account::Right;
    use anteroom_tasks::reading::Counts;

    use super::*;

    #[test]
    fn sentences_begin_and_end_as_such() {
        assert_eq!(sentence("use words"), "Use words.");
        assert_eq!(sentence("Use words."), "Use words.");
        assert_eq!(sentence(""), ".");
        let split = |text| split_command(text);
        let (plain, command) = split("Sign it (anteroom risk sign).");
        assert_eq!((&*plain, &*command), ("Sign it.", "anteroom risk sign"));
        assert_eq!(split("Nothing; see anteroom risk show").0, "Nothing.");
        assert_eq!(split("Ask them.").0, "Ask them.");
        assert_eq!(code_words(&Role::ItPartner), "It partner");
    }

    /// What a role is said to do, it may do; and what it is not, it may not.
    #[test]
    fn what_is_said_of_a_role_is_what_it_may_do() {
        for role in Role::ALL {
            let says = role_says(*role);
            for (right, words) in [
                (Right::EverydayTasks, &["everyday texts", "all texts"][..]),
                (Right::PatientTasks, &["from patient text"]),
                (Right::ApproveClinical, &["approves texts for patients"]),
                (Right::ManageConnections, &["Connects", "what may leave"]),
                (Right::ManagePeople, &["people and training", "people."]),
            ] {
                let is_said = words.iter().any(|word| says.contains(word));
                let may = right.is_of(*role);
                // The compliance officer writes too, and is chosen for something else.
                let is_left = *role == Role::ComplianceOfficer && right == Right::EverydayTasks;
                assert_eq!(is_said, may && !is_left, "{role:?} {right:?}");
            }
            assert!(Counts::of(says).flesch_kincaid() <= 8.5, "{says}");
        }
    }

    #[test]
    fn staff_read_who_can_do_it_and_no_command() {
        for (next, says) in [
            ("Ask that person to read it.", "Ask that person to read it."),
            (
                "Have your compliance officer check it, then run `anteroom connection approve`.",
                "Have your compliance officer check it.",
            ),
            (
                "Ask your compliance officer why. To open it again, run `anteroom connection approve`.",
                "Ask your compliance officer why.",
            ),
            (
                "Take the details out and send it again, or run `anteroom connection approve`.",
                "Take the details out and send it again. Your compliance officer can see to the rest: ask them.",
            ),
            (
                "Run `anteroom connection approve` again and say who approves with `--approved-by`.",
                "Ask your compliance officer to see to it.",
            ),
        ] {
            assert_eq!(for_staff(next), says, "{next}");
        }
    }

    #[test]
    fn what_a_page_does_is_said_without_its_command() {
        for (next, says) in [
            (
                "Sign a BAA with the vendor, then run `anteroom connection approve`.",
                "Sign a BAA with the vendor, then approve the connection.",
            ),
            (
                "Run `anteroom connection approve` again and say who approves with `--approved-by`.",
                "Approve the connection again.",
            ),
            (
                "Get it in writing that it will not, then run `anteroom connection approve` with `--no-training-use`.",
                "Get it in writing that it will not, then approve the connection.",
            ),
            (
                "Run `anteroom practice set`.",
                "Run `anteroom practice set`.",
            ),
        ] {
            assert_eq!(on_pages(next), says, "{next}");
        }
    }

    #[test]
    fn commands_are_told_from_words() {
        let all = pieces("Sign it, then run `anteroom x`.");
        let all: Vec<_> = all
            .iter()
            .map(|(piece, is_code)| (&**piece, *is_code))
            .collect();
        assert_eq!(
            all,
            [
                ("Sign it, then run ", false),
                ("anteroom x", true),
                (".", false)
            ]
        );
    }
}
