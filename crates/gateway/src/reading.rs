//! The texts of a request in the order in which the model will read them, and behind them what will not be sent.
//!
//! In a provider's body, a name or a tool call may stand between two messages whose contents the model reads one after
//! the other. An identifier that is split over such a seam must be seen whole, so the contents of all messages come
//! first, each joined to the one before, and everything else follows. What the client wrote and nobody will send comes
//! last: it counts for the decision.

use std::collections::HashSet;

use anteroom_phi::visit::{self, Path, Place, Step, TextAt};
use anteroom_phi::{Join, Segment};

use crate::plan::name_field;

/// Texts and the order in which they are inspected. Holds clinical text: it has no `Debug`.
pub(crate) struct Reading {
    /// The texts of the body, in its order.
    body: Vec<TextAt>,
    /// The texts of the client's document that the body does not hold.
    left_out: Vec<TextAt>,
    /// Positions in `body`.
    order: Vec<usize>,
}

impl Reading {
    /// Puts the texts of a provider's body in reading order, and adds those of the client's document that are not in it;
    /// of the texts that something was taken out of, the parts that are gone.
    pub(crate) fn new(
        body: Vec<TextAt>,
        document: Vec<TextAt>,
        before: &HashSet<String>,
        gone: Vec<TextAt>,
    ) -> Self {
        let (said, rest): (Vec<usize>, Vec<usize>) =
            (0..body.len()).partition(|at| body.get(*at).is_some_and(is_said));
        Self {
            order: said.into_iter().chain(rest).collect(),
            left_out: left_out(document, &body, before).chain(gone).collect(),
            body,
        }
    }

    /// How many of the segments are contents of messages that leave: they are the first ones.
    pub(crate) fn said(&self) -> usize {
        self.body.iter().filter(|text| is_said(text)).count()
    }

    /// The texts of the body, in its order.
    pub(crate) fn body(&self) -> &[TextAt] {
        &self.body
    }

    /// All texts as segments, those of the body first, in reading order.
    pub(crate) fn segments(&self) -> Vec<Segment<'_>> {
        let leaving = self.order.iter().filter_map(|at| self.body.get(*at));
        let mut segments = joined(leaving.clone());
        for (segment, text) in segments.iter_mut().zip(leaving) {
            segment.identifier = text.place == Place::Value && name_field(&text.path).is_some();
        }
        segments.extend(joined(self.left_out.iter()));
        segments
    }

    /// The texts of the body out of texts in reading order, put back in the body's own order.
    pub(crate) fn in_body_order(&self, read: Vec<String>) -> Vec<String> {
        let mut texts = vec![String::new(); self.order.len()];
        for (at, text) in self.order.iter().zip(read) {
            if let Some(place) = texts.get_mut(*at) {
                *place = text;
            }
        }
        texts
    }
}

/// The texts whose words do not stand in the body, as a text of their own.
fn left_out<'t>(
    document: Vec<TextAt>,
    body: &'t [TextAt],
    before: &'t HashSet<String>,
) -> impl Iterator<Item = TextAt> + use<'t> {
    let leaving: HashSet<&str> = body.iter().map(|text| text.text.as_str()).collect();
    let stays =
        move |text: &TextAt| !leaving.contains(text.text.as_str()) && !before.contains(&text.text);
    document.into_iter().filter(stays)
}

fn joined<'t>(texts: impl Iterator<Item = &'t TextAt> + Clone) -> Vec<Segment<'t>> {
    let before = std::iter::once(None).chain(texts.clone().map(Some));
    texts
        .zip(before)
        .map(|(text, before)| Segment {
            text: &text.text,
            label: text.label.as_deref(),
            join: before.map_or(Join::Separate, |before| join(before, text)),
            identifier: false,
        })
        .collect()
}

fn join(before: &TextAt, text: &TextAt) -> Join {
    if is_said(before) && is_said(text) && is_plain(&before.path) && is_plain(&text.path) {
        return Join::Adjacent;
    }
    visit::TextAt::join_after(text, before)
}

/// Whether a text is content of a message.
fn is_said(text: &TextAt) -> bool {
    let content = matches!(
        text.path.steps(),
        [Step::Key(messages), Step::Index(_), Step::Key(content), ..]
            if &**messages == "messages" && &**content == "content"
    );
    content && text.place != Place::Key
}

/// Whether a text is not inside a document that a string holds.
fn is_plain(path: &Path) -> bool {
    !path.steps().contains(&Step::Json)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::plan;

    #[test]
    fn contents_follow_one_another_whatever_stands_between() {
        let request = json!({"user": "u", "messages": [
            {"role": "user", "content": "551-59", "name": "n"},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{\"k\":\"v\"}"}}]},
            {"role": "user", "content": [{"type": "text", "text": "-28"}, {"type": "text", "text": "70"}]},
        ]});
        let texts = visit::texts(&request, &plan::CHAT).unwrap();
        let reading = Reading::new(texts, Vec::new(), &HashSet::new(), Vec::new());
        let segments = reading.segments();
        let read: Vec<(&str, Join)> = segments
            .iter()
            .map(|segment| (segment.text, segment.join))
            .collect();
        assert_eq!(
            read.get(..4).unwrap(),
            [
                ("551-59", Join::Separate),
                ("-28", Join::Adjacent),
                ("70", Join::Adjacent),
                ("u", Join::Separate),
            ]
        );
        let texts = segments
            .iter()
            .map(|segment| segment.text.to_owned())
            .collect();
        let body: Vec<&str> = reading
            .body()
            .iter()
            .map(|text| text.text.as_str())
            .collect();
        assert_eq!(reading.in_body_order(texts), body);
    }

    #[test]
    fn names_that_the_program_chose_are_identifiers() {
        let request = json!({
            "tools": [{"type": "function", "function": {"name": "tool", "description": "told", "parameters": {"name": "key"}}}],
            "tool_choice": {"type": "function", "function": {"name": "choice"}},
            "messages": [
                {"role": "user", "content": "said"},
                {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "function": {"name": "call", "arguments": "{\"name\":\"value\"}"}}]},
                {"role": "tool", "content": "answer", "name": "answered"},
            ],
        });
        let document = json!({"user": "u", "messages": [{"role": "user", "name": "somebody"}]});
        let reading = Reading::new(
            visit::texts(&request, &plan::CHAT_BODY).unwrap(),
            visit::texts(&document, &plan::CHAT).unwrap(),
            &HashSet::new(),
            Vec::new(),
        );
        let segments = reading.segments();
        let names = segments.iter().filter(|segment| segment.identifier);
        let mut names: Vec<&str> = names.map(|segment| segment.text).collect();
        names.sort_unstable();
        assert_eq!(names, ["answered", "call", "choice", "tool"]);
    }

    #[test]
    fn what_is_not_sent_comes_last() {
        let body = json!({"messages": [{"role": "user", "content": "said"}]});
        let document = json!({"user": "u", "messages": [{"role": "user", "content": "said"}]});
        let reading = Reading::new(
            visit::texts(&body, &plan::CHAT_BODY).unwrap(),
            visit::texts(&document, &plan::CHAT).unwrap(),
            &HashSet::new(),
            Vec::new(),
        );
        let texts: Vec<String> = reading
            .segments()
            .iter()
            .map(|segment| segment.text.to_owned())
            .collect();
        assert_eq!(texts, ["said", "u"]);
        assert_eq!(reading.in_body_order(texts), ["said"]);
    }
}
