//! Whatever is done to a log, the verifier finds it and names the first bad entry.

#![expect(clippy::unwrap_used, reason = "tests")]

use anteroom_audit::{
    Actor, Broken, Chain, Checkpoint, Closed, Closing, Day, Entry, EntryNo, Event, Found, Hash,
    Home, KeyCreated, Micros, Opened, PracticeCreated, ReceiptId, Signer, VerifyingKey, What, Why,
    Word, canonical, export, verify,
};
use proptest::prelude::*;

/// The home of the checkpoints that a log keeps itself.
const LOG: Home = Home::Log { filed: 0 };

fn word(text: &str) -> Word {
    Word::new(text).unwrap()
}

fn event(n: u64) -> Event {
    let receipt = Some(ReceiptId(uuid::Uuid::from_u128(u128::from(n))));
    let actor = Actor::Key {
        id: word("key-1"),
        name: word("Front desk \u{201c}A\u{201d}"),
    };
    let (receipt, what) = match n % 4 {
        0 => (
            None,
            What::PracticeCreated(PracticeCreated {
                id: None,
                name: word("Elm"),
                state: word("OH"),
            }),
        ),
        1 => (
            None,
            What::KeyCreated(KeyCreated {
                key: word("key-1"),
                name: word("desk"),
                key_sha256: None,
            }),
        ),
        2 => (receipt, What::RequestOpened(opened(n))),
        _ => (
            receipt,
            What::RequestClosed(Closed::only(Closing::UpstreamRefused { status: 429 })),
        ),
    };
    Event {
        at: Micros(1_000 + i64::try_from(n).unwrap()),
        actor,
        receipt,
        what,
    }
}

fn opened(n: u64) -> Opened {
    Opened {
        connection: word("main"),
        model: word("mistral-large"),
        host: word("api.mistral.ai"),
        endpoint: word("chat"),
        decision: word("allow_deidentified"),
        reasons: vec![word("deidentified")],
        found: Found::from([(word("phone"), 1), (word("name"), 2)]),
        replacing: None,
        purpose: None,
        part2_consent: None,
        removed: Found::new(),
        placeholders: 3,
        body_sha256: Hash::of(&n.to_be_bytes()),
        bytes: 1_000 + n,
        rule_set: word("r1"),
        facts_sha256: Hash::ZERO,
    }
}

fn signer() -> Signer {
    Signer::from_seed("anteroom/test", &[9; 32]).unwrap()
}

fn key() -> VerifyingKey {
    signer().verifying_key()
}

/// A log with a checkpoint after each of `signed`, and one at its end.
fn log(size: u64, signed: &[u64]) -> (Vec<Entry>, Vec<String>) {
    let (mut chain, mut entries, mut notes) = (Chain::new(), Vec::new(), Vec::new());
    for n in 1..=size {
        entries.push(chain.append(&event(n)).unwrap());
        if signed.contains(&n) || n == size {
            notes.push(Checkpoint::of(&chain, LOG).sign(&signer()).unwrap());
        }
    }
    (entries, notes)
}

fn check(entries: Vec<Entry>, notes: &[String]) -> Result<u64, Broken> {
    verify(entries, notes.iter().map(String::as_str), &key()).map(|verified| verified.entries)
}

fn broken(at: u64, why: Why) -> Result<u64, Broken> {
    Err(Broken {
        at: EntryNo(at),
        why,
    })
}

#[test]
fn a_whole_log_is_good() {
    for size in [0, 1, 2, 7, 64, 100] {
        let (entries, notes) = log(size, &[3, 50]);
        assert_eq!(check(entries, &notes), Ok(size));
    }
    let (entries, notes) = log(5, &[]);
    let verified = verify(entries, [notes[0].as_str()], &key()).unwrap();
    assert_eq!(
        (verified.first_at, verified.last_at),
        (Some(Micros(1_001)), Some(Micros(1_005)))
    );
}

#[test]
fn a_flipped_bit_in_any_byte_of_any_entry_names_that_entry() {
    let (entries, notes) = log(8, &[]);
    for at in 0..entries.len() {
        for byte in 0..entries[at].body.len() + 64 {
            let mut bad = entries.clone();
            let entry = &mut bad[at];
            match byte.checked_sub(entry.body.len()) {
                None => entry.body[byte] ^= 1,
                Some(b @ ..32) => entry.prev.0[b] ^= 1,
                Some(b) => entry.hash.0[b - 32] ^= 1,
            }
            assert_eq!(
                check(bad, &notes),
                broken(at as u64 + 1, Why::Altered),
                "byte {byte}"
            );
        }
    }
}

#[test]
fn a_removed_entry_is_named() {
    let (entries, notes) = log(9, &[]);
    for at in 0..8 {
        let mut bad = entries.clone();
        bad.remove(at);
        let found = EntryNo(at as u64 + 2);
        assert_eq!(
            check(bad, &notes),
            broken(at as u64 + 1, Why::Missing { found })
        );
    }
}

#[test]
fn two_swapped_entries_are_named_at_the_first() {
    let (entries, notes) = log(9, &[]);
    for a in 0..9 {
        for b in a + 1..9 {
            // Swapped in the file: the number tells.
            let mut bad = entries.clone();
            bad.swap(a, b);
            let found = EntryNo(b as u64 + 1);
            assert_eq!(
                check(bad.clone(), &notes),
                broken(a as u64 + 1, Why::Missing { found })
            );
            // Swapped in the table, where the number is the key: the hash tells.
            let (left, right) = (bad[a].no, bad[b].no);
            (bad[a].no, bad[b].no) = (right, left);
            assert_eq!(check(bad, &notes), broken(a as u64 + 1, Why::Altered));
        }
    }
}

#[test]
fn a_cut_tail_is_named_at_the_first_missing_entry() {
    let (entries, notes) = log(9, &[4]);
    for kept in 0..9 {
        let cut = entries[..kept].to_vec();
        let at = kept as u64 + 1;
        assert_eq!(check(cut.clone(), &notes), broken(at, Why::Cut { size: 9 }));
        // Whoever cuts the newest checkpoint as well is caught by entries without one.
        if kept > 4 {
            assert_eq!(check(cut, &notes[..1]), broken(5, Why::Unsigned));
        }
    }
}

#[test]
fn one_entry_hashed_anew_is_named() {
    let (entries, notes) = log(9, &[]);
    let mut bad = entries.clone();
    bad[3].body = canonical::to_bytes(&event(40)).unwrap();
    bad[3].hash = bad[3].computed_hash();
    assert_eq!(check(bad, &notes), broken(4, Why::Rehashed));
    // The last one has no follower; the checkpoint tells.
    let mut bad = entries;
    bad[8].body = canonical::to_bytes(&event(40)).unwrap();
    bad[8].hash = bad[8].computed_hash();
    assert_eq!(
        check(bad, &notes),
        broken(1, Why::Rewritten { until: EntryNo(9) })
    );
}

#[test]
fn a_log_rewritten_from_an_entry_on_is_bounded_by_checkpoints() {
    let (entries, notes) = log(12, &[4, 8]);
    let mut chain = Chain::new();
    let mut bad: Vec<Entry> = entries[..5]
        .iter()
        .map(|e| chain.append_body(e.body.clone()))
        .collect();
    bad.extend((60..67).map(|n| chain.append(&event(n)).unwrap()));
    assert_eq!(bad.len(), 12);
    assert_eq!(
        check(bad, &notes),
        broken(5, Why::Rewritten { until: EntryNo(8) })
    );
}

#[test]
fn entries_appended_without_the_key_are_named() {
    let (mut entries, notes) = log(6, &[]);
    let mut chain = Chain::new();
    for entry in &entries {
        chain.append_body(entry.body.clone());
    }
    entries.push(chain.append(&event(7)).unwrap());
    assert_eq!(check(entries, &notes), broken(7, Why::Unsigned));
}

#[test]
fn a_forged_checkpoint_is_named() {
    let (entries, mut notes) = log(6, &[3]);
    notes[0] = notes[0].replacen("\n3\n", "\n2\n", 1);
    let error = check(entries.clone(), &notes).unwrap_err();
    assert!(matches!(
        error,
        Broken {
            at: EntryNo(2),
            why: Why::Checkpoint(_)
        }
    ));
    let other = Signer::from_seed("anteroom/test", &[8; 32]).unwrap();
    let mut chain = Chain::new();
    entries
        .iter()
        .for_each(|entry| drop(chain.append_body(entry.body.clone())));
    let forged = Checkpoint::of(&chain, LOG).sign(&other).unwrap();
    assert!(check(entries, &[forged]).is_err());
}

#[test]
fn events_have_one_form_and_come_back() {
    let day: Day = "2027-03-31".parse().unwrap();
    assert_eq!(serde_json::to_string(&day).unwrap(), "\"2027-03-31\"");
    for n in 0..8 {
        let bytes = canonical::to_bytes(&event(n)).unwrap();
        assert_eq!(canonical::from_bytes(&bytes), Ok(event(n)));
        let spaced = String::from_utf8(bytes).unwrap().replacen(':', ": ", 1);
        assert_eq!(
            canonical::from_bytes(spaced.as_bytes()),
            Err(canonical::CanonicalError::Form)
        );
    }
    let text = String::from_utf8(canonical::to_bytes(&event(3)).unwrap()).unwrap();
    assert_eq!(
        text,
        "{\"actor\":{\"by\":\"key\",\"id\":\"key-1\",\"name\":\"Front desk \u{201c}A\u{201d}\"},\
         \"at\":1003,\"receipt\":\"00000000-0000-0000-0000-000000000003\",\
         \"what\":{\"bytes\":0,\"kind\":\"request_closed\",\
         \"outcome\":{\"as\":\"upstream_refused\",\"status\":429},\"restored\":0,\"unknown\":0}}"
    );
}

#[test]
fn entries_of_versions_that_wrote_fewer_fields_are_still_read() {
    for what in [
        r#"{"connection":"main","host":"h","kind":"connection_added","models":[],"provider":"mistral"}"#,
        r#"{"approved_by":"Dana","connection":"main","kind":"connection_approved","no_training":true,"purpose":"deidentified"}"#,
        r#"{"key":"k","kind":"key_created","name":"desk"}"#,
        r#"{"kind":"practice_created","name":"Elm","state":"OH"}"#,
    ] {
        let body = format!(r#"{{"actor":{{"by":"system"}},"at":1,"what":{what}}}"#);
        assert!(canonical::from_bytes(body.as_bytes()).is_ok(), "{what}");
    }
}

fn exported(entries: &[Entry], notes: &[String]) -> Vec<String> {
    let mut lines = vec![export::header(&key())];
    lines.extend(notes.iter().map(|note| export::checkpoint(note)));
    lines.extend(entries.iter().map(export::entry));
    lines
}

#[test]
fn an_exported_log_verifies_alone() {
    let (entries, notes) = log(9, &[4]);
    let lines = exported(&entries, &notes);
    assert_eq!(export::verify(&lines, None).unwrap().entries, 9);
    assert_eq!(export::verify(&lines, Some(&key())).unwrap().entries, 9);
    let other = Signer::from_seed("anteroom/test", &[8; 32])
        .unwrap()
        .verifying_key();
    assert_eq!(
        export::verify(&lines, Some(&other)),
        Err(export::ExportError::OtherKey)
    );
    assert_eq!(
        export::verify([] as [&str; 0], None),
        Err(export::ExportError::NotALog)
    );
    assert!(export::verify(&lines[..8], None).is_err());
}

proptest! {
    #[test]
    fn any_changed_byte_of_an_export_is_found_at_its_entry(
        size in 1u64..12, line in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
        to in 1u8..=255,
    ) {
        let (entries, notes) = log(size, &[]);
        let mut lines = exported(&entries, &notes);
        let line = line.index(lines.len());
        let mut bytes = lines[line].clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= to;
        if let Ok(changed) = String::from_utf8(bytes) {
            lines[line] = changed;
            let verdict = export::verify(&lines, Some(&key()));
            prop_assert!(verdict.is_err());
            if let (2.., Err(export::ExportError::Broken(broken))) = (line, verdict) {
                prop_assert_eq!(broken.at, EntryNo(line as u64 - 1));
            }
        }
    }

    #[test]
    fn no_two_orders_or_selections_of_entries_verify(
        size in 2u64..20, order in Just((0..20usize).collect::<Vec<_>>()).prop_shuffle(), keep in 1usize..20,
    ) {
        let (entries, notes) = log(size, &[]);
        let picked: Vec<usize> =
            order.into_iter().filter(|i| *i < entries.len()).take(keep).collect();
        let whole = picked.iter().copied().eq(0..entries.len());
        let first = (0..).zip(&picked).find(|(place, at)| *place != **at)
            .map_or(picked.len(), |(place, _): (usize, _)| place);
        let verdict = check(picked.iter().map(|i| entries[*i].clone()).collect(), &notes);
        match verdict {
            Ok(_) => prop_assert!(whole),
            Err(broken) => prop_assert_eq!(broken.at, EntryNo(first as u64 + 1)),
        }
    }
}
