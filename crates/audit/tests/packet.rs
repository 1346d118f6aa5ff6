//! A packet is whole, or it is said what is not: every byte, and every record, file and decision of its log.

#![expect(clippy::unwrap_used, reason = "tests")]

use anteroom_audit::packet::{Decision, FileLine, Member, PacketError, RecordLine, check, seal};
use anteroom_audit::{
    Actor, Chain, Checkpoint, EntryNo, Event, EvidenceFileKept, EvidenceRecorded, Found, Hash,
    Home, Micros, ReceiptId, Refused, Signer, What, Word, export,
};
use serde_json::json;

const FACTS: &str = "{\"content\":{\"name\":1}}";

fn word(text: &str) -> Word {
    Word::new(text).unwrap()
}

fn signer(seed: u8) -> Signer {
    Signer::from_seed("anteroom/test", &[seed; 32]).unwrap()
}

fn receipt() -> ReceiptId {
    ReceiptId(uuid::Uuid::from_u128(7))
}

fn recorded(subject: &str, revision: u64) -> What {
    What::EvidenceRecorded(EvidenceRecorded {
        id: word("row"),
        subject: word(subject),
        subject_id: word("mistral"),
        revision,
        holds: false,
        changed: Vec::new(),
        body_sha256: Hash::ZERO,
    })
}

/// Two revisions of a record, a file, a decision, and a record that is kept back.
fn log() -> String {
    let refused = Refused {
        connection: None,
        model: None,
        endpoint: word("chat"),
        decision: word("block"),
        reasons: vec![word("baa_missing")],
        found: Found::new(),
        rule_set: None,
        facts_sha256: Hash::of(FACTS.as_bytes()),
    };
    let file = EvidenceFileKept {
        id: word("file"),
        sha256: Hash::of(b"paper"),
        sealed_sha256: Hash::ZERO,
        bytes: 5,
        media_type: word("application/pdf"),
    };
    let all = [
        (None, recorded("vendor", 1)),
        (None, recorded("vendor", 2)),
        (None, What::EvidenceFileKept(file)),
        (Some(receipt()), What::RequestRefused(refused)),
        (None, recorded("account", 1)),
    ];
    let (mut chain, mut lines) = (Chain::new(), Vec::new());
    for (receipt, what) in all {
        let (at, actor) = (Micros(1), Actor::System);
        let entry = chain
            .append(&Event {
                at,
                actor,
                receipt,
                what,
            })
            .unwrap();
        lines.push(export::entry(&entry));
    }
    let note = Checkpoint::of(&chain, Home::Log { filed: 0 })
        .sign(&signer(1))
        .unwrap();
    let head = [
        export::header(&signer(1).verifying_key()),
        export::checkpoint(&note),
    ];
    let all: Vec<String> = head.into_iter().chain(lines).collect();
    all.join("\n") + "\n"
}

fn record(revision: u64) -> RecordLine {
    RecordLine {
        subject: word("vendor"),
        subject_id: word("mistral"),
        revision,
        at: Micros(1),
        by: word("dana"),
        record: json!({ "name": "Mistral AI" }),
    }
}

fn file() -> FileLine {
    FileLine {
        id: word("file"),
        sha256: Hash::of(b"paper"),
        bytes: 5,
        media_type: word("application/pdf"),
    }
}

fn decision() -> Decision {
    Decision {
        entry: EntryNo(4),
        receipt: receipt(),
        decision: word("block"),
        reasons: vec![word("baa_missing")],
        facts: FACTS.to_owned(),
    }
}

fn lines(name: &str, lines: &[impl serde::Serialize]) -> Member {
    let lines = lines
        .iter()
        .map(|line| serde_json::to_string(line).unwrap() + "\n");
    let content = lines.collect::<String>().into_bytes();
    Member {
        name: name.to_owned(),
        content,
    }
}

fn members(records: &[RecordLine], files: &[FileLine], decisions: &[Decision]) -> Vec<Member> {
    let content = log().into_bytes();
    vec![
        lines("records.jsonl", records),
        lines("files.jsonl", files),
        lines("decisions.jsonl", decisions),
        Member {
            name: "log.jsonl".to_owned(),
            content,
        },
    ]
}

fn told(
    records: &[RecordLine],
    files: &[FileLine],
    decisions: &[Decision],
) -> Result<(), PacketError> {
    let packet = seal(members(records, files, decisions), &signer(1)).unwrap();
    check(&packet, None).map(|_| ())
}

fn whole() -> Vec<u8> {
    let all = members(&[record(1), record(2)], &[file()], &[decision()]);
    seal(all, &signer(1)).unwrap()
}

#[test]
fn a_whole_packet_says_what_is_in_it() {
    let checked = check(&whole(), Some(&signer(1).verifying_key())).unwrap();
    let counts = (
        checked.records,
        checked.kept_back,
        checked.files,
        checked.decisions,
    );
    assert_eq!((counts, checked.log.entries), ((2, 1, 1, 1), 5));
    let other = signer(2).verifying_key();
    assert_eq!(check(&whole(), Some(&other)), Err(PacketError::OtherKey));
}

#[test]
fn no_byte_can_be_changed_added_or_taken_away() {
    let packet = whole();
    for at in 0..packet.len() {
        let mut changed = packet.clone();
        changed[at] ^= 1;
        assert!(check(&changed, None).is_err(), "byte {at}");
    }
    for end in (0..packet.len()).step_by(128) {
        assert!(check(&packet[..end], None).is_err(), "cut at {end}");
    }
    assert!(check(&[&packet[..], &[0; 512]].concat(), None).is_err());
}

#[test]
fn what_the_log_does_not_tell_or_what_is_left_out_is_named() {
    let (records, files, decisions) = ([record(1), record(2)], [file()], [decision()]);
    let missing = PacketError::Record {
        subject: word("vendor"),
        subject_id: word("mistral"),
        revision: 2,
    };
    assert_eq!(told(&records[..1], &files, &decisions), Err(missing));
    let added = told(&[record(1), record(2), record(3)], &files, &decisions);
    assert!(matches!(
        added,
        Err(PacketError::Record { revision: 3, .. })
    ));
    let twice = told(&[record(1), record(1), record(2)], &files, &decisions);
    assert!(matches!(
        twice,
        Err(PacketError::Record { revision: 1, .. })
    ));
    assert_eq!(
        told(&records, &[], &decisions),
        Err(PacketError::File(word("file")))
    );
    let other = FileLine {
        sha256: Hash::ZERO,
        ..file()
    };
    assert_eq!(
        told(&records, &[other], &decisions),
        Err(PacketError::File(word("file")))
    );
    assert_eq!(
        told(&records, &files, &[]),
        Err(PacketError::Decision(EntryNo(4)))
    );
    let cases: [fn(&mut Decision); 4] = [
        |one| one.facts.push(' '),
        |one| one.decision = word("allow"),
        |one| one.reasons.clear(),
        |one| one.receipt = ReceiptId(uuid::Uuid::from_u128(8)),
    ];
    for change in cases {
        let mut changed = decision();
        change(&mut changed);
        assert_eq!(
            told(&records, &files, &[changed]),
            Err(PacketError::Decision(EntryNo(4)))
        );
    }
}

#[test]
fn a_log_of_another_key_does_not_stand_in_a_packet() {
    let all = members(&[record(1), record(2)], &[file()], &[decision()]);
    let packet = seal(all, &signer(2)).unwrap();
    assert!(matches!(check(&packet, None), Err(PacketError::Log(_))));
}
