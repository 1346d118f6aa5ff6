//! What happened, as a sentence after the name of who did it. Kinds and counts only; the log holds nothing else.

use anteroom_audit::{
    Actor, Closed, Closing, EvidenceRecorded, ExceptionAnswered, FieldsTaken, Found, HeldEnded,
    Micros, Opened, Refused, SharedWorkRead, What, Word,
};
use anteroom_store::HELD_EXPIRED;
use jiff::Timestamp;

use crate::desk::Record as _;
use crate::kinds::kind_words;
use crate::level::Lowered;

/// Who did it, as people call them.
#[must_use]
pub fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Key { name, .. } => format!("key {name}"),
        Actor::Operator { name } => format!("operator {name}"),
        Actor::Person { name, .. } => name.to_string(),
        Actor::System => "Anteroom".to_owned(),
    }
}

/// What happened.
#[must_use]
pub fn what(what: &What) -> String {
    match what {
        What::AnswerHeld(held) => format!("got an answer that is held for a {}.", held.reviewer),
        What::ConnectionAdded(added) => {
            format!("added connection {} to {}.", added.connection, added.host)
        }
        What::ConnectionApproved(approved) => {
            let until = approved
                .agreement_until
                .map(|day| format!(" until {day}"))
                .unwrap_or_default();
            format!(
                "recorded that {} may get {} text{until}, approved by {}.",
                approved.connection, approved.purpose, approved.approved_by
            )
        }
        What::ConnectionReplacing(new) => format!(
            "set connection {} to replace patient information by {}.",
            new.connection,
            new.replacing.as_str().replace('_', " ")
        ),
        What::ConnectionRevoked(revoked) => format!("withdrew connection {}.", revoked.connection),
        What::EvidenceFileKept(file) => {
            format!(
                "kept a file as evidence ({}, {} bytes).",
                file.media_type, file.bytes
            )
        }
        What::EvidenceRecorded(record) => recorded(record),
        What::ExceptionAnswered(end) => answered(end),
        What::ExceptionAsked(asked) => format!(
            "asked to let a {} in {} stand in texts.",
            kind_words(asked.found.as_str(), 1),
            asked.task
        ),
        What::FieldsTaken(taken) => took(taken),
        What::FindWaived(waived) => format!(
            "said that a {} in {} is no patient information ({}).",
            kind_words(waived.found.as_str(), 1),
            waived.task,
            waived.reason.as_str().replace('_', " ")
        ),
        What::HeldEnded(ended) => decided(ended),
        What::KeyCreated(key) => format!("made key {}.", key.name),
        What::KeyRevoked(key) => format!("withdrew key {}.", key.name),
        What::LogExported(copy) => format!("copied out {} entries of the log.", copy.entries),
        What::MappingsPurged(gone) => format!(
            "purged {} placeholder maps of requests from before {}.",
            gone.mappings,
            moment(gone.before)
        ),
        What::PracticeCreated(practice) => {
            format!("set up {} ({}).", practice.name, practice.state)
        }
        What::RequestClosed(closed) => ended(closed),
        What::RequestOpened(opened) => sent(opened),
        What::RequestRefused(refused) => stopped(refused),
        What::ResultTaken(taken) => {
            format!("took a text of {} away as {}.", taken.task, taken.form)
        }
        What::ServerStarted(started) => format!("started the server, version {}.", started.version),
        What::ShareEnded(ended) => format!(
            "ended sharing a piece of work with {} ({}).",
            ended.with,
            ended.why.as_str().replace('_', " ")
        ),
        What::SharedWorkRead(read) => opened_of_another(read),
        What::SignInRefused(refused) => format!("was not let in ({}).", refused.why),
        What::SignedIn(_) => "signed in.".to_owned(),
        What::SignedOut(out) => format!("signed out ({}).", out.why),
        What::WorkShared(shared) => format!(
            "shared a piece of work of {} with {}.",
            shared.task, shared.with
        ),
    }
}

/// What became of a request for an exception.
fn answered(end: &ExceptionAnswered) -> String {
    let found = kind_words(end.found.as_str(), 1);
    match end.answer.as_str() {
        "expired" => format!(
            "closed the request to let a {found} stand in texts: nobody answered it in time."
        ),
        answer => format!("{answer} the request to let a {found} stand in texts."),
    }
}

/// That a colleague's work was read, by its id: what it says stands nowhere here.
fn opened_of_another(read: &SharedWorkRead) -> String {
    let did = match read.did.as_str() {
        "copied" => "took the form of",
        _ => "opened",
    };
    format!(
        "{did} a piece of work of {} that {} shares ({}).",
        read.task, read.owner, read.work
    )
}

/// What was taken out of an export, and how much was not.
fn took(taken: &FieldsTaken) -> String {
    let left = taken.left.len() as u64 + taken.others;
    format!(
        "took fields ({}) of one patient into {} out of an export ({}, patients: {}, fields left out: {left}).",
        taken.taken.len(),
        taken.task,
        taken.export.as_str().replace('_', " "),
        taken.patients,
    )
}

/// Who decided is named: at the command line it is somebody else who types.
fn decided(ended: &HeldEnded) -> String {
    let HeldEnded {
        end, person, own, ..
    } = ended;
    if end.as_str() == HELD_EXPIRED {
        return "closed an answer that was held, which nobody released in time.".to_owned();
    }
    let alone = match own {
        true => ", who had asked for it and is the only one who may release it",
        false => "",
    };
    format!("{end} an answer that was held, as {person}{alone}.")
}

/// What the record says is not in the log; which of its fields changed is.
fn recorded(record: &EvidenceRecorded) -> String {
    let did = match record.revision {
        1 => "recorded",
        _ => "changed",
    };
    let holds = match record.holds {
        true => "; nothing is sent while it stands",
        false => "",
    };
    let subject = record.subject.as_str().replace('_', " ");
    let fields = record.changed.iter().map(|field| {
        let field = field.as_str().replace('_', " ");
        field.replace(':', ": ")
    });
    let fields = match record.changed.is_empty() {
        true => String::new(),
        false => format!(" ({})", fields.collect::<Vec<_>>().join(", ")),
    };
    let why = match record.holds && subject == Lowered::SUBJECT {
        true => " Why: anteroom level show.",
        false => "",
    };
    format!("{did} {subject} {}{fields}{holds}.{why}", record.subject_id)
}

fn sent(opened: &Opened) -> String {
    let Opened {
        model,
        host,
        decision,
        placeholders,
        ..
    } = opened;
    let consent = opened.part2_consent.as_ref();
    let under = consent.map_or_else(String::new, |id| format!(", under the consent {id}"));
    format!(
        "sends to {host} ({model}){under}: {}; decision {decision}, {placeholders} placeholders.",
        found(&opened.found)
    )
}

fn stopped(refused: &Refused) -> String {
    let reasons = refused
        .reasons
        .iter()
        .map(Word::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "was refused: {}; decision {} ({reasons}). Nothing was sent.",
        inspected(refused),
        refused.decision
    )
}

fn ended(closed: &Closed) -> String {
    let status = upstream_status(closed)
        .map(|status| format!(" (HTTP {status})"))
        .unwrap_or_default();
    format!(
        "ended as {}{status}: {} bytes back, {} values restored.",
        closed.outcome.state(),
        closed.bytes,
        closed.restored
    )
}

/// What was found in the text of a request, or that nobody looked: one that is refused by its form or for its model is
/// not inspected, and then no rules are asked either.
#[must_use]
pub fn what_was_found(what: &What) -> Option<String> {
    match what {
        What::RequestOpened(opened) => Some(found(&opened.found)),
        What::RequestRefused(refused) => Some(inspected(refused)),
        _ => None,
    }
}

/// What was left out of a request because its use case does not need it; none for other events.
#[must_use]
pub fn what_was_left_out(what: &What) -> Option<String> {
    match what {
        What::RequestOpened(opened) if !opened.removed.is_empty() => {
            let each = opened.removed.iter();
            let each = each.map(|(code, count)| {
                format!("{count} {}", kind_words(code.as_str(), (*count).into()))
            });
            Some(each.collect::<Vec<_>>().join(", "))
        }
        _ => None,
    }
}

/// The HTTP status that the provider gave, where the log knows one.
#[must_use]
pub fn upstream_status(closed: &Closed) -> Option<u16> {
    match closed.outcome {
        Closing::UpstreamRefused { status } => Some(status),
        _ => None,
    }
}

fn inspected(refused: &Refused) -> String {
    match (&refused.rule_set, refused.found.is_empty()) {
        (None, true) => "not inspected".to_owned(),
        _ => found(&refused.found),
    }
}

fn found(found: &Found) -> String {
    match found.is_empty() {
        true => "nothing identifying found".to_owned(),
        false => found
            .iter()
            .map(|(kind, count)| format!("{count} {}", kind_words(kind.as_str(), (*count).into())))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// A moment by universal time, to the second.
fn moment(at: Micros) -> String {
    let time = Timestamp::from_microsecond(at.0).unwrap_or_default();
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Hash;

    use super::*;

    fn refused(rule_set: Option<&str>, kinds: &[(&str, u32)]) -> String {
        stopped(&Refused {
            connection: None,
            model: None,
            endpoint: Word::lossy("chat"),
            decision: Word::lossy("block"),
            reasons: vec![Word::lossy("model_unknown")],
            found: kinds
                .iter()
                .map(|(kind, n)| (Word::lossy(kind), *n))
                .collect(),
            rule_set: rule_set.map(Word::lossy),
            facts_sha256: Hash::ZERO,
        })
    }

    #[test]
    fn what_was_taken_out_of_an_export_is_counted_and_not_named() {
        let words = |all: &[&str]| all.iter().copied().map(Word::lossy).collect();
        let taken = What::FieldsTaken(FieldsTaken {
            task: Word::lossy("summarize-note"),
            export: Word::lossy("patient_table"),
            patients: 2,
            taken: words(&["diagnosis"]),
            left: words(&["mrn", "name"]),
            others: 1,
        });
        assert_eq!(
            what(&taken),
            "took fields (1) of one patient into summarize-note out of an export (patient table, patients: 2, fields left out: 3)."
        );
    }

    #[test]
    fn a_change_of_a_record_names_its_fields_and_not_what_they_say() {
        let changed = |fields: &[&str], holds| {
            recorded(&EvidenceRecorded {
                id: Word::lossy("1"),
                subject: Word::lossy("sign_off"),
                subject_id: Word::lossy("dana"),
                revision: 2,
                holds,
                changed: fields.iter().copied().map(Word::lossy).collect(),
                body_sha256: Hash::ZERO,
            })
        };
        assert_eq!(changed(&[], false), "changed sign off dana.");
        assert_eq!(
            changed(&["withdrawn_on", "disabled:yes"], false),
            "changed sign off dana (withdrawn on, disabled: yes)."
        );
        assert_eq!(
            changed(&["paused"], true),
            "changed sign off dana (paused); nothing is sent while it stands."
        );
    }

    #[test]
    fn nothing_found_is_said_only_of_what_was_looked_at() {
        assert!(refused(None, &[]).starts_with("was refused: not inspected; "));
        let looked = refused(Some("r1"), &[]);
        assert!(looked.starts_with("was refused: nothing identifying found; "));
        assert!(refused(Some("r1"), &[("phone", 2)]).starts_with("was refused: 2 phone numbers; "));
    }

    #[test]
    fn the_providers_status_is_shown_where_there_is_one() {
        let end = |outcome| ended(&Closed::only(outcome));
        let refused = end(Closing::UpstreamRefused { status: 429 });
        assert!(refused.starts_with("ended as upstream_refused (HTTP 429): "));
        assert!(end(Closing::Answered).starts_with("ended as answered: "));
    }
}
