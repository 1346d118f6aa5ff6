//! Codes: each line of a list of codes begins with one, `CODE | description | …`. What is checked is its form, and against
//! the practice's own code file whether it exists and can be billed.

use super::{Case, Check, Found};
use crate::icd10cm::{Codes, is_code};

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    if !case.form.task().check.icd10cm {
        return;
    }
    let lines = case.known().flat_map(|(_, section)| section.text.lines());
    let mut unchecked = 0;
    for code in lines.filter_map(first_cell) {
        match case.codes {
            _ if is_cpt(code) => found.fails(
                Check::Codes,
                format!("{code} looks like a CPT code. CPT is off until a license is on file."),
            ),
            _ if !is_code(code) => {
                found.fails(
                    Check::Codes,
                    format!("{code} is not written as an ICD-10-CM code."),
                );
            }
            Some(codes) => look_up(code, codes, found),
            None => unchecked += 1,
        }
    }
    if unchecked > 0 {
        found.look(
            Check::Codes,
            format!("{unchecked} codes were not looked up: no ICD-10-CM code file is loaded."),
        );
    }
}

fn look_up(code: &str, codes: &Codes, found: &mut Found) {
    match codes.get(code) {
        None => found.fails(
            Check::Codes,
            format!("{code} is not in the code file. Strike it out."),
        ),
        Some(entry) if !entry.billable => found.look(
            Check::Codes,
            format!(
                "{code} cannot be billed; it needs more detail. Official words: {}",
                entry.long
            ),
        ),
        Some(entry) => found.look(
            Check::Codes,
            format!("{code} is in the code file: {}", entry.long),
        ),
    }
}

/// The first cell of a row of a table; none for its head and rule.
fn first_cell(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches(['|', '-', '*', ' ']);
    let (first, _) = line.split_once('|')?;
    let first = first.trim().trim_matches('*');
    let has_digit = first.chars().any(|c| c.is_ascii_digit());
    has_digit.then_some(first)
}

fn is_cpt(code: &str) -> bool {
    code.len() == 5 && code.chars().all(|c| c.is_ascii_digit())
}
