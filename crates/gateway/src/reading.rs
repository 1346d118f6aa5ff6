//! The texts of a request in the order in which the model will read them.
//!
//! In the client's JSON, a name or a tool call may stand between two messages whose contents follow one another in what
//! is sent. An identifier that is split over such a seam must be seen whole, so the contents of all messages come first,
//! each joined to the one before, and everything else follows.

use anteroom_phi::visit::{self, Path, Place, Step, TextAt};
use anteroom_phi::{Join, Segment};

/// Texts and the order in which they are inspected. Holds clinical text: it has no `Debug`.
pub(crate) struct Reading {
    /// Positions in `texts`.
    order: Vec<usize>,
    /// In the order of the document.
    texts: Vec<TextAt>,
}

impl Reading {
    /// Puts the texts of a document in reading order.
    pub(crate) fn new(texts: Vec<TextAt>) -> Self {
        let (said, rest): (Vec<usize>, Vec<usize>) =
            (0..texts.len()).partition(|at| texts.get(*at).is_some_and(is_said));
        Self {
            order: said.into_iter().chain(rest).collect(),
            texts,
        }
    }

    /// The texts in the order of the document.
    pub(crate) fn texts(&self) -> &[TextAt] {
        &self.texts
    }

    /// The texts as segments, in reading order.
    pub(crate) fn segments(&self) -> Vec<Segment<'_>> {
        let texts = self.order.iter().filter_map(|at| self.texts.get(*at));
        let before = std::iter::once(None).chain(texts.clone().map(Some));
        texts
            .zip(before)
            .map(|(text, before)| Segment {
                text: &text.text,
                label: text.label.as_deref(),
                join: before.map_or(Join::Separate, |before| join(before, text)),
            })
            .collect()
    }

    /// Texts in reading order, put back in the order of the document.
    pub(crate) fn in_document_order(&self, read: Vec<String>) -> Vec<String> {
        let mut texts = vec![String::new(); self.order.len()];
        for (at, text) in self.order.iter().zip(read) {
            if let Some(place) = texts.get_mut(*at) {
                *place = text;
            }
        }
        texts
    }
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
    use crate::plan::CHAT_PLAN;

    #[test]
    fn contents_follow_one_another_whatever_stands_between() {
        let request = json!({"user": "u", "messages": [
            {"role": "user", "content": "551-59", "name": "n"},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{\"k\":\"v\"}"}}]},
            {"role": "user", "content": [{"type": "text", "text": "-28"}, {"type": "text", "text": "70"}]},
        ]});
        let reading = Reading::new(visit::texts(&request, &CHAT_PLAN).unwrap());
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
        let document: Vec<&str> = reading
            .texts()
            .iter()
            .map(|text| text.text.as_str())
            .collect();
        assert_eq!(reading.in_document_order(texts), document);
    }
}
