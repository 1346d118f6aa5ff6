//! Rules that a practice adds for itself. They can only forbid: the law, as shipped, stays the least.
//!
//! The record of such a rule is its text. It is compiled with the shipped rules and means nothing without them.

use cedar_policy::{Effect, Policy};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::ladder::Action;
use crate::rule::Rule;
use crate::rules::{RuleError, SHIPPED};

/// The folder, as it were, in which the ids of a practice's rules lie.
const FOLDER: &str = "practice/";

/// A rule that the practice wrote, as it is kept.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OwnRule {
    /// The file's text.
    pub text: String,
    /// Whether the practice has taken it back.
    pub withdrawn: bool,
}

impl OwnRule {
    /// The kind's name among the practice's records.
    pub const SUBJECT: &'static str = "rule";

    /// A rule of this text.
    #[must_use]
    pub fn new(text: String) -> OwnRule {
        OwnRule {
            text,
            withdrawn: false,
        }
    }

    /// Its name: the `@id` in its text, without the folder.
    ///
    /// # Errors
    /// When the text is no rule, or its id does not lie in `practice/`.
    pub fn name(&self) -> Result<String, RuleError> {
        let policy = Policy::parse(None, &self.text);
        let policy = policy.map_err(|_| RuleError::Syntax("the file".into()))?;
        let id = policy.annotation("id").unwrap_or_default();
        let name = id.strip_prefix(FOLDER).filter(|name| !name.is_empty());
        name.map(str::to_owned)
            .ok_or_else(|| RuleError::Annotation(id.to_owned(), "id"))
    }

    /// Whether it is a rule that can be added: it fits the schema, has every annotation, and only forbids.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn check(&self) -> Result<(), RuleError> {
        let id = format!("{FOLDER}{}", self.name()?);
        Book::read(&[(&id, &self.text)])?
            .rules()
            .iter()
            .try_for_each(stricter)
    }
}

impl Book {
    /// The shipped rules with those of a practice on top, given by name.
    ///
    /// # Errors
    /// When one of them does not fit the shipped rules, such as after an upgrade. Then nothing may be decided.
    pub fn with_own<'a>(
        own: impl IntoIterator<Item = (&'a str, &'a OwnRule)>,
    ) -> Result<Book, RuleError> {
        let standing = own.into_iter().filter(|(_, rule)| !rule.withdrawn);
        let own = standing.map(|(name, rule)| (format!("{FOLDER}{name}"), rule.text.clone()));
        let shipped = SHIPPED.iter();
        let shipped = shipped.map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
        let book = Book::read(&shipped.chain(own).collect::<Vec<_>>())?;
        book.rules()
            .iter()
            .filter(|rule| rule.is_own())
            .try_for_each(stricter)?;
        Ok(book)
    }
}

impl Rule {
    /// Whether a practice wrote it.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.id().starts_with(FOLDER)
    }
}

/// A practice's rule forbids, and what it forbids can be forbidden.
fn stricter(rule: &Rule) -> Result<(), RuleError> {
    if rule.policy().effect() == Effect::Permit {
        return Err(RuleError::Permits(rule.id().to_owned()));
    }
    if rule.actions().contains(&Action::Remark) {
        return Err(RuleError::Actions(rule.id().to_owned()));
    }
    Ok(())
}
