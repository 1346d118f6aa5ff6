//! Who may change whose account: nobody climbs by it.

use anteroom_policy::Role;

use super::{Account, Right};
use crate::desk::Kept;
use crate::error::OfficeError;
use crate::id::Id;

/// What watching over others takes. A role that gives one of these is given by compliance officers, or by somebody who
/// has the right as well.
const OVERSIGHT: [Right; 5] = [
    Right::SeeConsole,
    Right::ChangeEvidence,
    Right::ManageConnections,
    Right::ManagePeople,
    Right::SeeSystem,
];

/// Whether this person may make of somebody's account what is written in `after`. `before` is the account as it is; none
/// for somebody new.
///
/// # Errors
/// Says which rule forbids it, and whom to ask.
pub fn may_change(
    by: (&Id, &Account),
    whose: &Id,
    before: Option<&Account>,
    after: &Account,
) -> Result<(), OfficeError> {
    let (id, own) = by;
    if !own.may(Right::ManagePeople) {
        return refused("only a practice manager or compliance officer changes people");
    }
    if id == whose && (after.disabled || !after.may(Right::ManagePeople)) {
        return refused("you cannot shut yourself out; ask somebody else who manages people");
    }
    let is_officer = own.roles.contains(&Role::ComplianceOfficer);
    let keeps_office = after.roles.contains(&Role::ComplianceOfficer);
    if is_officer {
        return match id == whose && !keeps_office {
            true => refused("another compliance officer must take this role from you"),
            false => Ok(()),
        };
    }
    if before.is_some_and(|before| is_licensed(before) != is_licensed(after)) {
        return refused(
            "only a compliance officer gives or takes a role that approves for patients",
        );
    }
    let had = before.map(|account| &account.roles);
    let given = |role: &&Role| had.is_none_or(|had| !had.contains(role));
    let mut new = after.roles.iter().filter(given);
    if id == whose && new.clone().next().is_some() {
        return refused("you cannot give yourself a role; ask your compliance officer");
    }
    let mut held = had.into_iter().flatten();
    match new.any(|role| is_above(*role, own)) || held.any(|role| is_above(*role, own)) {
        true => refused("only a compliance officer changes people with this role"),
        false => Ok(()),
    }
}

/// Whether a practice that has a compliance officer who may sign in would still have one (45 CFR 164.308(a)(2): somebody
/// is always responsible). `all`: every account as it is.
///
/// # Errors
/// Says whom to give the role first.
pub fn keeps_an_officer(
    all: &[Kept<Account>],
    whose: &Id,
    after: &Account,
) -> Result<(), OfficeError> {
    let is_one =
        |account: &Account| !account.disabled && account.roles.contains(&Role::ComplianceOfficer);
    let mut officers = all.iter().filter(|kept| is_one(&kept.record));
    let is_last =
        officers.next().is_some_and(|kept| kept.id == *whose) && officers.next().is_none();
    match is_last && !is_one(after) {
        true => refused(
            "this is the last compliance officer who may sign in; first give somebody else the role: anteroom user role \
             WHO --role compliance-officer",
        ),
        false => Ok(()),
    }
}

/// Whether this person may give somebody a passphrase that they see themselves, or take their second step away: who can do
/// that could come in as them.
///
/// # Errors
/// Says which rule forbids it, and whom to ask.
pub fn may_reset(by: (&Id, &Account), whose: &Id, account: &Account) -> Result<(), OfficeError> {
    may_change(by, whose, Some(account), account)?;
    let (id, own) = by;
    let is_officer = own.roles.contains(&Role::ComplianceOfficer);
    match is_licensed(account) && !is_officer && id != whose {
        true => refused(
            "only a compliance officer resets how somebody signs in who approves for patients",
        ),
        false => Ok(()),
    }
}

/// Whether somebody approves for patients, as a licensed person.
fn is_licensed(account: &Account) -> bool {
    account.may(Right::ApproveClinical)
}

/// The roles that this person may give to others.
pub fn may_give(own: &Account) -> impl Iterator<Item = Role> {
    let is_officer = own.roles.contains(&Role::ComplianceOfficer);
    let all = Role::ALL.iter().copied();
    all.filter(move |role| is_officer || !is_above(*role, own))
}

/// Whether a role watches over more than this person does.
fn is_above(role: Role, own: &Account) -> bool {
    let mut rights = OVERSIGHT.iter();
    rights.any(|right| right.is_of(role) && !own.may(*right))
}

fn refused(why: &'static str) -> Result<(), OfficeError> {
    Err(OfficeError::Refused(why))
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Word;

    use super::*;
    use crate::account::Sealed;
    use Role::{
        Auditor, ComplianceOfficer, FrontDesk, ItPartner, LicensedClinician, Manager, Therapist,
    };

    fn account(roles: &[Role]) -> Account {
        Account {
            name: Word::lossy("Somebody"),
            roles: roles.iter().copied().collect(),
            passphrase: Sealed::of_nobody(),
            disabled: false,
            temporary: false,
        }
    }

    fn may(by: (&str, &[Role]), whose: &str, before: Option<&[Role]>, after: &[Role]) -> bool {
        let (id, whose) = (by.0.parse().unwrap(), whose.parse().unwrap());
        let before = before.map(account);
        let by = account(by.1);
        may_change((&id, &by), &whose, before.as_ref(), &account(after)).is_ok()
    }

    #[test]
    fn managers_give_the_roles_of_daily_work_to_others_only() {
        let dana: (&str, &[Role]) = ("dana", &[Manager]);
        assert!(may(dana, "maya", None, &[FrontDesk]));
        assert!(may(dana, "maya", None, &[LicensedClinician]));
        assert!(may(dana, "maya", None, &[Auditor, Manager]));
        assert!(may(dana, "dana", Some(&[Manager]), &[Manager]));
        for above in [ComplianceOfficer, ItPartner] {
            assert!(!may(dana, "maya", None, &[above]), "{above:?}");
            let taken = may(dana, "maya", Some(&[above]), &[FrontDesk]);
            assert!(!taken, "{above:?} cannot be taken over either");
            let reset = may(dana, "maya", Some(&[above]), &[above]);
            assert!(!reset, "{above:?} gets no passphrase from below");
        }
        assert!(!may(
            dana,
            "dana",
            Some(&[Manager]),
            &[Manager, LicensedClinician]
        ));
    }

    #[test]
    fn managers_cannot_come_in_as_somebody_who_approves_for_patients() {
        let (dana, lee) = (account(&[Manager]), account(&[ComplianceOfficer]));
        let (id, maya) = ("dana".parse().unwrap(), "maya".parse().unwrap());
        let reset = |own, roles: &[Role]| may_reset((&id, own), &maya, &account(roles)).is_ok();
        assert!(reset(&dana, &[FrontDesk]) && reset(&lee, &[LicensedClinician]));
        for above in [LicensedClinician, Therapist, ComplianceOfficer, ItPartner] {
            assert!(!reset(&dana, &[FrontDesk, above]), "{above:?}");
        }
        let dana: (&str, &[Role]) = ("dana", &[Manager]);
        let licensed: &[Role] = &[LicensedClinician];
        assert!(
            !may(dana, "maya", Some(licensed), &[FrontDesk]),
            "to reset it then"
        );
        assert!(!may(dana, "maya", Some(&[FrontDesk]), licensed), "and back");
        assert!(may(dana, "maya", Some(licensed), licensed), "shut out, say");
    }

    #[test]
    fn officers_give_everything_and_stay() {
        let lee: (&str, &[Role]) = ("lee", &[ComplianceOfficer]);
        for role in Role::ALL {
            assert!(may(lee, "maya", None, &[*role]), "{role:?}");
        }
        let own: Option<&[Role]> = Some(&[ComplianceOfficer]);
        assert!(may(lee, "lee", own, &[ComplianceOfficer, Manager]));
        assert!(!may(lee, "lee", own, &[Manager]));
    }

    #[test]
    fn nobody_else_changes_anybody_and_nobody_shuts_themselves_out() {
        for role in [FrontDesk, Auditor, ItPartner, LicensedClinician] {
            assert!(!may(("kit", &[role]), "maya", None, &[FrontDesk]));
        }
        let (id, own) = ("dana".parse().unwrap(), account(&[Manager]));
        let mut after = own.clone();
        after.disabled = true;
        assert!(may_change((&id, &own), &id, Some(&own), &after).is_err());
    }

    #[test]
    fn a_practice_keeps_one_compliance_officer_who_may_sign_in() {
        let keep = |id: &str, record| Kept {
            id: id.parse().unwrap(),
            revision: 1,
            at: anteroom_audit::Micros(0),
            by: Word::lossy("dana"),
            record,
        };
        let officer = || account(&[ComplianceOfficer, Manager]);
        let shut_out = || Account {
            disabled: true,
            ..officer()
        };
        let (dana, maya) = ("dana".parse().unwrap(), "maya".parse().unwrap());
        let alone = [
            keep("dana", officer()),
            keep("lee", shut_out()),
            keep("maya", account(&[FrontDesk])),
        ];
        for (whose, after, may) in [
            (&dana, account(&[Manager]), false),
            (&dana, shut_out(), false),
            (&dana, account(&[ComplianceOfficer]), true),
            (&maya, account(&[Manager]), true),
            (&maya, officer(), true),
        ] {
            assert_eq!(
                keeps_an_officer(&alone, whose, &after).is_ok(),
                may,
                "{whose}"
            );
        }
        let two = [keep("dana", officer()), keep("maya", officer())];
        assert!(keeps_an_officer(&two, &dana, &shut_out()).is_ok());
        let none = [keep("dana", account(&[Manager]))];
        assert!(keeps_an_officer(&none, &dana, &account(&[FrontDesk])).is_ok());
    }

    #[test]
    fn what_is_offered_may_be_given() {
        let manager = account(&[Manager]);
        let offered: Vec<Role> = may_give(&manager).collect();
        assert!(offered.contains(&FrontDesk) && !offered.contains(&ComplianceOfficer));
        assert_eq!(
            may_give(&account(&[ComplianceOfficer])).count(),
            Role::ALL.len()
        );
    }
}
