//! Every statement holds of the shipped rules. That none holds of rules that are broken is shown in `mutations.rs`.

mod support;

use anteroom_policy::{Action, Book};
use anteroom_prove::{Claim, Counterexample, Statement};
use cedar_policy::Effect;
use support::{book, prove, prover};

#[test]
fn every_statement_holds() {
    let book = Book::shipped().unwrap();
    for statement in Statement::shipped().unwrap() {
        let finding = prove(&statement, &book);
        assert!(finding.questions > 0, "{} asks nothing", statement.name);
        assert!(
            finding.broken.is_none(),
            "{}: {:?}",
            statement.name,
            finding.broken
        );
    }
}

/// A counterexample says what is wrong, by which rules, and which facts make it so.
#[test]
fn a_broken_rule_is_shown_by_a_request_that_people_can_read() {
    let statements = Statement::shipped().unwrap();
    let statement = statements.iter().find(|of| of.name == "people").unwrap();
    let without = book(|id| id != "federal/people/shared-login", &[]);
    let broken = prove(statement, &without).broken.unwrap();
    assert!(Action::LADDER.contains(&broken.action));
    assert_eq!(
        broken.says,
        format!("`{}` is open for this request", broken.action.code())
    );
    assert_eq!(broken.day.to_string(), "2013-09-23");
    assert!(
        broken
            .rules
            .iter()
            .all(|rule| rule.starts_with("federal/lanes/")),
        "{:?}",
        broken.rules
    );
    let facts = matters(&broken);
    assert!(
        facts.contains(&"principal.training = current".to_owned()),
        "{facts:?}"
    );
    assert!(
        facts.contains(&"principal.unique_login = false".to_owned()),
        "{facts:?}"
    );
}

/// Evidence of several states is proved state by state, which is enough only while a state's rules open nothing.
#[test]
fn no_state_opens_a_step() {
    for rule in Book::shipped().unwrap().rules() {
        let opens = rule.policy().effect() == Effect::Permit
            && rule
                .actions()
                .iter()
                .any(|action| *action != Action::Remark);
        assert!(rule.state().is_none() || !opens, "{}", rule.id());
    }
}

/// The places of a record type in the schema, as rules read them.
fn leaves(at: &str, of: &serde_json::Value, into: &mut Vec<String>) {
    match of
        .get("attributes")
        .and_then(|attributes| attributes.as_object())
    {
        Some(parts) => parts
            .iter()
            .for_each(|(name, part)| leaves(&format!("{at}.{name}"), part, into)),
        None => into.push(at.to_owned()),
    }
}

#[test]
fn no_item_of_evidence_is_left_out() {
    let (fragment, _) = cedar_policy::SchemaFragment::from_cedarschema_str(Book::SCHEMA).unwrap();
    let schema = fragment.to_json_value().unwrap();
    let mut places = Vec::new();
    for (at, name) in [
        ("resource.evidence", "Evidence"),
        ("resource.approval", "Approval"),
    ] {
        leaves(at, &schema[""]["commonTypes"][name], &mut places);
    }
    assert!(places.len() > 20, "{places:?}");
    let statements = Statement::shipped().unwrap();
    let raised = |place: &String| {
        statements.iter().any(|statement| match &statement.proves {
            Claim::Monotone(of) => of.items.iter().any(|item| item.at == *place),
            _ => false,
        })
    };
    let forgotten: Vec<_> = places.iter().filter(|place| !raised(place)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[test]
fn a_statement_that_cannot_be_read_is_refused() {
    let table = [
        "says = 1",
        "says = 'a'\ncite = 'b'\n[proves.maybe]",
        "says = 'a'\ncite = 'b'\nmore = 1\n[proves.no_errors]\nbroken_by = 'true'",
    ];
    for text in table {
        assert!(Statement::read("bad", text).is_err(), "{text}");
    }
    let misspelt = "says='a'\ncite='b'\n[proves.never]\nrests_on=[]\nrequests='permit(principal, action, resource) when { context.contend };'";
    let statement = Statement::read("misspelt", misspelt).unwrap();
    assert!(
        prover()
            .prove(&statement, &Book::shipped().unwrap())
            .is_err()
    );
}

/// The facts that make it so.
fn matters(example: &Counterexample) -> Vec<String> {
    let facts = example.facts.iter().filter(|fact| fact.matters);
    facts
        .map(|fact| format!("{} = {}", fact.at, fact.value))
        .collect()
}
