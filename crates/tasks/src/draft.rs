//! A checked draft: the sections of a reply, what the checks found, and what the program adds.

use serde::Serialize;

use crate::check::{self, Case, Finding, Place, Weight};
use crate::form::Form;
use crate::icd10cm::Codes;
use crate::reply::{Reply, Section};
use crate::task::{Disclosure, End, Task};

/// What checks may look things up in.
#[derive(Clone, Copy, Default)]
pub struct Tools<'a> {
    /// The practice's list of ICD-10-CM codes.
    pub codes: Option<&'a Codes>,
}

/// A reply that was checked. Holds what was written: it has no `Debug`.
#[derive(Clone, Serialize)]
pub struct Draft {
    /// The sections, as they came.
    pub sections: Vec<Section>,
    /// What the checks found, in their order.
    pub findings: Vec<Finding>,
    /// Where the quotes stand in the form.
    pub quotes: Vec<Place>,
    #[serde(skip)]
    pub(crate) reply: String,
    #[serde(skip)]
    disclosures: Vec<Disclosure>,
}

impl Draft {
    /// Checks a reply to a form.
    #[must_use]
    pub fn of(form: &Form<'_>, text: &str, tools: Tools<'_>) -> Draft {
        let reply = Reply::read(text, &form.task().output);
        let case = Case {
            form,
            reply: &reply,
            text,
            codes: tools.codes,
        };
        let (findings, quotes) = check::all(&case);
        Draft {
            findings,
            quotes,
            sections: reply.sections,
            reply: text.to_owned(),
            disclosures: form.task().disclosures.clone(),
        }
    }

    /// Whether it holds what the task promises.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.failed().next().is_none()
    }

    /// The findings that fail it.
    pub fn failed(&self) -> impl Iterator<Item = &Finding> {
        let fails = |finding: &&Finding| finding.weight == Weight::Fails;
        self.findings.iter().filter(fails)
    }

    /// The draft as it is read: the program's own sentences above and below what was written.
    #[must_use]
    pub fn page(&self) -> String {
        framed(&self.disclosures, &self.reply)
    }
}

impl Task {
    /// A text as it is read, whether or not its form still fits this version of the task: the program's own sentences
    /// above and below what was written.
    #[must_use]
    pub fn page(&self, text: &str) -> String {
        framed(&self.disclosures, text)
    }
}

fn framed(disclosures: &[Disclosure], text: &str) -> String {
    let at = |end: End| disclosures.iter().filter(move |one| one.place == end);
    let mut page: Vec<&str> = at(End::Top).map(|one| one.text.as_str()).collect();
    page.push(text.trim());
    page.extend(at(End::Bottom).map(|one| one.text.as_str()));
    page.join("\n\n") + "\n"
}
