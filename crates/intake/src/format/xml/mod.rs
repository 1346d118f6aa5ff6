//! XML, C-CDA above all: text of elements, values of attributes, comments, instructions.
//!
//! Format: XML 1.0, fifth edition. Only what is well-formed is read, so that what is written is well-formed again; a
//! document that declares entities of its own is not. Object identifiers and codes of published systems are no text.

mod clinical;
mod spot;

use std::ops::Range;

use super::codes;
use super::place::{Place, Writing};
use clinical::local;

pub(super) use spot::Spot;

/// Deepest nesting of elements.
const DEPTH: usize = 512;

/// The texts of `source` from `start` on, if it is one well-formed document.
pub(super) fn read(source: &str, start: usize) -> Option<Vec<Place>> {
    let mut scan = Scan {
        source,
        at: start,
        open: Vec::new(),
        places: Vec::new(),
        has_root: false,
    };
    while scan.at < source.len() {
        scan.item()?;
    }
    (scan.has_root && scan.open.is_empty()).then_some(scan.places)
}

struct Scan<'t> {
    source: &'t str,
    at: usize,
    /// Names of the elements that are open.
    open: Vec<&'t str>,
    places: Vec<Place>,
    has_root: bool,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let is_next = self.rest().starts_with(wanted);
        self.at += if is_next { wanted.len() } else { 0 };
        is_next
    }

    fn blanks(&mut self) -> bool {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        self.at += count;
        count > 0
    }

    /// The next piece of markup or text.
    fn item(&mut self) -> Option<()> {
        match () {
            () if !self.rest().starts_with('<') => self.text(),
            () if self.eat("<!--") => self.until("-->", Spot::Comment),
            () if self.eat("<![CDATA[") => {
                (!self.open.is_empty()).then_some(())?;
                self.until("]]>", Spot::Cdata)
            }
            () if self.eat("<?") => self.until("?>", Spot::Instruction),
            () if self.eat("<!DOCTYPE") => self.doctype(),
            () if self.eat("</") => self.end(),
            () => {
                self.at += 1;
                self.element()
            }
        }
    }

    fn text(&mut self) -> Option<()> {
        let rest = self.rest();
        let end = self.at + memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        let span = self.at..end;
        self.at = end;
        if self.source.get(span.clone())?.trim().is_empty() {
            return Some(());
        }
        let element = *self.open.last()?;
        let place = self.place(span, Spot::Text)?;
        self.places.push(Place {
            label: Some(clinical::label(&self.open, element)),
            ..place
        });
        Some(())
    }

    /// What stands up to a closing sign that nothing can escape.
    fn until(&mut self, close: &str, spot: Spot) -> Option<()> {
        let end = self.at + memchr::memmem::find(self.rest().as_bytes(), close.as_bytes())?;
        let span = self.at..end;
        self.at = end + close.len();
        let text = self.source.get(span.clone())?;
        let is_declaration = spot == Spot::Instruction && text.starts_with("xml ");
        let is_allowed = spot != Spot::Comment || !(text.contains("--") || text.ends_with('-'));
        is_allowed.then_some(())?;
        if !is_declaration && !text.trim().is_empty() {
            let label = (spot == Spot::Cdata).then(|| {
                self.open
                    .last()
                    .map(|element| clinical::label(&self.open, element))
            });
            self.places.push(Place {
                label: label.flatten(),
                ..Place::new(span, Writing::Xml(spot))
            });
        }
        Some(())
    }

    /// A document type without declarations of its own.
    fn doctype(&mut self) -> Option<()> {
        let end = memchr::memchr(b'>', self.rest().as_bytes())?;
        let plain = !self.rest().get(..end)?.contains(['[', '<']);
        self.at += end + 1;
        (plain && !self.has_root).then_some(())
    }

    fn name(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.');
        let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
        let name = rest.get(..length)?;
        self.at += length;
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            .then_some(name)
    }

    fn end(&mut self) -> Option<()> {
        let name = self.name()?;
        self.blanks();
        (self.eat(">") && self.open.pop() == Some(name)).then_some(())
    }

    fn element(&mut self) -> Option<()> {
        let name = self.name()?;
        let is_second_root = self.open.is_empty() && self.has_root;
        (!is_second_root && self.open.len() < DEPTH).then_some(())?;
        self.has_root = true;
        let mut attributes: Vec<(&str, Place)> = Vec::new();
        loop {
            let parted = self.blanks();
            if self.eat("/>") {
                break;
            }
            if self.eat(">") {
                self.note(name, attributes);
                self.open.push(name);
                return Some(());
            }
            let attribute = self.attribute()?;
            let is_new = attributes.iter().all(|(other, _)| *other != attribute.0);
            (parted && is_new && attributes.len() < DEPTH).then_some(())?;
            attributes.push(attribute);
        }
        self.note(name, attributes);
        Some(())
    }

    fn attribute(&mut self) -> Option<(&'t str, Place)> {
        let name = self.name()?;
        self.blanks();
        self.eat("=").then_some(())?;
        self.blanks();
        let quote = self
            .rest()
            .chars()
            .next()
            .filter(|quote| matches!(quote, '"' | '\''))?;
        self.at += 1;
        let end = self.at + self.rest().find(quote)?;
        let span = self.at..end;
        self.at = end + 1;
        (!self.source.get(span.clone())?.contains('<')).then_some(())?;
        Some((name, self.place(span, Spot::Attribute(quote))?))
    }

    /// A place whose escapes are undone; nothing when one is not known.
    fn place(&self, span: Range<usize>, spot: Spot) -> Option<Place> {
        let written = self.source.get(span.clone())?;
        (spot != Spot::Text || !written.contains("]]>")).then_some(())?;
        let reading = match memchr::memchr(b'&', written.as_bytes()) {
            Some(_) => Some(spot::reading(written, span.start)?),
            None => None,
        };
        Some(Place {
            reading,
            ..Place::new(span, Writing::Xml(spot))
        })
    }

    /// Keeps the values of the attributes of an element.
    fn note(&mut self, element: &'t str, attributes: Vec<(&'t str, Place)>) {
        let value = |wanted: &str| {
            let of = attributes.iter().find(|(name, _)| *name == wanted);
            of.map(|(_, place)| place.text(self.source))
        };
        let is_coded = value("codeSystem").is_some_and(codes::is_published);
        let root = value("root").map(str::to_owned);
        for (name, place) in attributes {
            let text = place.text(self.source);
            let is_code = match name {
                "code" => is_coded && codes::is_code(text),
                "codeSystem" | "root" => codes::is_oid(text),
                "extension" => {
                    matches!(local(element), "templateId" | "typeId") && codes::is_code(text)
                }
                // The address of a vocabulary is nobody's.
                _ => name == "xmlns" || name.starts_with("xmlns:"),
            };
            let label = clinical::attribute_label(&self.open, element, name, root.as_deref());
            self.places.push(Place {
                label: Some(label),
                is_code,
                ..place
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Option<Vec<String>> {
        let places = read(source, 0)?;
        let show = |place: &Place| match &place.label {
            Some(label) => format!("{label}={}", place.text(source)),
            None => place.text(source).to_owned(),
        };
        Some(places.iter().map(show).collect())
    }

    #[test]
    fn texts_are_named_by_their_elements() {
        for (source, expected) in [
            (
                "<?xml version=\"1.0\"?>\n<a><b c='d&apos;s'>x &amp; y</b></a>",
                &["c=d's", "b=x & y"][..],
            ),
            (
                "<a><!-- n --><![CDATA[<b>]]><?p q?></a>",
                &[" n ", "a=<b>", "p q"],
            ),
            (
                "<h:a xmlns:h='urn:x'>&#233;&#xE9;</h:a>\n",
                &["xmlns:h=urn:x", "a=éé"],
            ),
            ("<!DOCTYPE a><a/>", &[]),
        ] {
            assert_eq!(texts(source).unwrap(), expected, "{source}");
        }
    }

    #[test]
    fn clinical_documents_name_their_values() {
        let source = "<ClinicalDocument><patientRole><id root='2.16.1' extension='4829137'/><id extension='5' root='2.16.840.1.113883.4.1'/>\
            <birthTime value='19710204'/>\
            <effectiveTime><low value='20240101'/></effectiveTime><referenceRange><low value='70'/></referenceRange><code code='8302-2' codeSystem='2.16.840.1.113883.6.1'/></patientRole></ClinicalDocument>";
        let texts = texts(source).unwrap();
        for expected in [
            "MRN=4829137",
            "SSN=5",
            "birth date=19710204",
            "date=20240101",
            "referenceRange=70",
        ] {
            assert!(texts.iter().any(|text| text == expected), "{expected}");
        }
        let codes = read(source, 0)
            .unwrap()
            .into_iter()
            .filter(|place| place.is_code)
            .count();
        assert_eq!(codes, 4, "two roots, a code and its system");
    }

    #[test]
    fn what_is_not_well_formed_is_none() {
        for source in [
            "",
            "plain",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>text",
            "<a b></a>",
            "<a b=c/>",
            "<a b='1' b='2'/>",
            "<a>&nbsp;</a>",
            "<a>&</a>",
            "<a><!-- -- --></a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>",
            "<a b='<'/>",
            "<a>]]></a>",
            "<1/>",
            "<a>BP < 120</a>",
            "<a b='1'c='2'/>",
            "<![CDATA[x]]>",
            "<a>&#0;</a>",
        ] {
            assert_eq!(texts(source), None, "{source}");
        }
        assert_eq!(texts(&"<a>".repeat(100_000)), None);
    }
}
