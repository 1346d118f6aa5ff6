//! Any document comes back byte for byte when nothing changes, and keeps its form when everything does.

use super::*;
use proptest::prelude::*;

fn same(document: &Document) -> Vec<String> {
    let segments = document.segments();
    segments
        .iter()
        .map(|segment| segment.text.to_owned())
        .collect()
}

fn of(source: &str, promised: Option<Format>) -> Document {
    Document::read(source.to_owned(), promised)
}

/// Every text changed to one that needs escapes everywhere.
fn changed(document: &Document) -> (Vec<String>, String) {
    let hard = |at: usize| format!("{at}\"'<&>|^~\\,;]]>-- \u{e9}");
    let texts: Vec<String> = (0..document.segments().len()).map(hard).collect();
    let written = document.write(&texts).unwrap();
    (texts, written)
}

#[test]
fn formats_show_in_the_content() {
    for (source, promised, format) in [
        ("Patient: Harriet Lindgren", None, Format::Text),
        ("", None, Format::Text),
        ("{\"a\":1}", None, Format::Json),
        ("\u{feff}{\"a\":1}", None, Format::Json),
        ("{\"a\":1}\n{\"a\":2}\n", None, Format::JsonLines),
        ("a,b,c\n1,2,3\n", None, Format::Table),
        ("a,b\n1,2\n", None, Format::Text),
        ("a,b\n1,2\n", Some(Format::Table), Format::Table),
        ("<a>b</a>", None, Format::Xml),
        ("MSH|^~\\&|a\rPID|1", None, Format::Hl7),
        ("<a>b", Some(Format::Xml), Format::Text),
        ("MSH|^~\\&|a\nand so on", Some(Format::Hl7), Format::Text),
    ] {
        assert_eq!(of(source, promised).format(), format, "{source}");
    }
}

/// One of each format, written in a way that a tidy writer would not choose.
const UNTIDY: [&str; 6] = [
    "\u{feff}  { \"a\" : 1.50 ,\r\n\"b\":\"Tam\\u0073in \\/ \\\"x\\\"\", \"c\":\"{\\\"d\\\": \\\"e\\\\n\\\" }\" }  ",
    "{\"a\":1}\r\n\n{\"a\" :\"x\"}",
    "\u{feff}a,\"b\",c\r\n\"1\", 2 ,\"x \"\"y\"\"\nz\"\n",
    "\u{b}MSH|^~\\&|A|B\rNTE|1|a \\T\\ b \\.br\\ \\X41\\ \\Zx\\~c^d&e||\u{1c}\r",
    "\u{feff}<?xml version='1.0'?>\r\n<a  b = 'x &quot; y'>t &#233; <b/><![CDATA[<c>]]><!-- d --><?e f?></a >\n",
    "just text \u{e9}\r\n",
];

#[test]
fn nothing_changes_when_nothing_changed() {
    for source in UNTIDY {
        let document = of(source, Some(Format::Table));
        assert_eq!(document.write(&same(&document)).unwrap(), source);
    }
}

#[test]
fn what_is_written_is_read_again() {
    for source in UNTIDY {
        let document = of(source, Some(Format::Table));
        let (texts, written) = changed(&document);
        let again = of(&written, Some(document.format()));
        assert_eq!(again.format(), document.format(), "{written}");
        // What knows no escapes gets a blank instead; all else is exact.
        let plain = |text: &String| text.replace(' ', "");
        let (read, meant): (Vec<String>, Vec<String>) = (
            same(&again).iter().map(plain).collect(),
            texts.iter().map(plain).collect(),
        );
        assert_eq!(read, meant, "{written}");
    }
}

#[test]
fn only_what_changes_is_written_anew() {
    for (source, from, to, expected) in [
        (
            "a,b,c\n\"Tam\", 2,\"x\"",
            "Tam",
            "[N_1]",
            "a,b,c\n\"[N_1]\", 2,\"x\"",
        ),
        ("a,b,c\nTam,2,x", "Tam", "X, Y", "a,b,c\n\"X, Y\",2,x"),
        (
            "{\"n\":12345678,\"m\":1}",
            "12345678",
            "[ID_1]",
            "{\"n\":\"[ID_1]\",\"m\":1}",
        ),
        (
            "{\"t\":\"\\u00e9 Tam \\/\"}",
            "Tam",
            "\"",
            "{\"t\":\"\\u00e9 \\\" \\/\"}",
        ),
        (
            "<a b='&#65; Tam'>Tam &gt; &#66;</a>",
            "Tam",
            "'<",
            "<a b='&#65; &apos;&lt;'>'&lt; &gt; &#66;</a>",
        ),
        ("<a>[Tam]></a>", "Tam", "[N_1]", "<a>[[N_1]]&gt;</a>"),
        (
            "MSH|^~\\&|A\rNTE|1|\\H\\Tam\\N\\ \\T\\",
            "Tam",
            "a|b",
            "MSH|^~\\&|A\rNTE|1|\\H\\a\\F\\b\\N\\ \\T\\",
        ),
    ] {
        let document = of(source, None);
        let texts: Vec<String> = same(&document)
            .iter()
            .map(|text| text.replace(from, to))
            .collect();
        assert_eq!(document.write(&texts).unwrap(), expected, "{source}");
    }
}

#[test]
fn keys_never_merge() {
    let document = of("{\"Tam\":1,\"Bo\":2,\"c\":{\"Bo\":3}}", None);
    let to = |new: &str| -> Vec<String> {
        let texts = same(&document);
        texts
            .iter()
            .map(|text| text.replace("Tam", new).replace("Bo", "X"))
            .collect()
    };
    assert_eq!(document.write(&to("X")), Err(Collision));
    assert_eq!(
        document.write(&to("Y")).unwrap(),
        "{\"Y\":1,\"X\":2,\"c\":{\"X\":3}}"
    );
    let repeated = of("{\"Tam\":1,\"Tam\":2}", None);
    assert!(
        repeated
            .write(&["X".to_owned(), "1".to_owned(), "X".to_owned()])
            .is_ok()
    );
}

proptest! {
    /// In whatever format a text is read, or in none.
    #[test]
    fn any_text_comes_back(source in any_source(), table in any::<bool>()) {
        let document = of(&source, table.then_some(Format::Table));
        prop_assert_eq!(document.write(&same(&document)).unwrap(), source);
    }

    /// As many texts as before, each what it was made.
    #[test]
    fn any_document_keeps_its_structure(source in any_source(), table in any::<bool>()) {
        let promised = table.then_some(Format::Table);
        let document = of(&source, promised);
        let labels = |document: &Document| -> Vec<bool> { document.segments().iter().map(|segment| segment.label.is_some()).collect() };
        let texts: Vec<String> = (0..document.segments().len()).map(|at| format!("[ID_{at}]")).collect();
        let written = document.write(&texts).unwrap();
        // A table without a promise may stop reading like one; that its cells stay is what counts.
        let again = of(&written, promised.or((document.format() == Format::Table).then_some(Format::Table)));
        prop_assert_eq!(document.format(), again.format());
        prop_assert_eq!(labels(&document).len(), labels(&again).len());
        prop_assert_eq!(texts, same(&again));
    }

    /// Where a part of a text is written, it is read.
    #[test]
    fn places_lead_both_ways(source in any_source()) {
        let document = of(&source, None);
        for (place, segment) in document.places.iter().zip(document.segments()) {
            prop_assert_eq!(place.read(&place.span), 0..segment.text.len());
            for (at, c) in segment.text.char_indices() {
                let written = place.written(&(at..at + c.len_utf8()));
                prop_assert!(source.is_char_boundary(written.start) && source.is_char_boundary(written.end));
                let read = place.read(&written);
                prop_assert!(read.start <= at && read.end >= at + c.len_utf8());
            }
        }
    }
}

/// Texts that often are of a format.
fn any_source() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[\\[\\]{}\",:\\\\u0-9a-fnt e\n]{0,30}",
        proptest::collection::vec("(\"([a-c,\n]|\"\")*\"|[a-c ]{0,3})(,|;|\n|\r\n)", 0..12)
            .prop_map(|cells| cells.concat()),
        "(MSH|FHS)\\|\\^~\\\\&\\|([a-c|^~&\\\\TX41.br ]|\r|\nPID\\|){0,40}",
        "<a( b='(x|&amp;|é|\")*')?>(t|&lt;|&#65;|<b/>|<!--[a ]-->|<!\\[CDATA\\[<\\]\\]>|\n){0,10}</a>",
        "\\{\"a\":(\"(x|\\\\n|\\\\u00e9|\\\\\"|é)*\"|1|\\[\"b\",\"c\"\\]|\"\\{\\\\\"d\\\\\":\\\\\"e\\\\\\\\n\\\\\"\\}\")\\}\n?",
    ]
}
