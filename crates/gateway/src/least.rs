//! The least that is needed: of what somebody writes, only what the protocol of the use case lists goes on
//! (45 CFR 164.502(b), 164.514(d)(3)(i)).
//!
//! The fields of a record that are not listed are taken out of the provider's body before it is inspected, so that what is
//! inspected is what leaves; they still count for the decision, like all that is written and not sent. Identifiers in free
//! text that no listed field needs are blocked out when the body is transformed. Use cases for general text list nothing:
//! there the rules let no patient's text through at all.

use std::collections::{BTreeMap, HashSet};

use anteroom_phi::Minimum;
use anteroom_phi::visit::{self, Path, Plan, Step, TextAt};
use anteroom_policy::{Lane, UseCase};
use serde_json::Value;

use crate::draft::Draft;
use crate::refusal::{Cause, Refusal};

/// How many parts were taken or blocked out: by the code of a chart's field, or of a kind of identifier.
pub type Removed = BTreeMap<&'static str, u32>;

/// What was taken out of a body. Holds clinical text: it has no `Debug`.
#[derive(Default)]
pub(crate) struct Gone {
    /// The texts as they were before something was taken out.
    pub(crate) before: HashSet<String>,
    /// What was taken out, each at its place.
    pub(crate) parts: Vec<TextAt>,
    pub(crate) removed: Removed,
}

/// What a use case with patients' text lists, and further fields that a form asks for; nothing is held back for others.
pub(crate) fn of(use_case: Option<UseCase>, also: &[String]) -> Option<Minimum> {
    let use_case = use_case.filter(|one| one.lane() == Lane::BaaSafeguards)?;
    let listed = use_case.protocol().iter().chain(also);
    let minimum = Minimum::of(listed.map(String::as_str));
    Some(match also.is_empty() {
        true => minimum,
        false => minimum.in_form(),
    })
}

/// Takes out of a draft what is not listed.
///
/// # Errors
/// When the body cannot be read or written: then nothing may be sent.
pub(crate) fn trim(mut draft: Draft, minimum: Option<Minimum>) -> Result<Draft, Refusal> {
    if let Some(minimum) = &minimum {
        let plan = draft.endpoint.body_plan();
        draft.gone = trim_document(&mut draft.body, plan, minimum, is_content)?;
    }
    Ok(Draft { minimum, ..draft })
}

/// Takes out of the texts that `is_part` chooses what is not listed.
pub(crate) fn trim_document(
    document: &mut Value,
    plan: &Plan,
    minimum: &Minimum,
    is_part: impl Fn(&TextAt) -> bool,
) -> Result<Gone, Refusal> {
    let failed = |_| Cause::CheckFailed;
    let texts = visit::texts(document, plan).map_err(failed)?;
    let trimmed = minimum.trim(&texts, is_part);
    if trimmed.removed.is_empty() {
        return Ok(Gone::default());
    }
    visit::rewrite(document, plan, &texts, &trimmed.texts).map_err(failed)?;
    let changed = texts.into_iter().zip(trimmed.texts).zip(trimmed.gone);
    let changed = changed.filter(|((before, after), _)| before.text != *after);
    let mut gone = Gone {
        removed: trimmed.removed,
        ..Gone::default()
    };
    for ((before, _), part) in changed {
        gone.before.insert(before.text.clone());
        gone.parts.push(TextAt {
            text: part,
            ..before
        });
    }
    Ok(gone)
}

/// Whether a text is what somebody wrote: the content of a message, what is to be embedded, what a tool was given.
fn is_content(text: &TextAt) -> bool {
    match text.path.steps() {
        [Step::Key(top), rest @ ..] => match &**top {
            "input" => true,
            "messages" | "prediction" => rest.iter().any(is_written) || is_inside(&text.path),
            _ => false,
        },
        _ => false,
    }
}

fn is_written(step: &Step) -> bool {
    matches!(step.key(), Some("content" | "reasoning_content"))
}

/// Whether a text is in a document that a string holds.
fn is_inside(path: &Path) -> bool {
    path.steps().contains(&Step::Json)
}

/// Adds counts up.
pub(crate) fn add(removed: &mut Removed, further: &Removed) {
    for (code, count) in further {
        let all = removed.entry(code).or_default();
        *all = all.saturating_add(*count);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::plan;

    #[test]
    fn every_field_of_every_protocol_is_known() {
        for use_case in UseCase::all() {
            for code in use_case.protocol() {
                assert!(Minimum::knows(code), "{}: {code}", use_case.code());
            }
        }
    }

    #[test]
    fn only_use_cases_with_patients_hold_something_back() {
        let of = |code| of(UseCase::named(code), &[]);
        assert!(of("prior_authorization_letter").is_some());
        assert!(of("website_faq").is_none() && of("nothing").is_none());
    }

    #[test]
    fn tools_and_roles_are_no_records() {
        let record = r#"{"mrn":"44821907","social_history":"lives alone"}"#;
        let mut body = json!({
            "messages": [
                {"role": "user", "content": record},
                {"role": "assistant", "tool_calls": [{"id": "a", "function": {"name": "f", "arguments": record}}]},
            ],
            "tools": [{"type": "function", "function": {"name": "mrn", "description": record, "parameters": {}}}],
        });
        let minimum = of(UseCase::named("prior_authorization_letter"), &[]).unwrap();
        let gone = trim_document(&mut body, &plan::CHAT_BODY, &minimum, is_content).unwrap();
        assert_eq!(gone.removed["mrn"], 2);
        let left = body.to_string();
        assert_eq!(left.matches("lives alone").count(), 1, "{left}");
        assert_eq!(
            gone.parts
                .iter()
                .filter(|part| part.text == "44821907")
                .count(),
            2
        );
    }
}
