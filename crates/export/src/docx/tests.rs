//! A Word file is read as Word reads it: each part is XML, each part is named, and everything is said.

use std::io::{Cursor, Read as _};

use jiff::civil::date;
use zip::ZipArchive;

use super::{docx, letter_docx};
use crate::letter::{Letter, parts};

const TEXT: &str = "AI wrote this.\n\n## Plan & \"more\"\n- **rest** <now>\n- drink\n\n3. third\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nBell \u{7}here";

pub(crate) fn letter(text: &str) -> Letter {
    Letter {
        sender: ["Elm & Son", "12 Elm Street", "614-555-0100"]
            .map(str::to_owned)
            .to_vec(),
        title: "Patient handout".to_owned(),
        day: date(2026, 11, 26),
        notices: vec!["Draft until approved.".to_owned()],
        parts: parts(text),
        made_with: "Patient handout, version 3".to_owned(),
    }
}

/// The parts of a file by name. Every one has to be XML.
fn unpacked(file: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        files.push((name, text));
    }
    files
}

fn part<'f>(files: &'f [(String, String)], name: &str) -> &'f str {
    let found = files.iter().find(|(known, _)| known == name);
    found.map_or_else(|| panic!("{name} is missing"), |(_, text)| text)
}

/// The words of each paragraph.
fn paragraphs(xml: &str) -> Vec<String> {
    let read = roxmltree::Document::parse(xml).unwrap();
    let all = read
        .descendants()
        .filter(|node| node.has_tag_name((W, "p")));
    let words = |node: roxmltree::Node<'_, '_>| {
        let texts = node
            .descendants()
            .filter(|node| node.has_tag_name((W, "t")));
        texts.filter_map(|node| node.text()).collect::<String>()
    };
    all.map(words).filter(|words| !words.is_empty()).collect()
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

#[test]
fn a_letter_says_all_in_order() {
    let files = unpacked(letter_docx(&letter(TEXT)).unwrap());
    let page = part(&files, "word/document.xml");
    let said = paragraphs(page);
    let expected = [
        "Elm & Son",
        "12 Elm Street614-555-0100",
        "November 26, 2026",
        "Draft until approved.",
        "Patient handout",
        "AI wrote this.",
        "Plan & \"more\"",
        "rest <now>",
        "drink",
        "third",
        "A",
        "B",
        "1",
        "2",
        "Bell  here",
    ];
    assert_eq!(said, expected);
    assert!(page.contains("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">rest</w:t>"));
    assert!(part(&files, "word/numbering.xml").contains("<w:startOverride w:val=\"3\"/>"));
    let properties = part(&files, "docProps/core.xml");
    for said in ["Patient handout, version 3", "Elm &amp; Son", "2026-11-26T"] {
        assert!(properties.contains(said), "{said}");
    }
}

#[test]
fn every_style_list_and_part_that_is_named_is_there() {
    let files = unpacked(letter_docx(&letter(&format!("{TEXT}\n\n# a\n\n### b"))).unwrap());
    let styles = part(&files, "word/styles.xml");
    let numbering = part(&files, "word/numbering.xml");
    let page = roxmltree::Document::parse(part(&files, "word/document.xml")).unwrap();
    for node in page.descendants() {
        let value = node.attribute((W, "val")).unwrap_or_default();
        let (found, name) = match node.tag_name().name() {
            "pStyle" | "tblStyle" => (styles, format!("w:styleId=\"{value}\"")),
            "numId" => (numbering, format!("w:numId=\"{value}\"")),
            _ => continue,
        };
        assert!(found.contains(&name), "{name}");
    }
    for (name, _) in &files {
        let rels = ["_rels/.rels", "word/_rels/document.xml.rels"]
            .map(|rels| part(&files, rels))
            .concat();
        let is_named = name.contains("_rels")
            || name.starts_with('[')
            || rels.contains(name.trim_start_matches("word/"));
        assert!(is_named, "{name}");
    }
}

#[test]
fn a_document_says_all_and_the_same_twice() {
    let document = crate::tests::document();
    let file = docx(&document).unwrap();
    assert_eq!(file, docx(&document).unwrap());
    let files = unpacked(file);
    let pages = ["word/document.xml", "word/footer.xml"]
        .map(|name| paragraphs(part(&files, name)).concat());
    crate::tests::says_all(&pages.concat(), &document);
}

#[test]
fn points_in_points_keep_their_levels_and_counts() {
    let text = "1. a\n   - b\n     1. c\n     2. d\n2. e";
    let files = unpacked(letter_docx(&letter(text)).unwrap());
    let page = part(&files, "word/document.xml");
    let read = roxmltree::Document::parse(page).unwrap();
    let value = |node: roxmltree::Node<'_, '_>, name: &str| {
        let mut inside = node.descendants();
        let found = inside.find(|node| node.has_tag_name((W, name)))?;
        found.attribute((W, "val")).map(str::to_owned)
    };
    let points: Vec<(String, String, String)> = read
        .descendants()
        .filter(|node| node.has_tag_name((W, "p")))
        .filter_map(|node| {
            let mut texts = node.descendants();
            let words = texts.find(|node| node.has_tag_name((W, "t")))?.text()?;
            Some((
                words.to_owned(),
                value(node, "ilvl")?,
                value(node, "numId")?,
            ))
        })
        .collect();
    let expected = [
        ("a", "0", "1"),
        ("b", "1", "2"),
        ("c", "2", "3"),
        ("d", "2", "3"),
        ("e", "0", "1"),
    ];
    let expected = expected.map(|(words, level, list)| (words.into(), level.into(), list.into()));
    assert_eq!(points, expected);
    let numbering = part(&files, "word/numbering.xml");
    assert!(numbering.contains("<w:lvlOverride w:ilvl=\"2\"><w:startOverride w:val=\"1\"/>"));
    for level in 0..4 {
        assert_eq!(
            numbering
                .matches(&format!("<w:lvl w:ilvl=\"{level}\">"))
                .count(),
            2
        );
    }
}

/// Where LibreOffice is installed, it opens the file and shows every word of it.
#[test]
fn libreoffice_opens_a_letter() {
    let folder = tempfile::tempdir().unwrap();
    let [file, profile] = ["letter.docx", "profile"].map(|name| folder.path().join(name));
    std::fs::write(&file, letter_docx(&letter(TEXT)).unwrap()).unwrap();
    let run = std::process::Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "txt:Text", "--outdir"])
        .args([folder.path(), &file])
        .output();
    if run.is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return;
    }
    let shown = std::fs::read_to_string(folder.path().join("letter.txt")).unwrap();
    for said in [
        "12 Elm Street",
        "Draft until approved.",
        "rest <now>",
        "3. third",
        "2",
        "Bell",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}
