//! A text by itself, outside any request: what the rules would be told of it.
//!
//! It is looked at as the text of a request is, by the same steps; nothing is decided, sent or recorded.

use anteroom_phi::{Engine, Segment};
use anteroom_policy::Sighting;
use serde_json::Value;

use crate::{decide, errand, inspect};

/// What is found in a text in the year `year`; none when it cannot be looked at.
#[must_use]
pub fn describe(engine: &Engine, text: &str, year: u32) -> Option<Sighting> {
    let segments = [Segment::alone(text)];
    let findings = engine.inspect(&segments).ok()?;
    let export = inspect::export_in(&Value::from(text), &segments, &findings);
    let guarded = inspect::guarded_in(&segments);
    Some(Sighting {
        content: decide::content(&findings, export.as_ref()),
        found: errand::found(&guarded, findings.rare(&segments, year)),
    })
}

#[cfg(test)]
mod tests {
    use anteroom_phi::Settings;
    use anteroom_policy::{Export, Phi, Sensitive};

    use super::*;

    fn seen(text: &str) -> Sighting {
        describe(&Engine::new(&Settings::default()).unwrap(), text, 2026).unwrap()
    }

    #[test]
    fn a_text_is_described_as_at_the_door() {
        let note = seen("Harriet Lindgren, DOB 3/14/1931, HIV negative, Lancaster, NH 03601");
        assert_eq!(note.content.phi, Phi::Identified);
        assert!(note.found.sensitive.contains(&Sensitive::Hiv));
        assert!(note.found.age_over_89 && note.found.small_zip);
        let bundle = seen(
            r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"1"}}]}"#,
        );
        assert_eq!(bundle.content.export, Export::FhirBundle);
        let clean = seen("Explain how to use a nasal spray.");
        assert_eq!(
            (clean.content.phi, clean.found.age_over_89),
            (Phi::None, false)
        );
    }
}
