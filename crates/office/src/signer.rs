//! Who signs, approves or raises the level again: somebody on file, in a role that they hold.

use anteroom_audit::Word;
use anteroom_policy::Role;
use jiff::civil::Date;

use crate::account::Account;
use crate::desk::Kept;
use crate::error::OfficeError;
use crate::id::Id;
use crate::shelf::Shelf;
use crate::training::Person;

/// Whether a name has to be somebody's on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Always.
    Must,
    /// Once anybody is on file. A licensed professional may also be somebody from outside, such as a consultant who
    /// signs for a task.
    WhereSomebodyIs,
}

/// Somebody on file, with the roles that count today: those of an account, else the words of the roster.
struct Candidate {
    id: Id,
    name: Word,
    roles: Vec<Role>,
}

/// The name on file of whoever signs in a role (45 CFR 164.308(a)(2) has the practice say whose duty it is). `who` is
/// their name, with or without what stands behind a comma, or their id.
///
/// # Errors
/// [`OfficeError::Refused`] for anybody else, and for one who has left or may not sign in.
pub fn signer(shelf: &Shelf, who: &Word, role: Role, known: Known) -> Result<Word, OfficeError> {
    let (accounts, people) = (shelf.all()?, shelf.all()?);
    chosen(
        &candidates(&accounts, &people, shelf.today()),
        who,
        role,
        known,
    )
}

fn chosen(all: &[Candidate], who: &Word, role: Role, known: Known) -> Result<Word, OfficeError> {
    let named: Vec<&Candidate> = all.iter().filter(|one| one.is_called(who)).collect();
    if let Some(one) = named.iter().find(|one| one.roles.contains(&role)) {
        // One name a person, so that nobody counts as two.
        return Ok(one.name.clone());
    }
    let is_free = known == Known::WhereSomebodyIs && (all.is_empty() || role.is_licensed());
    match is_free && named.is_empty() {
        true => Ok(who.clone()),
        false => Err(refusal(role)),
    }
}

/// Everybody on file, by account or roster; one who has left or may not sign in holds no role.
fn candidates(accounts: &[Kept<Account>], people: &[Kept<Person>], today: Date) -> Vec<Candidate> {
    let has_left = |id: &Id| {
        let mut people = people.iter().filter(|kept| kept.id == *id);
        people.any(|kept| !kept.record.works_here(today))
    };
    let of_accounts = accounts.iter().map(|kept| {
        let roles = kept.record.roles.iter().copied();
        let holds = !kept.record.disabled && !has_left(&kept.id);
        Candidate::new(&kept.id, &kept.record.name, roles.filter(|_| holds))
    });
    let has_account = |kept: &&Kept<Person>| accounts.iter().any(|one| one.id == kept.id);
    let of_roster = people.iter().filter(|kept| !has_account(kept)).map(|kept| {
        let role = Role::called(kept.record.role.as_str());
        let role = role.filter(|_| !has_left(&kept.id));
        Candidate::new(&kept.id, &kept.record.name, role.into_iter())
    });
    of_accounts.chain(of_roster).collect()
}

impl Candidate {
    fn new(id: &Id, name: &Word, roles: impl Iterator<Item = Role>) -> Candidate {
        Candidate {
            id: id.clone(),
            name: name.clone(),
            roles: roles.collect(),
        }
    }

    fn is_called(&self, who: &Word) -> bool {
        let who = who.as_str().trim();
        let bare = who.split(',').next().unwrap_or(who).trim();
        [self.id.as_str(), self.name.as_str()]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(who) || own.eq_ignore_ascii_case(bare))
    }
}

fn refusal(role: Role) -> OfficeError {
    OfficeError::Refused(match role {
        Role::ComplianceOfficer => {
            "only a compliance officer on the roster may do this, by name or id; see who is one with `anteroom user list` \
             and `anteroom training status`, or add somebody with `anteroom training person add`"
        }
        _ => {
            "nobody of this name or id on the roster holds this role; see `anteroom user list` and `anteroom training \
             status`, or add somebody with `anteroom training person add`"
        }
    })
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Micros;
    use jiff::civil::date;

    use super::*;
    use crate::account::Sealed;
    use Role::{ComplianceOfficer, FrontDesk, LicensedClinician, Manager};

    const TODAY: Date = date(2026, 11, 26);

    fn kept<T>(id: &str, record: T) -> Kept<T> {
        Kept {
            id: id.parse().unwrap(),
            revision: 1,
            at: Micros(0),
            by: Word::lossy("dana"),
            record,
        }
    }

    fn account(id: &str, name: &str, roles: &[Role], disabled: bool) -> Kept<Account> {
        let account = Account {
            name: Word::lossy(name),
            roles: roles.iter().copied().collect(),
            passphrase: Sealed::of_nobody(),
            disabled,
            temporary: false,
        };
        kept(id, account)
    }

    fn person(id: &str, name: &str, role: &str, left_on: Option<Date>) -> Kept<Person> {
        let person = Person {
            name: Word::lossy(name),
            role: Word::lossy(role),
            started_on: date(2026, 1, 1),
            role_since: None,
            left_on,
        };
        kept(id, person)
    }

    fn everybody() -> Vec<Candidate> {
        let accounts = [
            account(
                "dana",
                "Dana Whitfield",
                &[ComplianceOfficer, Manager],
                false,
            ),
            account("lee", "Lee Amsel", &[ComplianceOfficer], true),
            account("kit", "Kit Ode", &[ComplianceOfficer], false),
        ];
        let people = [
            person("ada", "Ada Osei", "compliance officer", None),
            person("dana", "Dana W.", "front desk", None),
            person("kit", "Kit Ode", "manager", Some(date(2026, 11, 25))),
            person("maya", "Maya Lind", "front desk", None),
            person(
                "noa",
                "Noa Berg",
                "compliance officer",
                Some(date(2026, 11, 25)),
            ),
        ];
        candidates(&accounts, &people, TODAY)
    }

    fn signs(all: &[Candidate], who: &str, role: Role, known: Known) -> Option<String> {
        let name = chosen(all, &Word::lossy(who), role, known).ok()?;
        Some(name.as_str().to_owned())
    }

    #[test]
    fn somebody_on_file_signs_by_name_or_id_in_a_role_that_they_hold() {
        for (who, role, name) in [
            ("Dana Whitfield", ComplianceOfficer, Some("Dana Whitfield")),
            ("dana", ComplianceOfficer, Some("Dana Whitfield")),
            ("dana whitfield, JD", Manager, Some("Dana Whitfield")),
            ("Dana Whitfield", FrontDesk, None),
            ("ada", ComplianceOfficer, Some("Ada Osei")),
            ("Maya Lind", FrontDesk, Some("Maya Lind")),
            ("Maya Lind", ComplianceOfficer, None),
            ("Maya Lind", LicensedClinician, None),
            ("Lee Amsel", ComplianceOfficer, None),
            ("Kit Ode", ComplianceOfficer, None),
            ("Noa Berg", ComplianceOfficer, None),
            ("Nobody Known", ComplianceOfficer, None),
            ("Nobody Known", Manager, None),
            ("", ComplianceOfficer, None),
        ] {
            let signs = signs(&everybody(), who, role, Known::WhereSomebodyIs);
            assert_eq!(signs.as_deref(), name, "{who} as {role:?}");
        }
    }

    #[test]
    fn a_stranger_signs_as_a_licensed_person_or_where_nobody_is_on_file() {
        let stranger = "Ida Falk, MD";
        let of = |all: &[Candidate], role, known| signs(all, stranger, role, known).is_some();
        let all = everybody();
        assert!(of(&all, LicensedClinician, Known::WhereSomebodyIs));
        assert!(!of(&all, LicensedClinician, Known::Must));
        assert!(of(&[], ComplianceOfficer, Known::WhereSomebodyIs));
        assert!(!of(&[], ComplianceOfficer, Known::Must));
    }
}
