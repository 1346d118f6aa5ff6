//! What `request.rs` builds is what the schema promises to the rules.

use cedar_policy::{Context, Entities, Request, Schema};
use proptest::prelude::*;

use super::base::{any_errands, any_facts, noon};
use crate::ladder::Action;
use crate::rules::SCHEMA;
use crate::{
    ApprovedFor, Audience, BaaStatus, DeploymentKind, Export, Host, Lane, Medium, Nature, Phi,
    PracticeKind, Region, Reviewed, RiskStatus, Role, Rules, Sensitive, Standing, Training,
    TrainingUse, UseCase,
};

#[test]
fn the_schema_lists_the_same_words() {
    fn line<T: Copy>(name: &str, all: &[T], code: impl Fn(T) -> &'static str) -> String {
        let words: Vec<_> = all
            .iter()
            .map(|word| format!("\"{}\"", code(*word)))
            .collect();
        format!("entity {name} enum [{}];", words.join(", "))
    }
    let lines = [
        line("ApprovedFor", ApprovedFor::ALL, ApprovedFor::code),
        line("DeploymentKind", DeploymentKind::ALL, DeploymentKind::code),
        line("Export", Export::ALL, Export::code),
        line("Host", Host::ALL, Host::code),
        line("Phi", Phi::ALL, Phi::code),
        line("Audience", Audience::ALL, Audience::code),
        line("BaaStatus", BaaStatus::ALL, BaaStatus::code),
        line("Lane", Lane::ALL, Lane::code),
        line("Medium", Medium::ALL, Medium::code),
        line("Nature", Nature::ALL, Nature::code),
        line("PracticeKind", PracticeKind::ALL, PracticeKind::code),
        line("Region", Region::ALL, Region::code),
        line("Reviewed", Reviewed::ALL, Reviewed::code),
        line("RiskStatus", RiskStatus::ALL, RiskStatus::code),
        line("Role", Role::ALL, Role::code),
        line("Sensitive", Sensitive::ALL, Sensitive::code),
        line("Standing", Standing::ALL, Standing::code),
        line("Training", Training::ALL, Training::code),
        line("TrainingUse", TrainingUse::ALL, TrainingUse::code),
    ];
    for line in lines {
        assert!(SCHEMA.contains(&line), "the schema has no line\n{line}");
    }
}

#[test]
fn the_schema_lists_the_same_use_cases_and_actions() {
    let cases: Vec<_> = UseCase::all()
        .map(|case| format!("  \"{}\"", case.code()))
        .collect();
    let list = format!("entity UseCase enum [\n{}\n];", cases.join(",\n"));
    assert!(SCHEMA.contains(&list));
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).unwrap();
    let mut actions: Vec<_> = schema
        .actions()
        .map(|action| action.id().unescaped().to_owned())
        .collect();
    actions.sort_unstable();
    let mut known = Action::ALL.map(Action::code);
    known.sort_unstable();
    assert_eq!(actions, known);
}

#[test]
fn a_word_outside_the_list_would_be_noticed() {
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).unwrap();
    let json = serde_json::json!({
        "content": { "export": { "__entity": { "type": "Export", "id": "fax" } }, "phi": { "__entity": { "type": "Phi", "id": "none" } } },
        "now": 0,
        "practice": { "highest_level": 3, "incident_hold": false, "state": "OH", "states": ["OH"] },
    });
    let action = "Action::\"send_reviewed\"".parse().unwrap();
    let context = Context::from_json_value(json, None).unwrap();
    let request = Request::new(
        "Caller::\"a\"".parse().unwrap(),
        action,
        "Connection::\"b\"".parse().unwrap(),
        context,
        Some(&schema),
    );
    assert!(request.is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_question_fits_the_schema(facts in prop_oneof![any_facts(), any_errands()]) {
        let rules = Rules::compile(&[]).unwrap();
        let (schema, _) = Schema::from_cedarschema_str(SCHEMA).unwrap();
        let question = rules.types.question(&facts, &rules.zones, noon()).unwrap();
        for step in Action::ALL {
            let request = question.ask(rules.types.action(step).unwrap()).unwrap();
            let [who, what, place] = [request.principal(), request.action(), request.resource()].map(|uid| uid.unwrap().clone());
            let context = request.context().unwrap().clone();
            prop_assert!(Request::new(who, what, place, context, Some(&schema)).is_ok());
        }
        prop_assert!(Entities::from_entities(question.entities.iter().cloned(), Some(&schema)).is_ok());
    }
}
