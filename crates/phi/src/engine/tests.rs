//! The layers together: what is cut, encoded, disguised or known beforehand.

use super::*;
use crate::kind::Kind;
use crate::segment::Join;

/// What the rules find; what the tagger adds depends on what it was trained on.
fn inspect(segments: &[Segment<'_>]) -> Vec<(usize, Kind, String)> {
    let engine = Engine::untrained(&Settings::default()).unwrap();
    let show = |find: &Find| {
        let text = find.span.of(segments[find.segment].text).unwrap();
        (find.segment, find.kind, text.to_owned())
    };
    engine
        .inspect(segments)
        .unwrap()
        .finds
        .iter()
        .map(show)
        .collect()
}

fn chunks<'t>(texts: &[&'t str]) -> Vec<Segment<'t>> {
    texts
        .iter()
        .map(|text| Segment {
            text,
            label: None,
            join: Join::Adjacent,
            identifier: false,
        })
        .collect()
}

#[test]
fn disguised_numbers_are_found_where_they_stand() {
    let found = inspect(&[Segment::alone(
        "ssn 512\u{200b}-44-90\u{ad}81, tel ６１４-555-0142",
    )]);
    assert_eq!(
        found[0],
        (0, Kind::Ssn, "512\u{200b}-44-90\u{ad}81".to_owned())
    );
    assert_eq!(found[1], (0, Kind::Phone, "６１４-555-0142".to_owned()));
}

#[test]
fn escaped_values_are_found_with_all_their_bytes() {
    for (text, kind, value) in [
        (r"MRN none, Mr. Pe\u00f1a called", Kind::Name, r"Pe\u00f1a"),
        (
            r"ssn 123\u002d45\x2d6789.",
            Kind::Ssn,
            r"123\u002d45\x2d6789",
        ),
        (
            "ssn 123&#45;45&#x2d;6789.",
            Kind::Ssn,
            "123&#45;45&#x2d;6789",
        ),
        ("Mrs.&nbsp;Lindgren called", Kind::Name, "Lindgren"),
        (
            r#"{\"name\":\"Harriet\nLindgren\""#,
            Kind::Name,
            r"Harriet\nLindgren",
        ),
        (
            r"mail h\_lindgren\@example.org",
            Kind::Email,
            r"h\_lindgren\@example.org",
        ),
        (
            r"open C:\new\harriet_lindgren.txt",
            Kind::Name,
            "harriet_lindgren",
        ),
    ] {
        let found = inspect(&[Segment::alone(text)]);
        assert_eq!(found, [(0, kind, value.to_owned())], "{text}");
    }
}

#[test]
fn what_is_split_over_chunks_is_found_in_each() {
    let found = inspect(&chunks(&["her social is 551-59", "-2870, thanks"]));
    assert_eq!(
        found,
        [
            (0, Kind::Ssn, "551-59".to_owned()),
            (1, Kind::Ssn, "-2870".to_owned())
        ]
    );
    let found = inspect(&chunks(&["614-", "555-0", "142"]));
    assert_eq!(found.len(), 3);
}

#[test]
fn encoded_people_are_found() {
    let known = Segment::alone("Patient: Harriet Lindgren");
    for (text, run) in [
        (
            "data SGFycmlldCBMaW5kZ3JlbiwgU1NOIDUxMi00NC05MDgx ok",
            Some("SGFycmlldCBMaW5kZ3JlbiwgU1NOIDUxMi00NC05MDgx"),
        ),
        (
            "Basic aGFycmlldC5saW5kZ3JlbjpzZWNyZXQxMjM=",
            Some("aGFycmlldC5saW5kZ3JlbjpzZWNyZXQxMjM="),
        ),
        ("c2VlIHlvdSBhdCB0aGUgY2xpbmljIHRvbW9ycm93", None),
    ] {
        let found = inspect(&[known, Segment::alone(text)]);
        let run = run.map(|run| (1, Kind::OtherId, run.to_owned()));
        assert_eq!(found.get(1), run.as_ref(), "{text}");
    }
}

#[test]
fn what_is_cut_in_two_is_found() {
    for texts in [
        ["seen by Harriet Lind", "gren today"],
        ["seen by Harriet ", "Lindgren today"],
        ["I saw Will", "iam Lindgren"],
        ["the daughter of Harriet Browne-", "Lindgren"],
        ["123-45-", "6789"],
        ["ssn 12345", "6789"],
        ["card 4111 1111 ", "1111 1111"],
        ["call (614) 555-", "0142"],
        ["call 614555", "0142 now"],
        ["mail harriet.lind", "gren@example.org"],
        ["mail harriet.lindgren@exam", "ple.org"],
        ["born 3/14", "/1961"],
        ["MRN 55", "10283"],
    ] {
        let found = inspect(&chunks(&texts));
        let halves: Vec<usize> = found.iter().map(|(segment, ..)| *segment).collect();
        assert!(
            halves.contains(&0) && halves.contains(&1),
            "{texts:?}: {found:?}"
        );
    }
}

#[test]
fn an_address_that_is_cut_within_a_word_is_found() {
    for (texts, first, second) in [
        (
            ["She lives at 1420 Birchwood L", "ane, Dayton, OH 45402."],
            "1420 Birchwood L",
            "ane, Dayton, OH 45402",
        ),
        (
            ["at 1420 Birchwood Str", "eet, Dayton"],
            "1420 Birchwood Str",
            "eet, Dayton",
        ),
        (
            ["at 1420 Birch", "wood Lane, she says"],
            "1420 Birch",
            "wood Lane",
        ),
    ] {
        let found = inspect(&chunks(&texts));
        assert_eq!(
            found,
            [
                (0, Kind::Geo, first.to_owned()),
                (1, Kind::Geo, second.to_owned())
            ],
            "{texts:?}"
        );
    }
}

#[test]
fn a_known_name_that_is_cut_in_two_is_found() {
    let texts = ["Patient: Mei Okonjo", "Is Okon", "jo well?"];
    let found = inspect(&chunks(&texts));
    let values: Vec<&str> = found.iter().map(|(.., value)| value.as_str()).collect();
    assert_eq!(values, ["Mei Okonjo", "Okon", "jo"]);
}

#[test]
fn neighbors_hold_nothing_together() {
    for texts in [
        ["call me at 3", "1 tablet twice a day"],
        ["see you at 5", "55-0142 is the room"],
        ["ends with Dr", "Inks water"],
        ["they grant", "ed it"],
        ["Ask Mr", "Long hours"],
        ["She is well.", "Grant her rest."],
        ["Room 12", "345-678"],
        ["Take 2", "4 hours later"],
        ["weight 5", "10/2 visits"],
        ["The dose is 12", "34 mg"],
        ["BP 120", "80"],
        ["ok", "May I go?"],
        ["mrn", "pending"],
        ["he has 3 Long", "standing complaints"],
        ["she took 20 Mo", "trin and left by the lane"],
        ["gave 2 L", "ane, then rested"],
    ] {
        assert_eq!(inspect(&chunks(&texts)), [], "{texts:?}");
    }
}

#[test]
fn a_neighbor_is_no_part_of_a_find() {
    for (texts, value) in [
        (
            ["mail jane@example.com.", "Guidelines say so"],
            "jane@example.com",
        ),
        (
            ["mail jane@example.com", "Guidelines say so"],
            "jane@example.com",
        ),
        (
            ["see https://x.example.org/", "Will it do?"],
            "https://x.example.org/",
        ),
        (["MRN 5510283", "1 tablet twice a day"], "5510283"),
        (["This is Harriet", "Sample sign-out"], "Harriet"),
        (["Regards, Leopoldine", "new account"], "Leopoldine"),
    ] {
        let found = inspect(&chunks(&texts));
        let values: Vec<&str> = found
            .iter()
            .map(|(.., value)| value.trim_end_matches('.'))
            .collect();
        assert_eq!(values, [value], "{texts:?}");
    }
}

#[test]
fn separate_texts_are_not_joined() {
    let parts = [Segment::alone("551-59"), Segment::alone("-2870")];
    assert!(inspect(&parts).is_empty());
}

#[test]
fn public_details_are_spared() {
    let settings = Settings {
        public_details: vec!["614-555-0100".into()],
        ..Settings::default()
    };
    let engine = Engine::new(&settings).unwrap();
    let findings = engine
        .inspect(&[Segment::alone("call (614) 555-0100 or 614-555-0142")])
        .unwrap();
    assert_eq!(findings.finds.len(), 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_gives_sorted_disjoint_spans_on_boundaries(
        texts in proptest::collection::vec("(\\PC|\\\\(u002d|u00f1|n)|&(nbsp|#45);|[0-9/:@.\\-#^|,\"\\n\u{ad}\u{200b}]|Name: |DOB |MRN |PID\\|){0,30}", 1..4)
    ) {
        let segments: Vec<Segment<'_>> =
            texts.iter().map(|text| Segment { text, label: Some("dob"), join: Join::Adjacent, identifier: false }).collect();
        let engine = Engine::new(&Settings::default()).unwrap();
        let finds = engine.inspect(&segments).unwrap().finds;
        for find in &finds {
            let part = find.span.of(&texts[find.segment]);
            proptest::prop_assert!(part.is_some_and(|part| !part.is_empty()));
        }
        for pair in finds.windows(2) {
            let ordered = pair[0].segment < pair[1].segment || pair[0].span.end <= pair[1].span.start;
            proptest::prop_assert!(ordered);
        }
    }
}
