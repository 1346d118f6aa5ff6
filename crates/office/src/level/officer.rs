//! Who may raise the level again: a compliance officer of the practice.

use anteroom_audit::Word;
use anteroom_policy::Role;

use crate::account::Account;
use crate::error::OfficeError;
use crate::id::Id;
use crate::shelf::Shelf;
use crate::training::Person;

/// The name of a compliance officer. The roles of their account count where they have one, else the words of the roster.
///
/// # Errors
/// [`OfficeError::Refused`] for anybody else, and for one who has left or may not sign in.
pub fn officer(shelf: &Shelf, who: &Id) -> Result<Word, OfficeError> {
    let accounts = shelf.all::<Account>()?;
    if let Some(kept) = accounts.into_iter().find(|kept| kept.id == *who) {
        let account = kept.record;
        let may = !account.disabled && account.roles.contains(&Role::ComplianceOfficer);
        return may.then_some(account.name).ok_or(NOT_ONE);
    }
    let people = shelf.all::<Person>()?.into_iter();
    let mut person = people.filter(|kept| kept.id == *who);
    let person = person.next().map(|kept| kept.record);
    let is_one = |person: &Person| {
        person.works_here(shelf.today())
            && Role::called(person.role.as_str()) == Some(Role::ComplianceOfficer)
    };
    let person = person.filter(is_one).ok_or(NOT_ONE)?;
    Ok(person.name)
}

const NOT_ONE: OfficeError = OfficeError::Refused(
    "only a compliance officer on the roster may do this; see `anteroom training person` and `anteroom user add`",
);
