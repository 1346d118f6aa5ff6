//! An entry of the log as a plain sentence, after the name of who did it. Its exact form stays beside it on the receipt.

use anteroom_audit::{
    Actor, Closed, Closing, ConnectionApproved, EvidenceRecorded, Opened, Refused, What, Word,
};
use anteroom_office::kind_words;
use anteroom_office::sentence::{actor, what, what_was_found};
use anteroom_policy::plain_days;

use crate::page::code_words;
use crate::pages::catalogue;

/// Who did it.
pub(super) fn who(by: &Actor) -> String {
    match by {
        Actor::Key { name, .. } => format!("Program with key {name}"),
        Actor::Operator { name } => {
            let user = name.as_str().trim_start_matches("uid ");
            format!("Command line, user {user}")
        }
        other => actor(other),
    }
}

/// What happened.
pub(super) fn did(event: &What) -> String {
    match event {
        What::RequestOpened(opened) => sent(event, opened),
        What::RequestRefused(refused) => stopped(event, refused),
        What::RequestClosed(closed) => ended(closed),
        What::EvidenceRecorded(record) => recorded(record),
        What::ExceptionAsked(asked) => format!(
            "asked to let a {} in {} stand in texts.",
            kind_words(asked.found.as_str(), 1),
            task(&asked.task)
        ),
        What::FindWaived(waived) => format!(
            "said that a {} in {} is no patient information.",
            kind_words(waived.found.as_str(), 1),
            task(&waived.task)
        ),
        What::ResultTaken(taken) => {
            let form = taken.form.as_str().replace('_', " ");
            format!("took a text of {} away as {form}.", task(&taken.task))
        }
        What::WorkShared(shared) => format!(
            "shared a piece of work of {} with {}.",
            task(&shared.task),
            shared.with
        ),
        What::ConnectionApproved(approved) => approval(approved),
        other => plain_days(&what(other)),
    }
}

/// What was decided about a request.
pub(super) fn decision(code: &str) -> String {
    match code {
        "allow" => "It may leave as it was written".to_owned(),
        "allow_deidentified" => "It may leave once what identifies somebody is replaced".to_owned(),
        "block" => "Stopped: nothing leaves".to_owned(),
        "require_review" => "Somebody must release it first".to_owned(),
        other => code_words(&other),
    }
}

/// How a request ended, or where it is.
pub(super) fn state(code: &str) -> String {
    let says = match code {
        "client_left" => "Nobody waited for the whole answer",
        "interrupted" => "Cut off: the server stopped",
        "upstream_broke" => "The service broke off",
        "upstream_garbage" => "The answer could not be read",
        "upstream_refused" => "The service refused it",
        "upstream_silent" => "The service did not answer in time",
        "upstream_unreachable" => "The service could not be reached",
        other => return code_words(&other),
    };
    says.to_owned()
}

fn approval(approved: &ConnectionApproved) -> String {
    let text = match approved.purpose.as_str() {
        "deidentified" => "de-identified text".to_owned(),
        other => format!("{} text", other.replace('_', " ")),
    };
    let until = approved
        .agreement_until
        .map(|day| plain_days(&day.to_string()));
    let until = until.map_or_else(String::new, |day| format!(" until {day}"));
    let (name, by) = (&approved.connection, &approved.approved_by);
    format!("recorded that {name} may get {text}{until}, approved by {by}.")
}

fn task(id: &Word) -> String {
    let found = catalogue::task(id.as_str());
    found.map_or_else(|| id.to_string(), |task| task.title.clone())
}

fn found(event: &What) -> String {
    let found = what_was_found(event).unwrap_or_default();
    match found.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("{found} found"),
        false => found,
    }
}

fn sent(event: &What, opened: &Opened) -> String {
    let Opened { host, model, .. } = opened;
    let how = match (opened.decision.as_str(), opened.placeholders) {
        ("allow_deidentified", 0) => "",
        ("allow_deidentified", 1) => " 1 detail was replaced first.",
        ("allow_deidentified", count) => &format!(" {count} details were replaced first."),
        _ => " It went as it was written.",
    };
    let consent = opened.part2_consent.as_ref();
    let under = consent.map_or_else(String::new, |id| format!(" It rests on the consent {id}."));
    format!(
        "sent a text to {host} ({model}): {}.{how}{under}",
        found(event)
    )
}

fn stopped(event: &What, refused: &Refused) -> String {
    let reasons: Vec<String> = refused
        .reasons
        .iter()
        .map(|code| code.as_str().replace('_', " "))
        .collect();
    let why = match reasons.is_empty() {
        true => String::new(),
        false => format!(" Why: {}.", reasons.join(", ")),
    };
    format!("was stopped: {}. Nothing was sent.{why}", found(event))
}

fn ended(closed: &Closed) -> String {
    let says = match closed.outcome {
        Closing::Answered if closed.restored == 1 => "got the answer, with 1 detail put back.",
        Closing::Answered if closed.restored > 1 => {
            return format!("got the answer, with {} details put back.", closed.restored);
        }
        Closing::Answered => "got the answer.",
        Closing::ClientLeft => "did not wait for the whole answer.",
        Closing::Interrupted => "got no whole answer: the server stopped.",
        Closing::UpstreamBroke => "got no whole answer: the service broke off.",
        Closing::UpstreamGarbage => "got no answer that can be read.",
        Closing::UpstreamRefused { status } => {
            return format!("got no answer: the service refused it (HTTP {status}).");
        }
        Closing::UpstreamSilent => "got no answer: the service was silent for too long.",
        Closing::UpstreamUnreachable => "got no answer: the service could not be reached.",
    };
    says.to_owned()
}

/// What the record says is not in the log; which of its fields changed is.
fn recorded(record: &EvidenceRecorded) -> String {
    let subject = subject(record.subject.as_str());
    let did = match record.revision {
        1 => format!("put {subject} on file"),
        _ => format!("changed {subject}"),
    };
    let fields = record
        .changed
        .iter()
        .map(|field| field.as_str().replace('_', " ").replace(':', ": "));
    let id = std::iter::once(record.subject_id.to_string());
    let beside: Vec<String> = id.chain(fields).collect();
    let holds = match record.holds {
        true => ". Nothing is sent while it stands",
        false => "",
    };
    format!("{did} ({}){holds}.", beside.join("; "))
}

/// A record, as people call its kind.
fn subject(code: &str) -> String {
    let says = match code {
        "account" => "an account",
        "agreement" => "an agreement",
        "asset" => "a system or device",
        "claim" => "a claim of a vendor",
        "completion" => "a finished course",
        "course" => "a course",
        "deployment" => "a service",
        "disclaimer" => "a notice that a law asks for",
        "drill" => "a drill",
        "flow_map" => "the approved data map",
        "free_questions" => "the switch for free questions",
        "gate" => "a gate",
        "incident" => "an incident",
        "key_holder" => "who holds a key",
        "law_version" => "an update of the laws",
        "level" => "the level",
        "part2_consent" => "a consent (42 CFR Part 2)",
        "passkeys" => "passkeys",
        "patient_notice" => "the notice to patients",
        "person" => "a person on the roster",
        "profile" => "the profile of the practice",
        "risk_analysis" => "a signature under the risk analysis",
        "rule" => "a rule of the practice",
        "safeguard" => "a safeguard",
        "second_step" => "a second step of signing in",
        "sign_in_rule" => "the rule for signing in",
        "sign_off" => "a sign-off",
        "single_sign_on" => "the settings of single sign-on",
        "single_sign_on_link" => "a link to single sign-on",
        "threat" => "a risk",
        "vendor" => "a vendor",
        other => return format!("the record {}", other.replace('_', " ")),
    };
    says.to_owned()
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Hash;

    use super::*;

    fn change(subject: &str, revision: u32, changed: &[&str]) -> String {
        did(&What::EvidenceRecorded(EvidenceRecorded {
            id: Word::lossy("1"),
            subject: Word::lossy(subject),
            subject_id: Word::lossy("maya.13"),
            revision: revision.into(),
            holds: false,
            changed: changed.iter().copied().map(Word::lossy).collect(),
            body_sha256: Hash::ZERO,
        }))
    }

    #[test]
    fn records_are_called_as_people_call_them() {
        assert_eq!(
            change("completion", 1, &[]),
            "put a finished course on file (maya.13)."
        );
        assert_eq!(
            change("account", 2, &["disabled:yes"]),
            "changed an account (maya.13; disabled: yes)."
        );
    }

    #[test]
    fn an_end_is_said_in_words() {
        let end = |outcome| ended(&Closed::only(outcome));
        assert_eq!(end(Closing::Answered), "got the answer.");
        assert!(end(Closing::UpstreamRefused { status: 429 }).contains("(HTTP 429)"));
        assert_eq!(decision("require_review"), "Somebody must release it first");
        assert_eq!(state("refused"), "Refused");
    }

    #[test]
    fn who_types_commands_is_told_from_who_signed_in() {
        let name = Word::lossy("uid 0");
        assert_eq!(who(&Actor::Operator { name }), "Command line, user 0");
    }
}
