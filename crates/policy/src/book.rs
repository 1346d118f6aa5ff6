//! The rules as they are written, for whoever checks, compares or adds to them.
//!
//! A book is a list of rules that fit the schema; [`Book::compile`] makes it ready to be asked. Deciding never looks here.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::decision::RuleSetId;
use crate::rule::Rule;
use crate::rules::{RuleError, Rules, SCHEMA, SHIPPED, fingerprint, validate};

/// Names and texts of the statements about the rules that are proved for every request, found by `build.rs`.
pub const STATEMENTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/proofs.rs"));

/// Rules that fit the schema.
#[derive(Clone, Debug)]
pub struct Book {
    id: RuleSetId,
    rules: Vec<Rule>,
}

impl Book {
    /// What a rule may look at, in Cedar's schema language.
    pub const SCHEMA: &str = SCHEMA;

    /// Id and text of every rule that is part of the program.
    pub const SHIPPED: &[(&str, &str)] = SHIPPED;

    /// The rules that are part of the program.
    ///
    /// # Errors
    /// As [`Rules::shipped`].
    pub fn shipped() -> Result<Book, RuleError> {
        Book::read(SHIPPED)
    }

    /// Reads rules given as (id, text).
    ///
    /// # Errors
    /// When a rule does not parse, lacks an annotation, does not fit the schema, or there are two of one name.
    pub fn read<S: AsRef<str>>(texts: &[(S, S)]) -> Result<Book, RuleError> {
        let rules = texts
            .iter()
            .map(|(id, text)| Rule::parse(id.as_ref(), text.as_ref()))
            .collect::<Result<Vec<_>, _>>()?;
        validate(&rules)?;
        Ok(Book {
            id: fingerprint(texts),
            rules,
        })
    }

    /// The same rules with another text for one of them, or with one more. The id is that of the rules before.
    ///
    /// # Errors
    /// As [`Book::read`].
    pub fn with(&self, id: &str, text: &str) -> Result<Book, RuleError> {
        let rule = Rule::parse(id, text)?;
        validate(std::slice::from_ref(&rule))?;
        let others = self.rules.iter().filter(|other| other.id() != id);
        Ok(Book {
            id: self.id,
            rules: others.cloned().chain([rule]).collect(),
        })
    }

    /// The exact text of these rules, as one hash.
    #[must_use]
    pub fn id(&self) -> RuleSetId {
        self.id
    }

    /// Every rule, whatever its dates.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The days on which a rule begins or ends, in order: between two of them the same rules count.
    #[must_use]
    pub fn turns(&self) -> BTreeSet<Date> {
        turns(&self.rules)
    }

    /// The rules ready to be asked.
    ///
    /// # Errors
    /// When a table of this crate cannot be read.
    pub fn compile(self) -> Result<Rules, RuleError> {
        Rules::assemble(self.rules, self.id)
    }
}

/// The days on which one of these rules begins or ends.
pub(crate) fn turns(rules: &[Rule]) -> BTreeSet<Date> {
    let days = |rule: &Rule| [Some(rule.effective()), rule.until()];
    rules.iter().flat_map(days).flatten().collect()
}
