//! Every form says the same, and no text in a document is read as markup.

use jiff::civil::date;

use crate::{Block, Cell, Document, Field, Tone, html, markdown};

/// Every kind of block, with texts that each form could take for its own markup.
pub(crate) fn document() -> Document {
    let words = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    Document {
        title: "Readiness review".to_owned(),
        about: "Müller & Søn <Clinic> #1".to_owned(),
        day: date(2026, 11, 26),
        blocks: vec![
            Block::Callout {
                tone: Tone::Bad,
                title: "One *next* step".to_owned(),
                lines: words(&["#panic(\"now\")", "Owner: Ada [at] $5_000$"]),
            },
            Block::part("Tools"),
            Block::section("In use | approved"),
            Block::Fields {
                fields: vec![
                    Field::new("Gates ready", "3 of 8"),
                    Field::new("Log", "a`b\\c"),
                ],
            },
            Block::List {
                items: words(&["- first", "1. second", "@third"]),
            },
            Block::NewPage,
            Block::text("Quỳnh Wiśniewska, 100% ~ <script>alert('x')</script>"),
            Block::table(
                &[("Gate", 2), ("Status", 1)],
                vec![vec![
                    "Agreements | BAA".into(),
                    Cell::judged(false, "not ready"),
                ]],
                "None.",
            ),
            Block::table(&[("Gate", 1)], Vec::new(), "Nothing on file."),
            Block::Signatures {
                who: words(&["Compliance officer"]),
            },
        ],
        footer: "Not legal advice.".to_owned(),
    }
}

/// Letters and digits alone: lines are broken and spaced differently in each form.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

pub(crate) fn says_all(form: &str, document: &Document) {
    let form = bare(form);
    for text in document.texts() {
        assert!(form.contains(&bare(text)), "{text}");
    }
}

#[test]
fn markdown_says_all_and_its_marks_are_its_own() {
    let text = markdown(&document());
    says_all(&text, &document());
    for inert in [
        "Agreements \\| BAA",
        "\\<script\\>",
        "\\- first",
        "One \\*next\\*",
        "a\\`b\\\\c",
    ] {
        assert!(text.contains(inert), "{inert}\n{text}");
    }
    assert!(text.contains("| Gate | Status |\n| --- | --- |\n"));
}

#[test]
fn html_says_all_and_its_marks_are_its_own() {
    let page = html(&document());
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
    let plain = page
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    says_all(&plain, &document());
}

#[test]
fn no_two_tables_of_a_page_are_called_alike() {
    let mut document = document();
    document.blocks.extend(self::document().blocks);
    let page = html(&document);
    let names = page.split("role=\"region\" aria-label=\"").skip(1);
    let names: Vec<_> = names.filter_map(|rest| rest.split('"').next()).collect();
    let different: std::collections::BTreeSet<_> = names.iter().collect();
    assert!(
        names.len() > 1 && different.len() == names.len(),
        "{names:?}"
    );
}

#[cfg(feature = "pdf")]
#[test]
fn pdf_says_all_and_the_same_bytes_each_time() {
    let bytes = crate::pdf(&document()).unwrap();
    let text = pdf_extract::extract_text_from_mem(&bytes).unwrap();
    says_all(&text, &document());
    assert_eq!(bytes, crate::pdf(&document()).unwrap());
}

/// A text that is left out is noticed by the tests above.
#[test]
#[should_panic(expected = "Not legal advice.")]
fn a_form_that_leaves_something_out_is_found() {
    let text = markdown(&document()).replace("Not legal", "Legal");
    says_all(&text, &document());
}

#[cfg(feature = "pdf")]
#[test]
fn a_letter_says_all_as_pdf_or_nothing() {
    let letter = |text: &str| crate::docx::tests::letter(text);
    let text = "AI wrote this.\n\n## Plan\n- **rest** now\n\n3. third\n\n| A | B |\n|---|---|\n| one | two |";
    let pdf = crate::letter_pdf(&letter(text)).unwrap();
    assert_eq!(pdf, crate::letter_pdf(&letter(text)).unwrap());
    let read = bare(&pdf_extract::extract_text_from_mem(&pdf).unwrap());
    for said in [
        "Elm & Son12 Elm Street",
        "November 26, 2026",
        "Draft until approved.",
        "AI wrote this.",
        "rest now",
        "3. third",
        "two",
    ] {
        assert!(read.contains(&bare(said)), "{said}: {read}");
    }
    assert!(
        !read.contains("version3"),
        "what it was made with is no part of the page"
    );
    let nested = letter("1. first\n   - under\n     1. deepest\n2. second");
    let read =
        bare(&pdf_extract::extract_text_from_mem(&crate::letter_pdf(&nested).unwrap()).unwrap());
    let list = bare("1. first \u{2022} under 1. deepest 2. second");
    assert!(read.contains(&list), "{read}");
    for strange in ["\u{4f60}\u{597d}", "\u{645}\u{631}"] {
        let refused = crate::letter_pdf(&letter(strange)).err();
        assert_eq!(refused, Some(crate::PdfError::Letters));
    }
}
