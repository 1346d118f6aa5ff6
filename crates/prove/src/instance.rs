//! The sets of rules that a statement must hold for: they differ by kind of question, action, day and state.

use std::collections::BTreeSet;

use anteroom_policy::{Action, Book, Rule, Subject};
use cedar_policy::{Policy, PolicySet};
use jiff::civil::Date;

/// The rules that have a say on one action in one kind of question, from one day on.
#[derive(Clone, Debug)]
pub(crate) struct Instance<'b> {
    pub(crate) subject: Subject,
    pub(crate) action: Action,
    /// First day on which just these rules have the say.
    pub(crate) day: Date,
    pub(crate) rules: Vec<&'b Rule>,
}

impl<'b> Instance<'b> {
    /// The rules that count on a day, of those that `takes` lets in.
    pub(crate) fn on(
        book: &'b Book,
        (subject, action): (Subject, Action),
        day: Date,
        takes: impl Fn(&Rule) -> bool,
    ) -> Instance<'b> {
        let counts =
            |rule: &&Rule| rule.speaks(subject, action) && rule.in_force(day) && takes(rule);
        Instance {
            subject,
            action,
            day,
            rules: book.rules().iter().filter(counts).collect(),
        }
    }

    /// Every different set of the rules that `takes` lets in, from a day on. What does not change between two days is
    /// listed once.
    pub(crate) fn all(
        book: &'b Book,
        kind: (Subject, Action),
        from: Option<Date>,
        takes: impl Fn(&Rule) -> bool,
    ) -> Vec<Instance<'b>> {
        let mut seen = BTreeSet::new();
        let each = days(book, from).into_iter();
        each.map(|day| Instance::on(book, kind, day, &takes))
            .filter(|instance| seen.insert(instance.names()))
            .collect()
    }

    fn names(&self) -> Vec<&'b str> {
        self.rules.iter().map(|rule| rule.id()).collect()
    }

    /// Whether it is, word for word, the same set of rules.
    pub(crate) fn is_same(&self, other: &Instance<'_>) -> bool {
        self.rules.len() == other.rules.len()
            && self.rules.iter().zip(&other.rules).all(|(one, other)| {
                one.id() == other.id() && one.asked().to_string() == other.asked().to_string()
            })
    }

    /// The policies as they are put to Cedar, each first changed by `change`, with further ones.
    pub(crate) fn policies<E>(
        &self,
        change: impl Fn(&Policy) -> Result<Policy, E>,
        further: impl IntoIterator<Item = Policy>,
    ) -> Result<Option<PolicySet>, E> {
        let mut set = PolicySet::new();
        let own = self.rules.iter().map(|rule| change(rule.asked()));
        for policy in own.chain(further.into_iter().map(Ok)) {
            if set.add(policy?).is_err() {
                return Ok(None);
            }
        }
        Ok(Some(set))
    }
}

/// The first day, and every later one on which a rule begins or ends.
fn days(book: &Book, from: Option<Date>) -> BTreeSet<Date> {
    let turns = book.turns();
    let later = |day: &Date| from.is_none_or(|from| from < *day);
    turns.iter().copied().filter(later).chain(from).collect()
}
