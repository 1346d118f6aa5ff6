//! Tables of texts with what must be said about a marked part of them.

use super::*;
use crate::segment::Join;
use crate::settings::{Known, Roster, Settings};
use crate::{Role, Why};

/// A text without its marks, and the span that stood between them: "saw «Grant» today".
fn marked(text: &str) -> (String, Span) {
    let (head, rest) = text.split_once('\u{ab}').unwrap();
    let (part, tail) = rest.split_once('\u{bb}').unwrap();
    let (start, end) = (head.len(), head.len() + part.len());
    ([head, part, tail].concat(), Span { start, end })
}

fn engine(settings: &Settings) -> Engine {
    Engine::untrained(settings).unwrap()
}

/// What is said of the marked part of a text.
fn asked(engine: &Engine, text: &str) -> (Explanations, Answer) {
    let (text, span) = marked(text);
    let place = Place { segment: 0, span };
    let explained = engine.explain(&[Segment::alone(&text)], &[place]).unwrap();
    let answer = explained.places[0].clone();
    (explained, answer)
}

/// The explanation of the find that is the marked part of a text.
fn explained(text: &str) -> Explanation {
    let (all, answer) = asked(&engine(&Settings::default()), text);
    assert_eq!(answer.missed, [], "{text}");
    let [at] = answer.found[..] else {
        panic!("{text}: {:?}", answer.found)
    };
    let one = all.finds[at].clone();
    assert_eq!(one.find.span, answer.place.span, "{text}");
    one
}

fn missed(engine: &Engine, text: &str) -> Missed {
    let (_, answer) = asked(engine, text);
    assert_eq!((answer.found.len(), answer.missed.len()), (0, 1), "{text}");
    answer.missed[0].clone()
}

#[test]
fn a_find_says_who_spoke_what_it_passed_and_why_it_is_sure() {
    use Layer::{Context, Encoded, Form, Label, Memory, People, WordList};
    let rows: [(&str, &[Layer], &[Check], Ground); 16] = [
        (
            "ssn «512-44-9081».",
            &[Form],
            &[Check::SsnRange],
            Ground::Confirmed,
        ),
        ("SSN ending «9081»", &[Form], &[], Ground::Labeled),
        (
            "call «(614) 555-0142»",
            &[Form],
            &[Check::ContextWord, Check::PhonePlan],
            Ground::Labeled,
        ),
        (
            "at «614-555-0142».",
            &[Form],
            &[Check::PhonePlan],
            Ground::FormAndWord,
        ),
        (
            "card «4111 1111 1111 1111» exp",
            &[Form, Label],
            &[Check::Card, Check::Label],
            Ground::Confirmed,
        ),
        (
            "«DE89 3704 0044 0532 0130 00» today",
            &[Form],
            &[Check::Iban],
            Ground::Confirmed,
        ),
        (
            "«1EG4-TE5-MK73» is hers",
            &[Form],
            &[Check::Mbi],
            Ground::Confirmed,
        ),
        ("MRN: «5510283»", &[Label], &[Check::Label], Ground::Labeled),
        (
            "DOB «4/2/1971»",
            &[Label],
            &[Check::Calendar, Check::Label],
            Ground::Confirmed,
        ),
        (
            "seen «4/2/2025» here",
            &[Form],
            &[Check::Calendar],
            Ground::Confirmed,
        ),
        (
            "mail «tok@example.org» now",
            &[Form],
            &[],
            Ground::Confirmed,
        ),
        (
            "from «10.20.30.40» on",
            &[Form],
            &[Check::Network],
            Ground::Confirmed,
        ),
        (
            "told Dr. «Abernathy» so",
            &[Context],
            &[Check::ContextWord],
            Ground::ManySigns,
        ),
        (
            "open «HarrietLindgren».docx",
            &[WordList],
            &[Check::WordList],
            Ground::SeveralSigns,
        ),
        (
            "Patient: Harriet Lindgren. ask «lindgren» so",
            &[Memory, People],
            &[],
            Ground::Recalled,
        ),
        (
            "data «SGFycmlldCBMaW5kZ3JlbiwgU1NOIDUxMi00NC05MDgx» ok",
            &[Encoded],
            &[],
            Ground::Confirmed,
        ),
    ];
    let mut wrong = Vec::new();
    for (text, layers, checks, ground) in rows {
        let one = explained(text);
        let spoke: Vec<Layer> = one.spoke.iter().map(|voice| voice.layer).collect();
        if (&spoke[..], &one.checks[..], one.why_confidence) != (layers, checks, ground) {
            wrong.push(format!("{text}: {one:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_find_says_what_it_outweighed_and_why() {
    for (text, kind, by) in [
        ("MRN: «6145550142»", Kind::OtherId, LostBy::Precedence),
        ("at «614-555-0142».", Kind::OtherId, LostBy::Precedence),
        ("Lives «Denton, MD»; sons", Kind::Name, LostBy::Length),
    ] {
        let one = explained(text);
        let lost = one.outweighed.iter().map(|one| (one.voice.kind, one.by));
        assert!(
            lost.clone().any(|lost| lost == (kind, by)),
            "{text}: {one:?}"
        );
        assert!(
            lost.into_iter().all(|(kind, _)| kind != one.find.kind),
            "{text}"
        );
    }
    assert_eq!(explained("mail «tok@example.org» now").outweighed, []);
}

#[test]
fn a_known_person_is_on_the_practices_list() {
    let people = vec![Known {
        name: "Orla Zabrinski".into(),
        role: Role::Staff,
        phones: Vec::new(),
    }];
    let settings = Settings {
        roster: Roster { people },
        ..Settings::default()
    };
    let (all, answer) = asked(&engine(&settings), "d/w «zabrinski» today");
    let one = &all.finds[answer.found[0]];
    assert_eq!(one.spoke[0].layer, Layer::Roster);
    assert_eq!(one.why_confidence, Ground::Rostered);
}

#[test]
fn what_was_not_found_says_what_dropped_it() {
    use Dropped::*;
    let engine = engine(&Settings::default());
    let (mut wrong, mut said) = (Vec::new(), vec![Overruled, PublicDetail, SeamDoubted]);
    for (text, why) in [
        ("No «Parkinson» disease", KnownPhrase),
        ("Takes «lisinopril» daily", KeepList),
        ("She was «well» today", OrdinaryWord),
        ("«Rose bengal» 0", KnownPhrase),
        ("uses a «walker» at home", KeepList),
        ("the lad «okonjo» went", SmallLetters),
        ("Moved to «California» in spring", RegionAlone),
        ("since «2023» she", YearAlone),
        ("a «45» yo man", YoungAge),
        ("took «40» mg", Measure),
        ("on «2/31/2025» or", BadCalendar),
        ("has «1234 5678 9012 3456» on it", BadCard),
        ("CPT «99213» billed", PublishedCode),
        ("room «4417» is", NoLabel),
        ("Group «2024» is", NotAnId),
        ("grade «V» ulcer", Letter),
        ("so «qxzv» then", Nothing),
        ("to Tevita'«s» day", NoSign),
        ("smokes, «Black» & Mild", FewSigns),
        ("EFW 48%«ile», so", Glued),
        (
            "my friend «trinity» said use vaseline on it so i did",
            Unlikely,
        ),
        ("for «Kumamoto» dialect", NoPlaceCue),
        ("on «000 12 3456» is", BadSsn),
        ("on «014 555 0142» is", BadPhone),
        ("on «1SG4 TE5 MK73» is", BadMbi),
        ("on «GB83 WEST 1234 5698 7654 32» is", BadIban),
        ("ask the «nurse» so", Title),
        ("PID|1||[«MRN_1»]^^^EL||||F", Placeholder),
        ("use gpt-4o-«2024-08-06» for", Version),
    ] {
        said.push(why);
        let missed = missed(&engine, text);
        if !missed.dropped_by.contains(&why) {
            wrong.push(format!("{text}: {missed:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let untold = Dropped::ALL.iter().filter(|why| !said.contains(why));
    assert_eq!(untold.count(), 0);
}

#[test]
fn what_was_not_found_says_what_was_seen() {
    let engine = engine(&Settings::default());
    for (text, sight) in [
        ("uses a «walker» at home", Sight::KnownName),
        ("uses a «walker» at home", Sight::KnownWord),
        ("No «Parkinson» disease", Sight::Eponym),
        ("Takes «lisinopril» daily", Sight::Medical),
        ("Takes lisino«pril» daily", Sight::Medical),
        ("Moved to «California» in spring", Sight::Region),
        ("room «4417» is", Sight::Number),
        ("CPT «99213» billed", Sight::Label),
    ] {
        let missed = missed(&engine, text);
        assert!(missed.seen_by.contains(&sight), "{text}: {missed:?}");
    }
}

#[test]
fn what_is_needed_was_tried() {
    use Need::*;
    let engine = engine(&Settings::default());
    let mut tried = Vec::new();
    for (text, needs, others) in [
        (
            "uses a «walker» at home",
            &[Title, AddressLabel, PatientLabel][..],
            &[RecordLabel, State][..],
        ),
        ("room «4417» is", &[RecordLabel, SsnLabel], &[Title]),
        ("took «40» mg", &[], &[RecordLabel, PatientLabel]),
        ("for «Kumamoto» dialect", &[State], &[PhoneLabel]),
        ("the lad «okonjo» went", &[Relation], &[BirthLabel]),
        ("on «04 02 1971» or", &[BirthLabel], &[State]),
        ("on «0494 92 82 32» or", &[PhoneLabel], &[State]),
    ] {
        let needed = missed(&engine, text).needed;
        assert!(
            needs.iter().all(|need| needed.contains(need)),
            "{text}: {needed:?}"
        );
        assert!(
            others.iter().all(|need| !needed.contains(need)),
            "{text}: {needed:?}"
        );
        tried.extend(needed);
    }
    assert!(
        Need::ALL.iter().all(|need| tried.contains(need)),
        "{tried:?}"
    );
}

/// What a layer takes back, whichever it is, is seen in what the others had proposed.
#[test]
fn what_a_later_layer_takes_back_is_named() {
    let engine = engine(&Settings::default());
    let segments = [Segment::alone("told Dr. Abernathy so")];
    let mut record = Record::default();
    engine.watched(&segments, &mut record).unwrap();
    record.gathered[0].clear();
    let folded = [Folded::new(segments[0].text)];
    let case = missed::Case {
        engine: &engine,
        segments: &segments,
        folded: &folded,
        record: &record,
        finds: &[],
    };
    let span = Span { start: 9, end: 18 };
    let answer = case.answer(Place { segment: 0, span }).unwrap();
    assert_eq!(answer.missed[0].dropped_by, [Dropped::Overruled]);
    assert_eq!(answer.missed[0].proposed[0].recognizer, "name");
}

#[test]
fn public_details_and_doubted_seams_are_named() {
    let settings = Settings {
        public_details: vec!["614-555-0100".into()],
        ..Settings::default()
    };
    let engine = engine(&settings);
    let spared = missed(&engine, "call «(614) 555-0100»");
    assert_eq!(spared.dropped_by, [Dropped::PublicDetail]);
    assert_eq!(spared.proposed[0].recognizer, "phone");

    let adjacent = |text| Segment {
        text,
        label: None,
        join: Join::Adjacent,
        identifier: false,
    };
    let segments = [adjacent("see you at 5"), adjacent("55-0142 is the room")];
    for (segment, start, end) in [(0, 11, 12), (1, 0, 7)] {
        let span = Span { start, end };
        let place = Place { segment, span };
        let answer = engine.explain(&segments, &[place]).unwrap();
        let missed = &answer.places[0].missed[0];
        assert_eq!(missed.dropped_by, [Dropped::SeamDoubted]);
        assert!(
            missed
                .proposed
                .iter()
                .any(|voice| voice.kind == Kind::Phone)
        );
    }
}

#[test]
fn a_place_that_was_found_in_part_says_both() {
    let (all, answer) = asked(&engine(&Settings::default()), "«told Dr. Abernathy so»");
    assert_eq!(answer.found.len(), 1);
    assert_eq!(all.finds[answer.found[0]].find.kind, Kind::Name);
    assert_eq!(answer.missed.len(), 2);
}

#[test]
fn places_outside_the_text_have_nothing_to_say() {
    let engine = engine(&Settings::default());
    for (segment, start, end) in [(0, 90, 99), (7, 0, 3), (0, 1, 2), (0, 3, 3)] {
        let span = Span { start, end };
        let place = Place { segment, span };
        let all = engine.explain(&[Segment::alone("\u{1f642} ")], &[place]);
        let answer = all.unwrap().places.remove(0);
        assert_eq!((answer.found.len(), answer.missed.len()), (0, 0));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100))]
    #[test]
    fn any_text_and_place_is_explained(
        texts in proptest::collection::vec("(\\PC|[0-9/:.\\-, ]|Name: |DOB |Mr. |Lindgren|%20|\u{ad}){0,20}", 1..3),
        start in 0_usize..30, len in 0_usize..20,
    ) {
        let segments: Vec<Segment<'_>> =
            texts.iter().map(|text| Segment { text, label: None, join: Join::Adjacent, identifier: false }).collect();
        let engine = engine(&Settings::default());
        let place = Place { segment: 0, span: Span { start, end: start + len } };
        let all = engine.explain(&segments, &[place]).unwrap();
        let finds: Vec<Find> = all.finds.iter().map(|one| one.find.clone()).collect();
        proptest::prop_assert_eq!(&finds, &engine.inspect(&segments).unwrap().finds);
        for one in &all.finds {
            proptest::prop_assert!(one.spoke.first().is_some_and(|voice| voice.recognizer == one.find.recognizer));
            proptest::prop_assert!(one.find.why.contains(Why::PATTERN));
        }
        proptest::prop_assert!(all.places[0].missed.iter().all(|missed| !missed.dropped_by.is_empty()));
    }
}
