//! All sign-offs as they stand today.

use std::collections::BTreeSet;

use anteroom_audit::Word;
use anteroom_policy::{Role, UseCase};
use jiff::civil::Date;
use serde::Serialize;

use super::record::{About, SignOff};
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::gate::GateKind;
use crate::shelf::Shelf;

/// Everything that was signed.
pub struct SignOffs {
    all: Vec<Kept<SignOff>>,
    today: Date,
}

/// A task on a connection that somebody signed for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskView {
    /// The task.
    pub use_case: UseCase,
    /// The connection's name.
    pub connection: Word,
    /// What is still needed, in plain words; nothing when both have signed.
    pub missing: Vec<&'static str>,
}

impl SignOffs {
    /// Reads everything.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub async fn read(desk: &Desk) -> Result<SignOffs, OfficeError> {
        SignOffs::of(&desk.shelf().await?)
    }

    /// What is on file there.
    ///
    /// # Errors
    /// As [`SignOffs::read`].
    pub fn of(shelf: &Shelf) -> Result<SignOffs, OfficeError> {
        Ok(SignOffs {
            all: shelf.all()?,
            today: shelf.today(),
        })
    }

    /// Each one, and whether it counts today.
    pub fn all(&self) -> impl Iterator<Item = (&Kept<SignOff>, bool)> {
        self.all
            .iter()
            .map(|kept| (kept, kept.record.is_good(self.today)))
    }

    /// Whether somebody in this role stands for the gate today.
    #[must_use]
    pub fn of_gate(&self, gate: GateKind, role: Role) -> Option<&SignOff> {
        self.good()
            .find(|one| one.about == About::Gate(gate) && one.role == role)
    }

    /// What a task still needs before it may use patient information as it was written: a compliance officer and, as
    /// somebody else, a licensed clinician.
    #[must_use]
    pub fn task(&self, use_case: UseCase, connection: &Word) -> TaskView {
        let about = About::Task {
            use_case,
            connection: connection.clone(),
        };
        let signed = |roles: &[Role]| -> BTreeSet<&Word> {
            let own = self.good().filter(|one| one.about == about);
            own.filter(|one| roles.contains(&one.role))
                .map(|one| &one.by)
                .collect()
        };
        let officers = signed(&[Role::ComplianceOfficer]);
        let clinicians = signed(&[Role::LicensedClinician, Role::Therapist]);
        let mut missing = Vec::new();
        if officers.is_empty() {
            missing.push("a compliance officer");
        }
        if clinicians.is_empty() {
            missing.push("a licensed clinician");
        }
        if missing.is_empty() && officers.union(&clinicians).count() < 2 {
            missing.push("a second person");
        }
        TaskView {
            use_case,
            connection: connection.clone(),
            missing,
        }
    }

    /// Every task that somebody signed for, as it stands.
    #[must_use]
    pub fn tasks(&self) -> Vec<TaskView> {
        let mut views: Vec<TaskView> = Vec::new();
        for kept in &self.all {
            if let About::Task {
                use_case,
                connection,
            } = &kept.record.about
            {
                let view = self.task(*use_case, connection);
                if !views.contains(&view) {
                    views.push(view);
                }
            }
        }
        views
    }

    /// Whether a task may use patient information as it was written through this connection, as far as signatures go.
    #[must_use]
    pub fn signed_for(&self, connection: &Word) -> bool {
        let tasks = self.tasks();
        let mut own = tasks.iter().filter(|view| view.connection == *connection);
        own.any(|view| view.missing.is_empty())
    }

    fn good(&self) -> impl Iterator<Item = &SignOff> {
        self.all()
            .filter(|(_, is_good)| *is_good)
            .map(|(kept, _)| &kept.record)
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Micros;
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 26);

    fn word(text: &str) -> Word {
        Word::lossy(text)
    }

    fn letter() -> UseCase {
        UseCase::named("prior_authorization_letter").unwrap()
    }

    fn signed(by: &str, role: Role) -> SignOff {
        let about = About::Task {
            use_case: letter(),
            connection: word("main"),
        };
        SignOff::new(about, word(by), role, TODAY, None)
    }

    fn register(all: Vec<SignOff>, today: Date) -> SignOffs {
        let keep = |record| Kept {
            id: "x.1".parse().unwrap(),
            revision: 1,
            at: Micros(0),
            by: word("dana"),
            record,
        };
        let all = all.into_iter().map(keep).collect();
        SignOffs { all, today }
    }

    #[test]
    fn a_task_needs_an_officer_and_a_clinician_who_are_two_people() {
        use Role::{ComplianceOfficer, LicensedClinician, Manager, Therapist};
        for (signers, missing) in [
            (vec![], vec!["a compliance officer", "a licensed clinician"]),
            (
                vec![("Dana", ComplianceOfficer)],
                vec!["a licensed clinician"],
            ),
            (
                vec![("Dana", ComplianceOfficer), ("Ada", Manager)],
                vec!["a licensed clinician"],
            ),
            (
                vec![("Dana", ComplianceOfficer), ("Dana", LicensedClinician)],
                vec!["a second person"],
            ),
            (
                vec![("Dana", ComplianceOfficer), ("Ada", LicensedClinician)],
                vec![],
            ),
            (
                vec![("Dana", ComplianceOfficer), ("Ada", Therapist)],
                vec![],
            ),
        ] {
            let all = signers.iter().map(|(by, role)| signed(by, *role));
            let register = register(all.collect(), TODAY);
            let view = register.task(letter(), &word("main"));
            assert_eq!(view.missing, missing, "{signers:?}");
            assert_eq!(register.signed_for(&word("main")), missing.is_empty());
            assert!(!register.signed_for(&word("other")));
        }
    }

    #[test]
    fn a_sign_off_ends_on_its_day_or_when_it_is_withdrawn() {
        let one = signed("Dana", Role::ComplianceOfficer);
        assert_eq!(one.until, date(2027, 11, 26));
        for (today, good) in [
            (date(2026, 11, 25), false),
            (TODAY, true),
            (date(2027, 11, 26), true),
            (date(2027, 11, 27), false),
        ] {
            assert_eq!(one.is_good(today), good, "{today}");
        }
        let withdrawn = SignOff {
            withdrawn_on: Some(TODAY),
            ..one
        };
        assert!(!withdrawn.is_good(TODAY));
    }

    #[test]
    fn what_cannot_be_signed_is_refused() {
        use crate::desk::Record as _;
        let one = signed("Dana", Role::ComplianceOfficer);
        assert!(one.check(TODAY).is_ok());
        assert!(one.check(date(2026, 11, 25)).is_err());
        let unlisted = SignOff {
            about: About::Task {
                use_case: UseCase::UNLISTED,
                connection: word("main"),
            },
            ..one
        };
        assert!(unlisted.check(TODAY).is_err());
    }
}
