//! Identifiers in disguise: each row of the table in `docs/phi.md` says found or not, and this holds it to that.

use anteroom_phi::{Engine, Segment, Settings};

/// A disguise, texts in it, and the part of each that must be covered.
struct Row {
    disguise: &'static str,
    texts: &'static [(&'static str, &'static str)],
    found: bool,
}

const ROWS: &[Row] = &[
    Row {
        disguise: "capitals only",
        texts: &[
            (
                "PT HARRIET LINDGREN SEEN TODAY FOR COUGH",
                "HARRIET LINDGREN",
            ),
            ("CALL BACK MRS OKONJO AT 614-555-0142", "OKONJO"),
        ],
        found: true,
    },
    Row {
        disguise: "small letters, no punctuation",
        texts: &[
            (
                "pt harriet lindgren dob 3 14 1961 here for cough",
                "harriet lindgren",
            ),
            (
                "pt harriet lindgren dob 3 14 1961 here for cough",
                "3 14 1961",
            ),
            ("ssn 551592870 phone 6145550142", "551592870"),
        ],
        found: true,
    },
    Row {
        disguise: "letters of another alphabet that look alike",
        texts: &[
            (
                "Patient: H\u{430}rriet Lindgr\u{435}n",
                "H\u{430}rriet Lindgr\u{435}n",
            ),
            (
                "DOB: 3/14/1961 for \u{41d}arriet Lindgren",
                "\u{41d}arriet Lindgren",
            ),
        ],
        found: true,
    },
    Row {
        disguise: "zero-width signs and soft hyphens inside",
        texts: &[
            (
                "SSN 551-5\u{200b}9-28\u{200d}70",
                "551-5\u{200b}9-28\u{200d}70",
            ),
            ("Patient Harriet Lind\u{ad}gren", "Lind\u{ad}gren"),
        ],
        found: true,
    },
    Row {
        disguise: "full-width digits and letters",
        texts: &[
            ("SSN ５５１-５９-２８７０", "５５１-５９-２８７０"),
            ("phone ６１４-５５５-０１４２", "６１４-５５５-０１４２"),
        ],
        found: true,
    },
    Row {
        disguise: "digits as words",
        texts: &[
            (
                "phone is six one four five five five oh one four two",
                "six one four five five five oh one four two",
            ),
            (
                "social five five one five nine two eight seven zero",
                "five five one five nine two eight seven zero",
            ),
        ],
        found: true,
    },
    Row {
        disguise: "base64",
        texts: &[(
            "note: UGF0aWVudDogSGFycmlldCBMaW5kZ3JlbiwgU1NOIDU1MS01OS0yODcw",
            "UGF0aWVudDogSGFycmlldCBMaW5kZ3JlbiwgU1NOIDU1MS01OS0yODcw",
        )],
        found: true,
    },
    Row {
        disguise: "percent-encoding",
        texts: &[
            (
                "/chart?name=Harriet%20Lindgren&dob=3%2F14%2F1961",
                "Harriet%20Lindgren",
            ),
            (
                "/chart?name=Harriet%20Lindgren&dob=3%2F14%2F1961",
                "3%2F14%2F1961",
            ),
        ],
        found: true,
    },
    Row {
        disguise: "escapes of JSON and HTML",
        texts: &[
            (
                r#"{"ssn": "551\u002d59\u002d2870"}"#,
                r"551\u002d59\u002d2870",
            ),
            ("ssn 551&#45;59&#45;2870", "551&#45;59&#45;2870"),
        ],
        found: true,
    },
    Row {
        disguise: "keys and values of JSON",
        texts: &[
            (
                r#"{"Harriet Lindgren": {"status": "seen"}}"#,
                "Harriet Lindgren",
            ),
            (
                r#"{"patient": {"last": "Lindgren", "first": "Harriet"}}"#,
                "Lindgren",
            ),
        ],
        found: true,
    },
    Row {
        disguise: "code fences and SQL",
        texts: &[
            ("```\nname = \"Harriet Lindgren\"\n```", "Harriet Lindgren"),
            (
                "SELECT * FROM pts WHERE last_name='Lindgren' AND dob='1961-03-14'",
                "Lindgren",
            ),
        ],
        found: true,
    },
    Row {
        disguise: "file names and function names",
        texts: &[
            ("see lindgren_harriet_scan.pdf", "lindgren_harriet"),
            ("openChartHarrietLindgren()", "HarrietLindgren"),
        ],
        found: true,
    },
    Row {
        disguise: "digits misread as letters, behind a label",
        texts: &[
            ("SSN: 55l-59-287O", "55l-59-287O"),
            ("Phone: 6l4-555-Ol42", "6l4-555-Ol42"),
            ("DOB: O3/l4/1961", "O3/l4/1961"),
        ],
        found: true,
    },
    Row {
        disguise: "typos in a labelled name",
        texts: &[("Pateint: Hariet Lindgrn, here for cough", "Hariet Lindgrn")],
        found: true,
    },
    Row {
        disguise: "blanks between letters",
        texts: &[
            (
                "Patient: H a r r i e t L i n d g r e n",
                "H a r r i e t L i n d g r e n",
            ),
            ("tell h a r r i e t that labs are back", "h a r r i e t"),
        ],
        found: true,
    },
    Row {
        disguise: "names with digits for letters",
        texts: &[("pt is H4rr13t L1ndgr3n", "H4rr13t L1ndgr3n")],
        found: false,
    },
    Row {
        disguise: "rot13",
        texts: &[
            ("uneevrg yvaqtera", "uneevrg yvaqtera"),
            ("the word of the day is yvaqtera", "yvaqtera"),
            ("ask uneevrg about the bill", "uneevrg"),
        ],
        found: false,
    },
    Row {
        disguise: "an identifying story without a name",
        texts: &[(
            "She is the mayor of our town and won the state lottery last spring",
            "mayor of our town",
        )],
        found: false,
    },
];

/// Whether every letter and digit of the part is covered by finds; none when the part does not stand in the text.
fn is_covered(engine: &Engine, text: &str, part: &str) -> Option<bool> {
    let start = text.find(part)?;
    let findings = engine.inspect(&[Segment::alone(text)]).ok()?;
    let inside = |at: usize| {
        findings
            .finds
            .iter()
            .any(|find| (find.span.start..find.span.end).contains(&at))
    };
    let mut signs = part.char_indices().filter(|(_, c)| c.is_alphanumeric());
    Some(signs.all(|(at, _)| inside(start + at)))
}

#[test]
fn every_row_is_as_the_table_says() {
    let engine = Engine::new(&Settings::default()).unwrap();
    let guide = include_str!("../../../docs/phi.md");
    let mut wrong = Vec::new();
    for Row {
        disguise,
        texts,
        found,
    } in ROWS
    {
        let covered = texts
            .iter()
            .map(|(text, part)| is_covered(&engine, text, part));
        let covered: Option<Vec<bool>> = covered.collect();
        if covered.is_none_or(|covered| covered.iter().all(|one| *one) != *found) {
            wrong.push(disguise.to_string());
        }
        let says = if *found { "found" } else { "not found" };
        if !guide.contains(&format!("| {disguise} | {says} |")) {
            wrong.push(format!("docs/phi.md does not say: {disguise} | {says}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
