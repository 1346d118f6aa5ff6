//! Is a reply JSON although nobody asked for it? Its beginning tells.
//!
//! Programs ask for JSON in the prompt and parse the content, so a value with a quote or a line break must not break it.

/// Longest beginning that is kept while it says nothing yet, in bytes.
const MOST: usize = 256;
const FENCE: &str = "```json";

/// The beginning of a text.
#[derive(Clone, Default)]
pub(super) struct Sniff(String);

impl Sniff {
    /// Takes the next chunk. `Some` once it is certain whether the text is JSON.
    pub(super) fn push(&mut self, chunk: &str) -> Option<bool> {
        self.0.push_str(chunk.get(..MOST).unwrap_or(chunk));
        match is_json(self.0.trim_start()) {
            None if self.0.len() > MOST => Some(false),
            certain => certain,
        }
    }
}

/// An object, a list of objects or strings, or a fence around either; a placeholder's bracket is none.
fn is_json(start: &str) -> Option<bool> {
    if let Some(list) = start.strip_prefix('[') {
        let first = list.trim_start().bytes().next()?;
        return Some(matches!(first, b'{' | b'"'));
    }
    if FENCE.starts_with(start) && start.len() < FENCE.len() {
        return None;
    }
    Some(start.starts_with('{') || start.starts_with(FENCE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_tells() {
        for (chunks, json) in [
            (&["{\"a\":1}"][..], Some(true)),
            (&["", " \n", "{"], Some(true)),
            (&["[", "{"], Some(true)),
            (&["[", "\"a\"]"], Some(true)),
            (&["[PATIENT_1] is well"], Some(false)),
            (&["["], None),
            (&["`", "``js", "on\n{"], Some(true)),
            (&["```", "\ncode"], Some(false)),
            (&["`code`"], Some(false)),
            (&["Hello {"], Some(false)),
            (&["  "], None),
        ] {
            let mut sniff = Sniff::default();
            let said = chunks.iter().find_map(|chunk| sniff.push(chunk));
            assert_eq!(said, json, "{chunks:?}");
        }
    }

    #[test]
    fn it_does_not_wait_for_ever() {
        let mut sniff = Sniff::default();
        assert_eq!(sniff.push(&" ".repeat(MOST)), None);
        assert_eq!(sniff.push(" "), Some(false));
    }
}
