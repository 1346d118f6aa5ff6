//! Which checks a find passed: the recognizers' own, made once more on its words.

use crate::find::Why;
use crate::kind::Kind;
use crate::reason::Check;
use crate::recognize::check;

/// What each reason of a find is as a check.
const SAID: [(Why, Check); 5] = [
    (Why::CONTEXT, Check::ContextWord),
    (Why::FIELD, Check::Label),
    (Why::KEY, Check::Key),
    (Why::LEXICON, Check::WordList),
    (Why::SEAM, Check::Seam),
];

/// The checks that words of a kind passed, given the reasons of those who spoke for them.
pub(super) fn passed(value: &str, kind: Kind, why: Why) -> Vec<Check> {
    let said = SAID.iter().filter(|(reason, _)| why.contains(*reason));
    let mut passed: Vec<Check> = said.map(|(_, check)| *check).collect();
    if why.contains(Why::CHECK) {
        passed.extend(confirming(value, kind));
    }
    passed.sort_unstable();
    passed
}

/// The checks of a kind that its words pass.
fn confirming(value: &str, kind: Kind) -> Vec<Check> {
    let code = check::compact(value);
    let passes = |check: fn(&str) -> bool, says: Check| check(&code).then_some(says);
    let found = match kind {
        Kind::Account => [
            passes(check::card, Check::Card),
            passes(check::iban, Check::Iban),
        ],
        Kind::Date => [Some(Check::Calendar), None],
        Kind::Device => [Some(Check::Device), None],
        Kind::Fax | Kind::Phone => return phone(&code).into_iter().collect(),
        Kind::HealthPlan => [passes(check::mbi, Check::Mbi), None],
        Kind::Ip => [Some(Check::Network), None],
        Kind::License => [passes(check::dea, Check::Dea), None],
        Kind::OtherId => [passes(check::npi, Check::Npi), None],
        Kind::Ssn => [passes(check::ssn, Check::SsnRange), None],
        Kind::Vehicle => [passes(check::vin, Check::Vin), None],
        _ => [None, None],
    };
    found.into_iter().flatten().collect()
}

/// A number of the plan, with or without its country code, or a local one; an extension counts for nothing.
fn phone(code: &str) -> Option<Check> {
    let digits = code.split(char::is_alphabetic).next().unwrap_or_default();
    let ten = digits
        .strip_prefix('1')
        .filter(|rest| rest.len() == 10)
        .unwrap_or(digits);
    let local = ten.get(..3).filter(|_| ten.len() == 7);
    match () {
        () if check::nanp(ten) => Some(Check::PhonePlan),
        () if local.is_some_and(check::is_exchange) => Some(Check::Exchange),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_words_pass_is_named() {
        for (value, kind, checks) in [
            ("4111 1111 1111 1111", Kind::Account, &[Check::Card][..]),
            ("DE89 3704 0044 0532 0130 00", Kind::Account, &[Check::Iban]),
            ("512-44-9081", Kind::Ssn, &[Check::SsnRange]),
            ("9081", Kind::Ssn, &[]),
            ("+1 (614) 555-0142", Kind::Phone, &[Check::PhonePlan]),
            ("614-555-0142 x11", Kind::Phone, &[Check::PhonePlan]),
            ("614-555-0142 ext. 3", Kind::Fax, &[Check::PhonePlan]),
            ("555-0142", Kind::Phone, &[Check::Exchange]),
            ("0494 92 82 32", Kind::Phone, &[]),
            ("1EG4-TE5-MK73", Kind::HealthPlan, &[Check::Mbi]),
            ("1234567893", Kind::OtherId, &[Check::Npi]),
            ("AB1234563", Kind::License, &[Check::Dea]),
            ("1M8GDM9AXKP042788", Kind::Vehicle, &[Check::Vin]),
        ] {
            assert_eq!(passed(value, kind, Why::CHECK), checks, "{value}");
            assert_eq!(passed(value, kind, Why::PATTERN), [], "{value}");
        }
    }
}
