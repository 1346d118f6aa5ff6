//! Merge fields: only those that the practice's system will fill.

use super::{Case, Check, Found};
use crate::tokens;

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    let known = &case.form.task().check.merge_fields;
    for name in tokens::merge_fields(case.text) {
        if !known.iter().any(|known| known == name) {
            found.fails(
                Check::MergeFields,
                format!("{{{{{name}}}}} is not a merge field of this task."),
            );
        }
    }
}
