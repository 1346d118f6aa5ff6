//! Placeholders: none may be made up, and where a task says so, none may be lost.

use super::{Case, Check, Found};
use crate::tokens;

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    let given = case.given();
    let (given, written) = (
        tokens::placeholders(&given),
        tokens::placeholders(case.text),
    );
    for invented in written.difference(&given) {
        found.fails(
            Check::Placeholders,
            format!("{invented} stands in the answer, but nobody gave it. Take it out."),
        );
    }
    if case.form.task().check.keep_placeholders {
        for lost in given.difference(&written) {
            found.fails(
                Check::Placeholders,
                format!("{lost} was given, but it is lost in the answer. Use it as it is."),
            );
        }
    }
}
