use super::*;
use crate::mapping::{Known, Stood};
use crate::placeholder::{Placeholder, Tag};
use proptest::prelude::*;

fn mapping(entries: &[(&str, &str)]) -> Mapping {
    let mut table = Table::default();
    for (key, value) in entries {
        let known = Known {
            value: (*value).to_owned().into(),
            bracketed: false,
        };
        table.known.insert(Placeholder::parse(key).unwrap(), known);
    }
    table.reserved.insert((Tag::Patient, 7));
    Mapping::new(table)
}

fn harriet() -> Mapping {
    mapping(&[
        ("[PATIENT_1]", "Harriet Lindgren"),
        ("[PATIENT_1_LAST]", "Lindgren"),
        ("[PATIENT_12]", "[PATIENT_1]"),
        ("[DATE_2]", "Feb 4"),
        ("[HEALTH_PLAN_1]", "a\"b\\c\n"),
    ])
}

const REPLIES: &[(&str, &str)] = &[
    ("", ""),
    ("Nothing here.", "Nothing here."),
    ("[PATIENT_1] is well.", "Harriet Lindgren is well."),
    (
        "**[PATIENT_1]** and *[patient 1]*",
        "**Harriet Lindgren** and *Harriet Lindgren*",
    ),
    (
        "`[PATIENT\\_1]` \\[PATIENT\\_1\\]",
        "`Harriet Lindgren` Harriet Lindgren",
    ),
    (
        "[PATIENT_1]'s [PATIENT_1's] PATIENT_1's",
        "Harriet Lindgren's Harriet Lindgren's Harriet Lindgren's",
    ),
    (
        "[PATIENT_1]s, PATIENT_1s",
        "Harriet Lindgrens, Harriet Lindgrens",
    ),
    (
        "[PATIENT_1]_scan.pdf open[PATIENT_1_LAST]MRI x_[PATIENT_1_LAST]s",
        "Harriet Lindgren_scan.pdf openLindgrenMRI x_Lindgrens",
    ),
    (
        "[[PATIENT_1]] [[[PATIENT_1]]]",
        "Harriet Lindgren [Harriet Lindgren]",
    ),
    ("[[PATIENT_1] x", "[Harriet Lindgren x"),
    ("[PATIENT_1, DATE_2]", "[Harriet Lindgren, Feb 4]"),
    ("Ms. [PATIENT_1_LAST] came", "Ms. Lindgren came"),
    ("PATIENT_1_LAST came", "Lindgren came"),
    (
        "patient 1 of 3, Patient 1, PATIENT 1",
        "patient 1 of 3, Patient 1, PATIENT 1",
    ),
    (
        "XPATIENT_1 PATIENT_1X PATIENT_13",
        "XPATIENT_1 PATIENT_1X PATIENT_13",
    ),
    ("[PATIENT_12]!", "[PATIENT_1]!"),
    ("[PATIENT_12] [PATIENT_1", "[PATIENT_1] [Harriet Lindgren"),
    (
        "[PATIENT_9] [MRN_1] [PATIENT_7]",
        "[PATIENT_9] [MRN_1] [PATIENT_7]",
    ),
    (
        "[PATIENT_1][DATE_2](x)[PATIENT_1]",
        "Harriet LindgrenFeb 4(x)Harriet Lindgren",
    ),
    (
        "\u{e9}[PATIENT_1]\u{1f600}[",
        "\u{e9}Harriet Lindgren\u{1f600}[",
    ),
    ("\\u005bPATIENT_1\\u005d \\", "Harriet Lindgren \\"),
    ("C:\\[PATIENT_1]\\[x]", "C:\\Harriet Lindgren\\[x]"),
    (
        "- [ ] PATIENT_1\n- [x] DATE_2",
        "- [ ] Harriet Lindgren\n- [x] Feb 4",
    ),
    (
        "[PATIENT_1](https://x.test/PATIENT_1)",
        "Harriet Lindgren(https://x.test/Harriet Lindgren)",
    ),
];

#[test]
fn replies_are_restored() {
    for (reply, expected) in REPLIES {
        for escape in [Escape::Plain, Escape::Sniffed] {
            assert_eq!(&restore(&harriet(), reply, escape), expected, "{reply}");
        }
    }
}

#[test]
fn values_fit_into_json() {
    for (reply, expected) in [
        (r#"{"plan":"[HEALTH_PLAN_1]"}"#, r#"{"plan":"a\"b\\c\n"}"#),
        (
            r#"{"n":"\u005bPATIENT_1\u005d\nPATIENT_1"}"#,
            r#"{"n":"Harriet Lindgren\nHarriet Lindgren"}"#,
        ),
        (
            r#"{"n":"\u2014PATIENT_1\\nPATIENT_1"}"#,
            r#"{"n":"\u2014Harriet Lindgren\\nPATIENT_1"}"#,
        ),
        (
            r#"{"n":"\\[PATIENT\\_1\\]"}"#,
            r#"{"n":"Harriet Lindgren"}"#,
        ),
        (
            r#"["PATIENT_1","patient_1"]"#,
            r#"["Harriet Lindgren","patient_1"]"#,
        ),
    ] {
        for escape in [Escape::Json, Escape::Sniffed] {
            assert_eq!(restore(&harriet(), reply, escape), expected, "{reply}");
        }
    }
}

#[test]
fn json_nobody_asked_for_stays_json_for_every_cut() {
    let reply = "```json\n[{\"plan\": \"[HEALTH_PLAN_1]\"}]\n```";
    let expected = "```json\n[{\"plan\": \"a\\\"b\\\\c\\n\"}]\n```";
    for at in 0..=reply.len() {
        let (head, tail) = reply.split_at(at);
        let mut restorer = Restorer::new(&harriet(), Escape::Sniffed);
        let mut out = String::new();
        restorer.push(head, &mut out);
        restorer.push(tail, &mut out);
        restorer.finish(&mut out);
        assert_eq!(out, expected, "cut at {at}");
    }
    let prose = "[HEALTH_PLAN_1] covers {it}.";
    assert_eq!(
        restore(&harriet(), prose, Escape::Sniffed),
        "a\"b\\c\n covers {it}."
    );
}

#[test]
fn counts_what_it_did() {
    let mut restorer = Restorer::new(&harriet(), Escape::Plain);
    let mut out = String::new();
    restorer.push(
        "[PATIENT_1] [PATIENT_9] [PATIENT_7] DATE_2 DATE_5 [PATIENT_1_FIRST] [DA",
        &mut out,
    );
    assert_eq!((restorer.restored(), restorer.unknown()), (2, 2));
    assert!(!out.ends_with("[DA"));
    restorer.finish(&mut out);
    assert!(out.ends_with("[DA"));
}

#[test]
fn holds_back_only_what_may_become_a_placeholder() {
    for (chunk, passed) in [
        ("Hello, world. P", "Hello, world. "),
        ("Hello, world. Pa", "Hello, world. Pa"),
        ("see [", "see "),
        ("see [1", "see [1"),
        ("see [PATIENT_1", "see "),
        ("see [PATIENT_1]", "see Harriet Lindgren"),
        ("see PATIENT_1", "see "),
        ("see PATIENT_1,", "see Harriet Lindgren,"),
        ("a [b [DATE", "a [b "),
    ] {
        let mut out = String::new();
        Restorer::new(&harriet(), Escape::Plain).push(chunk, &mut out);
        assert_eq!(out, passed, "{chunk}");
    }
}

#[test]
fn a_bracketed_value_keeps_its_brackets() {
    let mut table = Table::clone(harriet().table());
    for known in table.known.values_mut() {
        known.bracketed = true;
    }
    let mapping = Mapping::new(table);
    assert_eq!(
        restore(&mapping, "[[PATIENT_1]] [PATIENT_1]", Escape::Plain),
        "[Harriet Lindgren] Harriet Lindgren"
    );
}

#[test]
fn debug_shows_no_text() {
    let mut restorer = Restorer::new(&harriet(), Escape::Plain);
    restorer.push("[PATIENT_1", &mut String::new());
    let shown = format!("{restorer:?}");
    assert!(
        !shown.contains("Harriet") && !shown.contains("PATIENT"),
        "{shown}"
    );
}

#[test]
fn the_first_letters_of_all_tags_are_looked_at() {
    for byte in 0..=u8::MAX {
        let begins_tag = Tag::ALL.iter().any(|tag| tag.word().as_bytes()[0] == byte);
        assert_eq!(
            begins(byte),
            begins_tag || byte == b'[' || byte == b'\\',
            "{byte}"
        );
    }
}

fn in_pieces(text: &str, cuts: &[usize], escape: Escape) -> (String, usize, usize) {
    pieces_of(&harriet(), text, cuts, escape)
}

fn pieces_of(
    mapping: &Mapping,
    text: &str,
    cuts: &[usize],
    escape: Escape,
) -> (String, usize, usize) {
    let mut restorer = Restorer::new(mapping, escape);
    let mut out = String::new();
    let mut rest = text;
    let mut from = 0;
    for cut in cuts {
        let (chunk, after) = rest.split_at(cut - from);
        restorer.push(chunk, &mut out);
        (rest, from) = (after, *cut);
    }
    restorer.push(rest, &mut out);
    restorer.finish(&mut out);
    (out, restorer.restored(), restorer.unknown())
}

fn boundaries(text: &str) -> Vec<usize> {
    (0..=text.len())
        .filter(|at| text.is_char_boundary(*at))
        .collect()
}

/// Every cut into two and three pieces, and into single characters.
fn assert_same_for_every_cut(text: &str, escape: Escape) {
    let whole = in_pieces(text, &[], escape);
    let cuts = boundaries(text);
    assert_eq!(in_pieces(text, &cuts, escape), whole, "{text} char by char");
    for (n, first) in cuts.iter().enumerate() {
        for second in &cuts[n..] {
            assert_eq!(
                in_pieces(text, &[*first, *second], escape),
                whole,
                "{text} cut at {first} and {second}"
            );
        }
    }
}

#[test]
fn every_cut_gives_the_same() {
    for escape in [Escape::Plain, Escape::Json] {
        for (reply, _) in REPLIES {
            assert_same_for_every_cut(reply, escape);
        }
    }
}

/// Stand-ins with their values; the last one stood within a word.
fn played() -> Mapping {
    let mut table = Table::clone(mapping(&[("[AGE_1]", "92")]).table());
    for (text, value, stood) in [
        ("Corvin Quenby", "Harriet \"Hattie\" Lindgren", Stood::Apart),
        ("Corvin", "Harriet", Stood::Apart),
        ("Quenby", "Lindgren", Stood::Apart),
        ("C. Quenby", "H. Lindgren", Stood::Apart),
        ("(614) 555-0177", "(614) 467-2390", Stood::Apart),
        ("555-0177", "467-2390", Stood::Apart),
        ("bel\u{e9}", "ana", Stood::Apart),
        ("zell", "ng", Stood::Within),
    ] {
        let stand_in = StandIn {
            value: value.to_owned().into(),
            stood,
        };
        table.stand_ins.insert(text.to_owned(), stand_in);
    }
    Mapping::new(table)
}

const PLAYED: &[(&str, &str)] = &[
    ("Dear Corvin Quenby,", "Dear Harriet \"Hattie\" Lindgren,"),
    ("Corvin  Quenby's", "Harriet  Lindgren's"),
    ("Quenby, Corvin", "Lindgren, Harriet"),
    ("C. Quenby\u{2019}s", "H. Lindgren\u{2019}s"),
    ("**Quenby**", "**Lindgren**"),
    (
        "Quenbys aQuenby Quenby_1 _Quenby",
        "Quenbys aQuenby Quenby_1 _Quenby",
    ),
    ("quenby QUENBY", "quenby QUENBY"),
    ("call (614) 555-0177.", "call (614) 467-2390."),
    ("call 614-555-0177", "call 614-467-2390"),
    ("call 1555-0177", "call 1555-0177"),
    ("Corvin Q", "Harriet Q"),
    ("bel\u{e9} bel\u{e9}n bel", "ana bel\u{e9}n bel"),
    ("openzellChart", "openngChart"),
    ("[AGE_1] [AGE_2]", "92 [AGE_2]"),
];

#[test]
fn stand_ins_are_put_back_as_words() {
    for (reply, expected) in PLAYED {
        assert_eq!(
            restore(&played(), reply, Escape::Plain),
            *expected,
            "{reply}"
        );
        let cuts = boundaries(reply);
        let whole = pieces_of(&played(), reply, &[], Escape::Plain);
        assert_eq!(
            pieces_of(&played(), reply, &cuts, Escape::Plain),
            whole,
            "{reply}"
        );
    }
    assert_eq!(
        restore(
            &played(),
            r#"{"to":"Corvin Quenby","re":"a\nQuenby"}"#,
            Escape::Json
        ),
        r#"{"to":"Harriet \"Hattie\" Lindgren","re":"a\nLindgren"}"#
    );
}

#[test]
fn no_more_than_a_stand_in_is_held_back() {
    let mut out = String::new();
    let mut restorer = Restorer::new(&played(), Escape::Plain);
    restorer.push("Dear Corvin Quen", &mut out);
    assert_eq!(out, "Dear ");
    restorer.push("a, hello C", &mut out);
    assert_eq!(out, "Dear Harriet Quena, hello ");
    restorer.finish(&mut out);
    assert_eq!(
        (out.as_str(), restorer.restored()),
        ("Dear Harriet Quena, hello C", 1)
    );
}

fn reply() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(
            REPLIES
                .iter()
                .map(|(reply, _)| (*reply).to_owned())
                .collect::<Vec<_>>()
        ),
        proptest::sample::select(vec![
            "[",
            "]",
            "\\",
            "_",
            " ",
            "\u{a0}",
            "PATIENT",
            "patient",
            "HEALTH",
            "plan",
            "1",
            "12",
            "'s",
            "s",
            "\u{2019}s",
            "_LAST",
            "_B",
            "u005b",
            "u005d",
            "n",
            "DATE_2",
            "Da"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_cut_of_any_reply_gives_the_same(text in reply(), json in any::<bool>(), seeds in proptest::collection::vec(any::<proptest::sample::Index>(), 0..6)) {
        let escape = if json { Escape::Json } else { Escape::Plain };
        let places = boundaries(&text);
        let mut cuts: Vec<usize> = seeds.iter().map(|seed| *seed.get(&places)).collect();
        cuts.sort_unstable();
        let whole = in_pieces(&text, &[], escape);
        prop_assert_eq!(in_pieces(&text, &cuts, escape), whole.clone());
        prop_assert_eq!(in_pieces(&text, &places, escape), whole);
    }

    #[test]
    fn every_cut_of_a_played_reply_gives_the_same(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "Corvin", "Quenby", "C.", " ", "(614) ", "555-0177", "bel", "\u{e9}", "zell", "Q", "'s", "_", "\\", "n", "[AGE_1]", "1",
        ]), 0..10),
        json in any::<bool>(),
        seeds in proptest::collection::vec(any::<proptest::sample::Index>(), 0..6),
    ) {
        let text = pieces.concat();
        let escape = if json { Escape::Json } else { Escape::Plain };
        let places = boundaries(&text);
        let mut cuts: Vec<usize> = seeds.iter().map(|seed| *seed.get(&places)).collect();
        cuts.sort_unstable();
        let whole = pieces_of(&played(), &text, &[], escape);
        prop_assert_eq!(pieces_of(&played(), &text, &cuts, escape), whole.clone());
        prop_assert_eq!(pieces_of(&played(), &text, &places, escape), whole);
    }

    #[test]
    fn little_is_held_back(text in reply()) {
        let mut restorer = Restorer::new(&harriet(), Escape::Plain);
        let mut out = String::new();
        restorer.push(&text, &mut out);
        prop_assert!(restorer.pending.len() < 200);
    }
}

#[test]
fn where_values_were_put_back_is_the_same_for_every_cut() {
    let reply = "Dear [PATIENT_1]'s aunt, on [DATE_2] [PATIENT_9] came.";
    let mapping = harriet();
    for cut in (0..=reply.len()).filter(|at| reply.is_char_boundary(*at)) {
        let (head, tail) = reply.split_at(cut);
        let mut restorer = Restorer::new(&mapping, Escape::Plain).pointing();
        let mut out = String::new();
        restorer.push(head, &mut out);
        restorer.push(tail, &mut out);
        restorer.finish(&mut out);
        let placed = restorer.placed();
        let values: Vec<&str> = placed.iter().filter_map(|span| span.of(&out)).collect();
        assert_eq!(values, ["Harriet Lindgren", "Feb 4"], "cut at {cut}");
        assert_eq!(restorer.placed(), []);
    }
    let mut silent = Restorer::new(&mapping, Escape::Plain);
    silent.push(reply, &mut String::new());
    assert_eq!(silent.placed(), []);
}
