//! Who asks: the person behind a key, what their role may do, and whether they are trained.

use std::collections::{BTreeMap, BTreeSet};

use anteroom_policy::{Lane, Role, Training, UseCase, User};

use crate::account::{Account, lanes};
use crate::error::OfficeError;
use crate::holder::Holder;
use crate::shelf::Shelf;
use crate::training::{PersonView, Progress, Roster};

/// The holder of a key. Nobody in particular by default: no person, no training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asker {
    /// What they do in the practice; the first counts where the rules ask for one.
    pub roles: BTreeSet<Role>,
    /// Their training on this day; none for a stranger.
    pub training: Option<Training>,
    /// Whether the key is one person's own.
    pub is_one_person: bool,
    /// What the key is used for when a request does not say.
    pub use_case: Option<UseCase>,
}

impl Asker {
    /// Who asks for this, in the words of the rules.
    #[must_use]
    pub fn asking(&self, use_case: UseCase) -> User {
        User {
            categories: None,
            lanes: self.lanes(use_case),
            role: self.roles.first().copied().unwrap_or(Role::Other),
            training: self.training.unwrap_or(Training::None),
            unique_login: self.is_one_person,
        }
    }

    /// The lanes open to any of the roles; a stranger may do what everybody may.
    fn lanes(&self, use_case: UseCase) -> BTreeSet<Lane> {
        let stranger = self.roles.is_empty().then_some(Role::Other);
        let roles = self.roles.iter().copied().chain(stranger);
        roles.flat_map(|role| lanes(role, use_case)).collect()
    }
}

/// Everybody who may ask.
#[derive(Clone, Debug, Default)]
pub(super) struct Askers {
    /// Holders by the key's id.
    pub(super) of_keys: BTreeMap<String, Asker>,
    /// People by their own id.
    pub(super) people: BTreeMap<String, Asker>,
}

impl Askers {
    pub(super) fn of(shelf: &Shelf, roster: &Roster) -> Result<Askers, OfficeError> {
        let accounts = shelf.all::<Account>()?;
        let known = |view: &PersonView<'_>| {
            let account = accounts.iter().find(|kept| kept.id == *view.id);
            let asker = of(view, account.map(|kept| &kept.record))?;
            Some((view.id.to_string(), asker))
        };
        let people: BTreeMap<_, _> = roster.people()?.iter().filter_map(known).collect();
        let holder = |holder: &Holder| {
            let person = holder.person.as_ref();
            let person = person.and_then(|id| people.get(id.as_str()));
            Asker {
                use_case: holder.use_case,
                ..person.cloned().unwrap_or_default()
            }
        };
        let holders = shelf.all::<Holder>()?.into_iter();
        let of_keys = holders.map(|kept| (kept.id.to_string(), holder(&kept.record)));
        Ok(Askers {
            of_keys: of_keys.collect(),
            people,
        })
    }
}

/// A person who works here. The roles of their account count where they have one; who may not sign in is a stranger.
fn of(view: &PersonView<'_>, account: Option<&Account>) -> Option<Asker> {
    let roles = match account {
        Some(account) if account.disabled => return None,
        Some(account) => account.roles.clone(),
        None => [Role::called(view.person.role.as_str()).unwrap_or(Role::Other)].into(),
    };
    Some(Asker {
        roles,
        training: Some(training(view)),
        is_one_person: true,
        use_case: None,
    })
}

/// Somebody's training, as the rules ask for it.
pub(super) fn training(view: &PersonView<'_>) -> Training {
    let was_good = |progress| matches!(progress, Progress::Expired | Progress::ChangedSince);
    if view.is_current {
        return Training::Current;
    }
    match view.lessons.iter().any(|one| was_good(one.progress)) {
        true => Training::Expired,
        false => Training::None,
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Word;
    use jiff::civil::date;

    use super::*;
    use crate::id::Id;
    use crate::training::{Lesson, Person};

    #[test]
    fn training_is_as_the_roster_says() {
        let (id, course): (Id, Id) = ("maya".parse().unwrap(), "basics".parse().unwrap());
        let person = Person {
            name: Word::lossy("Maya Ortiz"),
            role: Word::lossy("nurse"),
            started_on: date(2026, 1, 5),
            role_since: None,
            left_on: None,
        };
        for (progress, expected) in [
            (Some(Progress::Current), Training::Current),
            (Some(Progress::EndsSoon), Training::Current),
            (Some(Progress::Expired), Training::Expired),
            (Some(Progress::ChangedSince), Training::Expired),
            (Some(Progress::NotPassed), Training::None),
            (Some(Progress::NotTaken), Training::None),
            (None, Training::None),
        ] {
            let lessons = progress.map(|progress| Lesson {
                course: &course,
                title: "Basics",
                progress,
                day: None,
                taken: None,
            });
            let lessons: Vec<_> = lessons.into_iter().collect();
            let view = PersonView {
                id: &id,
                person: &person,
                is_current: progress.is_some_and(Progress::is_good),
                lessons,
                certificate: None,
            };
            let asker = of(&view, None).unwrap();
            assert_eq!(asker.training, Some(expected), "{progress:?}");
            assert!(asker.is_one_person && asker.roles == [Role::LicensedClinician].into());
            let account = |roles: &[Role], disabled| Account {
                name: Word::lossy("Maya Ortiz"),
                roles: roles.iter().copied().collect(),
                passphrase: serde_json::from_str("\"$argon2id$\"").unwrap(),
                disabled,
                temporary: false,
            };
            assert_eq!(of(&view, Some(&account(&[Role::Biller], true))), None);
            let two = account(&[Role::Biller, Role::Manager], false);
            assert_eq!(of(&view, Some(&two)).unwrap().roles, two.roles);
        }
        let stranger = Asker::default().asking(UseCase::UNLISTED);
        assert!(!stranger.unique_login && stranger.training == Training::None);
    }
}
