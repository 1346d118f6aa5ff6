//! Every rule's cases, read from the file beside the rule.

use std::fs;
use std::path::{Path, PathBuf};

use super::base::BASES;
use crate::rules::SHIPPED;
use crate::{Case, Rules};

/// The folder of the rules.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

/// The cases of the rule with this id.
pub(super) fn of(id: &str) -> Vec<Case> {
    let file = folder().join(format!("{id}.cases.toml"));
    let text =
        fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    Case::read(&text, &BASES).unwrap_or_else(|fault| panic!("{id}: {fault}"))
}

#[test]
fn every_case_of_every_rule_holds() {
    let rules = Rules::shipped().unwrap();
    let ids = rules.ids();
    let faults: Vec<_> = ids
        .iter()
        .flat_map(|id| of(id).into_iter().filter_map(|case| case.fault(id, &rules)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_has_a_case_where_it_speaks_and_a_near_miss() {
    let conditional = |(_, text): &&(&str, &str)| !text.contains("when {\n  true\n}");
    for (id, _) in SHIPPED.iter().filter(conditional) {
        let speaks: Vec<_> = of(id).iter().map(Case::speaks).collect();
        assert!(
            speaks.contains(&true),
            "{id} has no case in which it speaks"
        );
        assert!(speaks.contains(&false), "{id} has no near miss");
    }
}
