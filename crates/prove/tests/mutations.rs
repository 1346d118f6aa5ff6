//! Every statement is false of rules that are broken: without a rule it rests on, with such a rule turned round, or with the
//! rule that it names on top. Each time a request shows what is wrong, in words that people can read.
//!
//! That no rule can go missing or be turned round unnoticed at all is the business of the rules' own cases
//! (`crates/policy/src/tests/mutation.rs`).
#![expect(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use anteroom_policy::Book;
use anteroom_prove::{Claim, Counterexample, Never, Statement};
use cedar_policy::Effect;
use support::{book, prove};

/// The statements about requests that are never allowed.
fn nevers() -> impl Iterator<Item = (Statement, Never)> {
    let all = Statement::shipped().unwrap().into_iter();
    all.filter_map(|statement| match &statement.proves {
        Claim::Never(never) => Some((statement.clone(), never.clone())),
        _ => None,
    })
}

/// The request that shows that a statement is false of these rules.
fn shown(statement: &Statement, rules: &Book, how: &str) -> Counterexample {
    let found = prove(statement, rules).broken;
    let found = found.unwrap_or_else(|| panic!("{} holds {how}", statement.name));
    assert!(found.is_readable(), "{}: {found:?}", statement.name);
    found
}

trait Readable {
    fn is_readable(&self) -> bool;
}

impl Readable for Counterexample {
    /// It says what is wrong, and of which request, without a word of Cedar's own. Where any added rule breaks a statement,
    /// no fact of that request matters.
    fn is_readable(&self) -> bool {
        let is_plain = |text: &str| !text.contains("::\"") && !text.contains("__entity");
        let mut facts = self.facts.iter();
        !self.says.is_empty()
            && !self.facts.is_empty()
            && facts.all(|fact| is_plain(&fact.at) && is_plain(&fact.value))
    }
}

#[test]
fn without_a_rule_that_it_rests_on_a_statement_is_false() {
    for (statement, never) in nevers() {
        assert!(
            !never.rests_on.is_empty(),
            "{} rests on nothing",
            statement.name
        );
        for line in &never.rests_on {
            let without = book(|id| !line.iter().any(|gone| gone == id), &[]);
            assert_eq!(
                without.rules().len() + line.len(),
                Book::SHIPPED.len(),
                "{}: {line:?}",
                statement.name
            );
            shown(&statement, &without, &format!("without {line:?}"));
        }
    }
}

#[test]
fn with_a_rule_that_it_rests_on_turned_round_a_statement_is_false() {
    for (statement, never) in nevers() {
        for line in &never.rests_on {
            let is_named = |id: &str| line.iter().any(|named| named == id);
            let turned = Book::SHIPPED.iter().filter(|(id, _)| is_named(id));
            let turned: Vec<_> = turned
                .map(|(id, text)| ((*id).to_owned(), text.replace("\nwhen {", "\nunless {")))
                .collect();
            let rules = book(|id| !is_named(id), &turned);
            assert_eq!(rules.rules().len(), Book::SHIPPED.len());
            shown(&statement, &rules, &format!("with {line:?} turned round"));
        }
    }
}

#[test]
fn a_statement_rests_on_no_rule_that_it_does_not_name() {
    let all = Book::shipped().unwrap();
    let permits = |id: &str| {
        let mut rules = all.rules().iter().filter(|rule| rule.id() == id);
        rules.any(|rule| rule.policy().effect() == Effect::Permit)
    };
    for (statement, never) in nevers() {
        let named = |id: &str| never.rests_on.iter().flatten().any(|named| named == id);
        let only = book(|id| named(id) || permits(id), &[]);
        assert!(
            prove(&statement, &only).broken.is_none(),
            "{} rests on more",
            statement.name
        );
    }
}

/// A rule of this house around a Cedar policy.
fn rule(policy: &str) -> (String, String) {
    let notes = "@id(\"federal/broken\") @reason(\"broken\") @says(\"s\") @next(\"n\") @cite(\"c\") \
                 @effective(\"2013-09-23\") @until(\"open\") @last_checked(\"2026-11-01\")";
    ("federal/broken".into(), format!("{notes}\n{policy}"))
}

/// The rules, or the statement, as the statement itself says that they would be wrong.
fn broken(statement: Statement) -> Option<(Statement, Book)> {
    let with = |policy: &str| book(|_| true, &[rule(policy)]);
    match &statement.proves {
        Claim::Never(_) => None,
        Claim::NoErrors(of) => {
            let (head, condition) = (
                "forbid (principal, action == Action::\"remark\", resource)",
                &of.broken_by,
            );
            let rules = with(&format!("{head} when {{ {condition} }};"));
            Some((statement, rules))
        }
        Claim::Monotone(of) => {
            let rules = with(&of.broken_by);
            Some((statement, rules))
        }
        Claim::OnlyStricter(of) => {
            let mut wrong = of.clone();
            wrong.any_rule = wrong.broken_by.clone();
            let proves = Claim::OnlyStricter(wrong);
            Some((
                Statement {
                    proves,
                    ..statement
                },
                Book::shipped().unwrap(),
            ))
        }
    }
}

#[test]
fn with_the_rule_that_it_names_any_other_statement_is_false() {
    let others: Vec<_> = Statement::shipped()
        .unwrap()
        .into_iter()
        .filter_map(broken)
        .collect();
    assert_eq!(others.len(), 3);
    for (statement, rules) in others {
        shown(&statement, &rules, "with the rule that breaks it");
    }
}
