//! Reading a reply: its sections, each under its heading.

use serde::Serialize;

use crate::task::{Contract, Spot};

/// A section of an answer. Holds what was written: it has no `Debug`.
#[derive(Clone, Eq, PartialEq, Serialize)]
pub struct Section {
    /// Its heading, as the task names it where the task knows it.
    pub heading: String,
    /// What stands below it.
    pub text: String,
    /// Line of the reply on which its heading stands, from 1.
    pub line: usize,
}

/// A reply, cut at its headings.
pub(crate) struct Reply {
    /// What stands before the first heading.
    pub(crate) before: String,
    pub(crate) sections: Vec<Section>,
}

impl Reply {
    /// Cuts a reply. A heading may be bold, numbered otherwise in capitals, or end in a colon.
    pub(crate) fn read(text: &str, contract: &Contract) -> Reply {
        let mut reply = Reply {
            before: String::new(),
            sections: Vec::new(),
        };
        for (at, line) in text.lines().enumerate() {
            match heading(line) {
                Some(heading) => reply.sections.push(Section {
                    heading: known(heading, contract),
                    text: String::new(),
                    line: at + 1,
                }),
                None => reply.push(line),
            }
        }
        reply
    }

    fn push(&mut self, line: &str) {
        let text = match self.sections.last_mut() {
            Some(section) => &mut section.text,
            None => &mut self.before,
        };
        text.push_str(line);
        text.push('\n');
    }
}

fn heading(line: &str) -> Option<&str> {
    let heading = line.trim().strip_prefix("##")?.trim_start_matches('#');
    Some(
        heading
            .trim()
            .trim_matches('*')
            .trim_end_matches(':')
            .trim(),
    )
}

/// The task's own spelling of a heading.
fn known(heading: &str, contract: &Contract) -> String {
    let same = |spot: &&Spot| spot.heading.to_lowercase() == heading.to_lowercase();
    let spot = contract.sections.iter().find(same);
    spot.map_or_else(|| heading.to_owned(), |spot| spot.heading.clone())
}
