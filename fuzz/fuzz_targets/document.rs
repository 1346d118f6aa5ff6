//! What holds for a document of every format; shared by the targets of the readers.

use anteroom_intake::{Document, Format};

/// Any source comes back byte for byte when nothing changes, places lead to where texts are written, and a document of which
/// everything changed has as many texts as before.
pub fn check(source: &str, promised: Option<Format>) {
    let document = Document::read(source.to_owned(), promised);
    let segments = document.segments();
    let same: Vec<String> = segments
        .iter()
        .map(|segment| segment.text.to_owned())
        .collect();
    assert_eq!(document.write(&same).as_deref(), Ok(source));
    for (at, segment) in segments.iter().enumerate() {
        let written = document.written(at, &(0..segment.text.len()));
        assert!(source.get(written).is_some());
    }
    let new: Vec<String> = (0..segments.len()).map(|at| format!("[ID_{at}]")).collect();
    // Keys that are repeated get different names here, which is no collision; nothing else can collide.
    let written = document.write(&new).expect("different texts collide");
    let promised = promised.or((document.format() == Format::Table).then_some(Format::Table));
    let again = Document::read(written, promised);
    assert_eq!(again.format(), document.format());
    let read: Vec<&str> = again
        .segments()
        .iter()
        .map(|segment| segment.text)
        .collect();
    assert_eq!(read, new);
}
