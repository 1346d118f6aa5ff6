//! Inputs that are built to be slow: much of what a recognizer has to look at twice, and nothing that ends it.

use anyhow::Result;

use super::finder::Finder;
use crate::gold::Document;

/// A piece that is repeated to the wanted length, and what it strains.
const PIECES: [(&str, &str); 30] = [
    ("blanks", " "),
    ("line ends", "\n"),
    ("one letter", "a"),
    ("one capital", "A "),
    ("one word without end", "Harriet"),
    ("digits", "0123456789"),
    ("digits apart", "1 2 3 "),
    ("hyphens", "-"),
    ("brackets", "[[["),
    ("placeholders", "[PATIENT_1] "),
    ("open JSON", "{\"a\":["),
    ("quotes", "\"'"),
    ("backslashes", "\\\\u00"),
    ("percent signs", "%20%"),
    ("base64", "SGFycmlldCBMaW5kZ3Jlbg"),
    ("entities", "&#45;&amp;"),
    ("zero-width", "a\u{200b}"),
    ("combining marks", "e\u{301}\u{301}"),
    ("full-width digits", "１２３-"),
    ("names", "Harriet Lindgren "),
    ("names and commas", "Lindgren, Harriet, "),
    ("titles", "Dr. Mrs. "),
    ("initials", "A.B. C. "),
    ("dates", "3/14/1961 "),
    ("months", "March 14 "),
    ("phone numbers", "614-555-0142 "),
    ("labels", "MRN: Name: DOB: "),
    ("pipes", "PID|1||^^^|"),
    ("addresses", "12 Main Street, "),
    ("emails", "a@b.c@d."),
];

/// Prints how fast each input is searched.
pub(super) fn table(anteroom: &Finder, bytes: usize) -> Result<()> {
    println!("{:<22} {:>9}", "hostile input", "KB/CPU s");
    let mut slowest = f64::INFINITY;
    for (name, piece) in PIECES {
        let text = piece.repeat(bytes / piece.len());
        let length = text.len();
        let document = Document {
            id: "hostile".to_owned(),
            text,
            spans: Vec::new(),
        };
        let speed = anteroom.run(&[document])?.speed(length);
        slowest = slowest.min(speed);
        println!("{name:<22} {speed:>9.0}");
    }
    println!("{:<22} {slowest:>9.0}", "slowest");
    Ok(())
}
