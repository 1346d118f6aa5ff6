use super::*;
use crate::find::Findings;
use crate::kind::Kind;
use crate::mapping::Mapping;
use crate::recognize::check;
use crate::replace::civil::Day;
use crate::replace::date::Written;
use crate::replace::tests::{find, marked, segments};
use proptest::prelude::*;

const SEED: [u8; 32] = [41; 32];

/// The texts that stand for marked ones, proven to lead back, with their mapping.
fn played(seed: [u8; 32], texts: &[&str]) -> (Vec<String>, Mapping) {
    let (plain, findings) = marked(texts);
    let segments = segments(&plain);
    let replaced = surrogates(&Seed::new(seed), &segments, &findings);
    assert_eq!(verify(&segments, &findings, &replaced.texts), Ok(()));
    let restored = replaced
        .texts
        .iter()
        .map(|text| restore(&replaced.mapping, text, Escape::Plain));
    assert_eq!(restored.collect::<Vec<_>>(), plain);
    (replaced.texts, replaced.mapping)
}

/// What stands for the only find of a text, which is all of it.
fn one(kind: &str, value: &str) -> String {
    let (texts, _) = played(SEED, &[&format!("{{{kind} {value}}}")]);
    texts.concat()
}

/// A value with its letters and figures blotted out.
fn shape(value: &str) -> String {
    let blot = |c: char| match c {
        c if c.is_ascii_digit() => '9',
        c if c.is_ascii_uppercase() => 'A',
        c if c.is_ascii_lowercase() => 'a',
        c => c,
    };
    value.chars().map(blot).collect()
}

#[test]
fn linked_names_are_one_invented_person() {
    let (texts, mapping) = played(
        SEED,
        &[
            "{patient:1! LINDGREN, HARRIET M.}: Mrs. {patient:1 Lindgren} ({patient:1 H. Lindgren}) and {name:2 Erik Lindgren}",
            "{patient:1 Harriet}'s note; file {patient:1 lindgren_harriet}_scan.pdf",
        ],
    );
    let last = texts[0]
        .split_once("Mrs. ")
        .unwrap()
        .1
        .split(' ')
        .next()
        .unwrap();
    let first = texts[1].split("'s").next().unwrap();
    let [first_up, last_up] = [first, last].map(str::to_uppercase);
    let initial = first.chars().next().unwrap();
    assert!(
        texts[0].starts_with(&format!("{last_up}, {first_up} ")),
        "{texts:?}"
    );
    assert!(
        texts[0].contains(&format!("({initial}. {last}) and ")),
        "{texts:?}"
    );
    assert!(texts[0].ends_with(&format!(" {last}")), "{texts:?}");
    assert!(texts[1].ends_with(&format!(
        "{}_{}_scan.pdf",
        last.to_lowercase(),
        first.to_lowercase()
    )));
    let reply =
        format!("Dear {first} {last}: {last}'s chart, {first_up}, {initial}. {last}, Mr. {last}.");
    assert_eq!(
        restore(&mapping, &reply, Escape::Plain),
        "Dear Harriet Lindgren: Lindgren's chart, HARRIET, H. Lindgren, Mr. Lindgren."
    );
    let longer = format!("{first}sson un{last}");
    assert_eq!(restore(&mapping, &longer, Escape::Plain), longer);
}

#[test]
fn names_keep_their_shape() {
    for (name, shape) in [
        ("Maria de la Cruz", "* de la *"),
        ("Ann McDonald-Ng Jr.", "* *-* Jr."),
        ("o'brien, sean", "*, *"),
        ("NG^MEI^L", "*^*^*"),
        ("Harriet Lindgren\u{2019}s", "* *\u{2019}s"),
        ("HarrietLindgren_scan", "**_*"),
        ("Jos\u{e9} \u{738b}\u{5c0f}\u{660e}", "* *"),
        ("TJ", "*"),
    ] {
        let played = one("name", name);
        let blot = |piece: &pieces::Piece<'_>| match piece.class {
            pieces::Class::Word if !name.contains(piece.text) => "*".to_owned(),
            _ => piece.text.to_owned(),
        };
        let ours: String = pieces::cut(&played).iter().map(blot).collect();
        assert_eq!(ours, shape, "{name} gives {played}");
        assert_eq!(played.to_uppercase() == played, name.to_uppercase() == name);
    }
}

#[test]
fn numbers_keep_their_form_and_pass_their_check() {
    for (kind, value) in [
        ("mrn", "4829137"),
        ("mrn", "004418"),
        ("mrn", "D-20931"),
        ("account", "AB 12/cd-3456"),
        ("device", "00:00:5E:00:53:AF"),
        ("vehicle", "CFA 3K7P"),
        ("photo", "IMG_4417.JPG"),
        ("fax", "(614) 555-0100"),
        ("phone", "+1 231.555.0147"),
        ("phone", "555-0163"),
        ("phone", "319.555.0100 x11"),
        ("phone", "ext 3302"),
        ("ssn", "512-44-9081"),
        ("ssn", "512449081"),
        ("ssn", "576 XX 0192"),
        ("geo", "45402-1133"),
    ] {
        let played = one(kind, value);
        assert_ne!(played, value);
        assert!(
            kind == "photo" || shape(&played) == shape(value),
            "{value} gives {played}"
        );
    }
    type Row = (&'static str, &'static str, fn(&str) -> bool);
    let proofs: [Row; 7] = [
        ("account", "4111 1111 1111 1111", check::card),
        ("account", "3782-822463-10005", check::card),
        ("account", "GB82 WEST 1234 5698 7654 32", check::iban),
        ("other_id", "1234567893", check::npi),
        ("license", "AB1234563", check::dea),
        ("health_plan", "1EG4-TE5-MK73", check::mbi),
        ("vehicle", "1M8GDM9AXKP042788", check::vin),
    ];
    for (kind, value, passes) in proofs {
        let played = one(kind, value);
        assert!(passes(&check::compact(&played)), "{value} gives {played}");
        assert_eq!(shape(&played).len(), shape(value).len());
    }
}

#[test]
fn reserved_ranges_are_used() {
    let phone = one("phone", "(614) 467-2390");
    assert!(phone.starts_with("(614) 555-01"), "{phone}");
    assert!(one("phone", "ext 3302").starts_with("ext "));
    let ssn = one("ssn", "512-44-9081");
    assert!(
        ssn.starts_with('9') && ("01".."50").contains(&ssn.get(4..6).unwrap()),
        "{ssn}"
    );
    let email = one("email", "m.castellano71@clinic.example.net");
    assert!(
        email.ends_with("@example.org") && !email.contains("castellano"),
        "{email}"
    );
    let url = one(
        "url",
        "https://www.birdiesquilts.test/pay/lindgren?acc=7700412",
    );
    assert!(
        url.starts_with("https://www.") && url.contains(".example.org/"),
        "{url}"
    );
    assert!(
        !url.contains("birdies") && !url.contains("lindgren") && !url.contains("7700412"),
        "{url}"
    );
    let ip = one("ip", "98.27.114.6");
    assert!(
        ["192.0.2.", "198.51.100.", "203.0.113."]
            .iter()
            .any(|net| ip.starts_with(net)),
        "{ip}"
    );
    assert!(one("ip", "2001:db9:44::9").starts_with("2001:db8:"));
    let place = one("geo", "12 Elm St, Dayton, OH 45402");
    assert!(
        place.contains(" St, ") && place.contains(", OH 00"),
        "{place}"
    );
    let clinic = one("geo", "Providence Memorial Hospital");
    assert!(clinic.ends_with(" Memorial Hospital") && !clinic.contains("Providence"));
    assert!(
        !place.contains("Elm") && !place.contains("Dayton"),
        "{place}"
    );
}

#[test]
fn all_dates_move_by_the_same_days() {
    let (texts, _) = played(
        SEED,
        &[
            "{date 2026-03-03}|{date 03/17/2026}|{date 31 Mar 2026}|{date 20260414093000}",
            "{date 4/28/26}",
        ],
    );
    let days = texts.join("|");
    let read = |written: &str| Written::read(written).unwrap().day(0).unwrap();
    let days_read: Vec<Day> = days.split('|').map(read).collect();
    for pair in days_read.windows(2) {
        assert_eq!(pair[0].plus(14), pair[1], "{days}");
    }
    assert!(days.contains("093000"), "{days}");
}

#[test]
fn no_date_moves_to_a_day_that_another_one_means() {
    let weekly: Vec<String> = (0..60)
        .map(|week| {
            Day {
                year: 2025,
                month: 1,
                day: 6,
            }
            .plus(7 * week)
        })
        .map(|day| format!("{{date {:04}-{:02}-{:02}}}", day.year, day.month, day.day))
        .collect();
    let (texts, _) = played(SEED, &[&weekly.join(" ")]);
    let real = |date: &str| weekly.iter().any(|one| one.contains(date));
    let moved: Vec<&str> = texts[0]
        .split(' ')
        .filter(|date| !date.starts_with('['))
        .collect();
    assert!(
        !moved.is_empty() && !moved.iter().any(|date| real(date)),
        "{moved:?}"
    );
    let (texts, _) = played(
        SEED,
        &["{date 3/3/2026} {date March 31, 2026} {date 2026-04-28} {date 20260526}"],
    );
    assert!(!texts[0].contains('['), "{texts:?}");
}

#[test]
fn one_number_in_two_dresses_is_one() {
    let (texts, _) = played(
        SEED,
        &["{phone! 6144672390} {phone (614) 467-2390} 614.467.2390 {mrn A-4829137} {mrn a4829137}"],
    );
    let digits: Vec<String> = texts[0]
        .replace("A-", "A")
        .replace(") ", ")")
        .split(' ')
        .map(check::compact)
        .collect();
    assert_eq!(digits[0], digits[1]);
    assert_eq!(digits[0], digits[2]);
    assert_eq!(digits[3], digits[4]);
}

#[test]
fn what_says_too_little_keeps_its_placeholder() {
    for (kind, value, placeholder) in [
        ("age", "92", "[AGE_1]"),
        ("date", "14th", "[DATE_1]"),
        ("date", "in May", "[DATE_1]"),
        ("date", "march thirty first eighty two", "[DATE_1]"),
        ("name", "H", "[PERSON_1]"),
        ("other_id", "26", "[ID_1]"),
        ("phone", "+81 90 5550 0147", "[PHONE_1]"),
        ("phone", "x204", "[PHONE_1]"),
        ("phone", "six one four, five five five", "[PHONE_1]"),
        ("mrn", "\u{ff14}829137", "[MRN_1]"),
        ("mrn", r"48\u002d29137", "[MRN_1]"),
        ("name", "harriet1971", "[PERSON_1]"),
        ("geo", "PO Box", "[PLACE_1]"),
        ("name", r"Pe\u00f1a", "[PERSON_1]"),
        ("name", "Harriet&nbsp;Lindgren", "[PERSON_1]"),
    ] {
        assert_eq!(one(kind, value), placeholder, "{value}");
    }
}

#[test]
fn nothing_short_stands_within_a_word() {
    let (texts, mapping) = played(
        SEED,
        &["ab{name tj}cd, {name tj}: open{name harriet}Chart, mrn{mrn 4418}, {mrn 4418}"],
    );
    let words: Vec<&str> = texts[0].split([' ', ',', ':']).collect();
    assert_eq!(
        (words[0], words[6]),
        ("ab[PERSON_1]cd", "mrn[MRN_1]"),
        "{texts:?}"
    );
    let short = words[2];
    assert_eq!(restore(&mapping, short, Escape::Plain), "tj");
    let within = format!("x{short}y");
    assert_eq!(restore(&mapping, &within, Escape::Plain), within);
}

#[test]
fn chance_alone_decides() {
    let texts = [
        "MRN {mrn 4829137}, {name Harriet Lindgren}",
        "MRN {mrn 7310556}, {name Rosalie Okonkwo}",
    ];
    let [one, other] = texts.map(|text| played(SEED, &[text]).0);
    assert_eq!(one, other, "a stand-in says something of the value");
    assert_ne!(
        one,
        played([42; 32], &[texts[0]]).0,
        "the seed decides nothing"
    );
}

#[test]
fn nobody_in_the_text_is_cast() {
    let (texts, _) = played(
        SEED,
        &["{name Harriet Lindgren}, {mrn 4829137}, {date 3/3/2026}"],
    );
    let parts: Vec<&str> = texts[0].split(", ").collect();
    let standing = format!(
        "{{name Harriet Lindgren}}, {{mrn 4829137}}, {{date 3/3/2026}}; {}",
        parts.join("; ")
    );
    let (again, _) = played(SEED, &[&standing]);
    let (ours, _) = again[0].split_once("; ").unwrap();
    for (part, now) in parts.iter().zip(ours.split(", ")) {
        assert_ne!(*part, now);
    }
}

#[test]
fn a_placeholder_in_the_text_stays() {
    let (texts, mapping) = played(SEED, &["[AGE_1] and {age 92} of [PATIENT_1]"]);
    assert_eq!(texts, ["[AGE_1] and [AGE_2] of [PATIENT_1]"]);
    assert_eq!(
        restore(&mapping, "[PATIENT_1] [AGE_2]", Escape::Plain),
        "[PATIENT_1] 92"
    );
}

#[test]
fn a_reply_may_write_dates_and_numbers_another_way() {
    let (texts, mapping) = played(
        SEED,
        &[
            "{date 03/03/2026}|{date 2/4/71}|{date Mar 17}|{phone (614) 467-2390}|{ssn 512449081}|{mrn 48-29-137}",
        ],
    );
    let parts: Vec<&str> = texts[0].split('|').collect();
    let day = |at: usize| Written::read(parts[at]).unwrap().day(2026).unwrap();
    let (seen, born, due) = (day(0), day(1), day(2));
    let name = crate::replace::date::month_name;
    let [number, social, record] = [3, 4, 5].map(|at: usize| check::compact(parts[at]));
    let phone = number.get(3..).map(|local| local.split_at(3)).unwrap();
    let reply = format!(
        "{:04}-{:02}-{:02}, {}/{}/{}, {} {}; {}-{}; {}-{}-{}; {record}",
        seen.year,
        seen.month,
        seen.day,
        born.month,
        born.day,
        born.year,
        name(due.month).to_uppercase().get(..1).unwrap().to_owned()
            + name(due.month).get(1..).unwrap(),
        due.day,
        phone.0,
        phone.1,
        &social.get(..3).unwrap(),
        social.get(3..5).unwrap(),
        social.get(5..).unwrap(),
    );
    assert_eq!(
        restore(&mapping, &reply, Escape::Plain),
        "2026-03-03, 2/4/1971, March 17; 467-2390; 512-44-9081; 4829137"
    );
    assert_eq!(mapping.len(), 6);
}

#[test]
fn a_year_of_two_figures_is_known_in_its_century() {
    for seed in 0..20 {
        let (texts, mapping) = played([seed; 32], &["{date 12/1/69}"]);
        let day = Written::read(&texts[0]).unwrap().day(0).unwrap();
        let century = if day.year % 100 < 60 { 20 } else { 19 };
        let reply = format!("{}/{}/{century}{:02}", day.month, day.day, day.year % 100);
        assert_eq!(
            restore(&mapping, &reply, Escape::Plain),
            "12/1/1969",
            "{texts:?}"
        );
    }
}

#[test]
fn what_could_mean_two_values_means_none() {
    let (texts, mapping) = played(SEED, &["{phone 614-467-2390}|{phone 740-467-1156}"]);
    let parts: Vec<&str> = texts[0].split('|').collect();
    let locals: Vec<&str> = parts.iter().map(|part| part.get(4..).unwrap()).collect();
    let restored = restore(&mapping, locals[0], Escape::Plain);
    assert_eq!(restored == locals[0], locals[0] == locals[1], "{texts:?}");
}

#[test]
fn echoes_that_clash_are_dropped() {
    let mut echoes = echo::Echoes::default();
    for (text, value) in [
        ("555-0142", "467-2390"),
        ("555-0142", "467-1156"),
        ("x", "y"),
        ("x", "y"),
    ] {
        echoes.note(text.to_owned(), value.to_owned());
    }
    let kept: Vec<(String, String)> = echoes.into_iter().collect();
    assert_eq!(kept, [("x".to_owned(), "y".to_owned())]);
}

/// Values of any kind, with what may stand around them.
fn values() -> impl Strategy<Value = Vec<(Kind, bool, String, String)>> {
    let value = prop_oneof![
        "[0-9]{1,2}[/.-][0-9]{1,2}([/.-]([0-9]{2}|19[0-9]{2}|20[0-4][0-9]))?",
        "([1-9]|[12][0-9]) (Jan|march|SEPT|May)( [0-9]{2,4})?",
        "\\(?[2-9][0-9]{2}[)-] ?[2-9][0-9]{2}[-.][0-9]{4}( x[0-9]{1,4})?",
        "[A-Za-z0-9]{1,9}([ -][A-Za-z0-9]{1,6})?",
        "[A-Za-z'\u{e9}\u{df}\u{130}\u{17f}]{1,8}([ ,^-]{1,2}[A-Za-z]{1,8}){0,2}('s)?",
        "[a-z.]{1,8}@[a-z]{1,6}\\.[a-z]{2,3}",
        "(https?://)?[a-z.]{2,9}/[a-z0-9?=&]{0,8}",
        "[0-9]{1,4} [A-Z][a-z]{1,6} (St|Ave), [A-Z][a-z]{2,6},? (OH|Ohio)( [0-9]{5}(-[0-9]{4})?)?",
        "\\PC{1,12}",
    ];
    let around = prop_oneof![
        Just(" ".to_owned()),
        Just(", ".to_owned()),
        "\\PC{0,3}",
        Just(String::new())
    ];
    let kind = proptest::sample::select(Kind::ALL.to_vec());
    proptest::collection::vec((kind, any::<bool>(), value, around), 1..8)
}

proptest! {
    #[test]
    fn every_value_of_every_kind_leads_back(values in values(), seed in any::<[u8; 32]>()) {
        let mut text = String::new();
        let mut findings = Findings::default();
        for (kind, hard, value, around) in values {
            let start = text.len();
            text.push_str(&value);
            let found = find(0, start, text.len(), kind);
            findings.finds.push(crate::find::Find { hard, ..found });
            text.push_str(&around);
        }
        let texts = [text];
        let segments = segments(&texts);
        let replaced = surrogates(&Seed::new(seed), &segments, &findings);
        let back = restore(&replaced.mapping, &replaced.texts[0], Escape::Plain);
        prop_assert_eq!(&back, &texts[0]);
        // A bracket at an end of a value can be made anew by that of its placeholder; then nothing is sent.
        let bracket = |find: &crate::find::Find| find.span.of(&texts[0]).is_some_and(|value| {
            value.starts_with(['[', ']']) || value.ends_with(['[', ']'])
        });
        let checked = verify(&segments, &findings, &replaced.texts);
        prop_assert!(checked.is_ok() || findings.finds.iter().any(bracket));
    }
}
